/**
 * Runs the browser tests by web-test-runner and says how each file went. How they run is `runner-config.ts`'s affair;
 * what counts as a failure is decided here: a file that does not load, crashes or holds no test is one.
 */
import { startTestRunner } from "@web/test-runner";
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from "@web/test-runner-core";
import { relative } from "node:path";
import { runnerConfig } from "./runner-config.ts";
import { emptyTally, failureText, fileLine, print, sum, type Tally } from "./tally.ts";

/** Files that run side by side: much of a test's time is spent waiting, for a page to load or a device to answer. */
const LANES = 2;

/** What takes the lab's database away needs a browser in which no other test has ever opened it. */
const ALONE = ".alone.test.ts";

/** @param files - paths from the project's folder */
export async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  const together = files.filter((file) => !file.endsWith(ALONE));
  const tallies = together.length === 0 ? [] : [await runShare(together)];
  for (const file of files.filter((file) => file.endsWith(ALONE))) {
    tallies.push(await runShare([file]));
  }
  return sum(tallies);
}

async function runShare(files: readonly string[]): Promise<Tally> {
  const tallies = new Map<string, Tally>();
  const runStartedMs = performance.now();
  const startedMs = new Map<string, number>();
  const reporter: Reporter = {
    start({ sessions }) {
      sessions.on("session-status-updated", ({ testFile, status }) => {
        if (status === "INITIALIZING") startedMs.set(testFile, performance.now());
      });
    },
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const file = relative(process.cwd(), testFile);
      const failures: string[] = [];
      const tally = sum(sessionsForTestFile.map((session) => count(session, failures)));
      tallies.set(file, tally);
      const nowMs = performance.now();
      const wallMs = nowMs - (startedMs.get(testFile) ?? runStartedMs);
      print([fileLine(file, tally, wallMs), ...failures].join("\n"));
    },
  };
  const runner = await startTestRunner({
    config: { ...(await runnerConfig({ lanes: LANES, frozen: true })), reporters: [reporter], staticLogging: true },
    readFileConfig: false,
    argv: ["--files", ...files],
    autoExitProcess: false,
  });
  if (runner === undefined) throw new Error("Cannot run the browser tests: the runner did not start (see above).");
  await new Promise<void>((resolve) => runner.on("stopped", () => resolve()));
  for (const file of files.filter((file) => !tallies.has(file))) {
    const lost = { passed: 0, failed: 1, skipped: 0 };
    tallies.set(file, lost);
    print(`${fileLine(file, lost, 0)}\n${failureText("the file", "It never reported a result.")}`);
  }
  return sum([...tallies.values()]);
}

function count({ testResults, errors, request404s, logs }: TestSession, failures: string[]): Tally {
  const tally = emptyTally();
  if (testResults !== undefined) countSuite(testResults, [], tally, failures);
  const faults = errors.map(describe);
  if (tally.passed + tally.failed + tally.skipped === 0 && faults.length === 0) faults.push("It holds no test.");
  if (faults.length > 0) {
    tally.failed++;
    // Why a module did not load is said nowhere but here.
    const hints = [
      ...request404s.map((url) => `not found: ${url}`),
      ...logs.map((parts) => parts.map(String).join(" ")),
    ];
    failures.push(failureText("the file", [...faults, ...hints].join("\n")));
  }
  return tally;
}

function countSuite(suite: TestSuiteResult, path: readonly string[], tally: Tally, failures: string[]): void {
  for (const { name, passed, skipped, error } of suite.tests) {
    if (skipped) tally.skipped++;
    else if (passed) tally.passed++;
    else {
      tally.failed++;
      failures.push(failureText([...path, name].join(" › "), describe(error)));
    }
  }
  for (const inner of suite.suites) countSuite(inner, [...path, inner.name], tally, failures);
}

function describe(error: TestResultError | undefined): string {
  if (error === undefined) return "It failed without an error.";
  const { message, stack = "", expected, actual } = error;
  const difference =
    expected === undefined || actual === undefined ? [] : [`expected ${expected}`, `actual   ${actual}`];
  const places = stack.split("\n").filter((line) => line.trim() !== "" && !line.includes(message));
  return [message, ...difference, ...places].join("\n");
}
