/**
 * Runs the browser tests by web-test-runner and says how each file went. How they run is `web-test-runner.config.mjs`'s
 * affair; what counts as a failure is decided here: a file that does not load, crashes or holds no test is one.
 */
import { startTestRunner } from "@web/test-runner";
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from "@web/test-runner-core";
import { relative } from "node:path";
import { emptyTally, failureText, fileLine, print, sum, type Tally } from "./tally.ts";

/** @param files - paths from the project's folder */
export async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  if (files.length === 0) return emptyTally();
  const tallies = new Map<string, Tally>();
  let reportedMs = performance.now();
  const reporter: Reporter = {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const file = relative(process.cwd(), testFile);
      const failures: string[] = [];
      const tally = sum(sessionsForTestFile.map((session) => count(session, failures)));
      tallies.set(file, tally);
      // The files run one after another, so a file's time is what passed since the last one's end.
      const wallMs = performance.now() - reportedMs;
      reportedMs += wallMs;
      print([fileLine(file, tally, wallMs), ...failures].join("\n"));
    },
  };
  const runner = await startTestRunner({
    config: { reporters: [reporter], staticLogging: true },
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
