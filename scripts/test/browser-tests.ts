/**
 * Runs the browser tests by web-test-runner and says how each file went. How they run is `runner-config.ts`'s affair;
 * what counts as a failure is decided here: a file that does not load, crashes or holds no test is one.
 */
import { startTestRunner } from "@web/test-runner";
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from "@web/test-runner-core";
import { relative } from "node:path";
import { runnerConfig } from "./runner-config.ts";
import { emptyTally, failureText, fileLine, print, sum, type Tally } from "./tally.ts";

/**
 * How many browsers work side by side, each with its own share of the files. Much of a test's time is spent waiting, for a
 * page to load or a device to answer, so that two finish sooner than one; tabs of one browser would hide one another.
 */
const BROWSERS = 2;

/** What takes the lab's database away needs a browser in which no other test has ever opened it. */
const ALONE = ".alone.test.ts";

/** @param files - paths from the project's folder */
export async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  const together = files.filter((file) => !file.endsWith(ALONE));
  const running: Promise<Tally>[] = [];
  for (let share = 0; share < BROWSERS; share++) {
    const own = together.filter((_, at) => at % BROWSERS === share);
    // One after the other, because each looks for a free port before it takes one.
    if (own.length > 0) running.push((await startShare(own)).finished);
  }
  const tallies = await Promise.all(running);
  for (const file of files.filter((file) => file.endsWith(ALONE))) {
    tallies.push(await (await startShare([file])).finished);
  }
  return sum(tallies);
}

async function startShare(files: readonly string[]): Promise<{ readonly finished: Promise<Tally> }> {
  const tallies = new Map<string, Tally>();
  let reportedMs = performance.now();
  const reporter: Reporter = {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const file = relative(process.cwd(), testFile);
      const failures: string[] = [];
      const tally = sum(sessionsForTestFile.map((session) => count(session, failures)));
      tallies.set(file, tally);
      // The files of a share run one after another, so a file's time is what passed since the last one's end.
      const wallMs = performance.now() - reportedMs;
      reportedMs += wallMs;
      print([fileLine(file, tally, wallMs), ...failures].join("\n"));
    },
  };
  const runner = await startTestRunner({
    config: { ...(await runnerConfig()), reporters: [reporter], staticLogging: true },
    readFileConfig: false,
    argv: ["--files", ...files],
    autoExitProcess: false,
  });
  if (runner === undefined) throw new Error("Cannot run the browser tests: the runner did not start (see above).");
  const finished = new Promise<void>((resolve) => runner.on("stopped", () => resolve())).then(() => {
    for (const file of files.filter((file) => !tallies.has(file))) {
      const lost = { passed: 0, failed: 1, skipped: 0 };
      tallies.set(file, lost);
      print(`${fileLine(file, lost, 0)}\n${failureText("the file", "It never reported a result.")}`);
    }
    return sum([...tallies.values()]);
  });
  return { finished };
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
