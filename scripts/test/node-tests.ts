/**
 * Runs the tests of the command line and of the whole page by Node's own test runner, one file at a time: each starts a
 * browser that trains, and two would fight over the cores.
 */
import { relative } from "node:path";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { emptyTally, failureText, fileLine, print, sum, type Tally } from "./tally.ts";

const FILE_LIMIT_MS = 15 * 60_000;

/** @param files - paths from the project's folder */
export async function runNodeTests(files: readonly string[]): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const file of files) tallies.push(await runFile(file));
  return sum(tallies);
}

async function runFile(file: string): Promise<Tally> {
  const startedMs = performance.now();
  const tally = emptyTally();
  const failures: string[] = [];
  // The child inherits this process's loader, and with it TypeScript.
  const events = run({ files: [file], concurrency: 1, timeout: FILE_LIMIT_MS });
  const path: string[] = [];
  events.on("test:start", ({ name, nesting }) => {
    path.length = nesting;
    path.push(name);
  });
  events.on("test:pass", ({ name, skip, details }) => {
    if (details.type === "suite" || isFile(name, file)) return;
    if (skip !== undefined && skip !== false) tally.skipped++;
    else tally.passed++;
  });
  events.on("test:fail", ({ name, nesting, details }) => {
    if (isConsequence(details.error)) return;
    tally.failed++;
    const test = isFile(name, file) ? "the file" : [...path.slice(0, nesting), name].join(" › ");
    failures.push(failureText(test, describe(details.error)));
  });
  events.on("test:stderr", ({ message }) => process.stderr.write(message));
  await finished(events.resume());
  if (tally.passed + tally.failed + tally.skipped === 0) {
    tally.failed++;
    failures.push(failureText("the file", "It holds no test."));
  }
  print([fileLine(file, tally, performance.now() - startedMs), ...failures].join("\n"));
  return tally;
}

/** A suite, or the file itself, that fails only because a test in it did. */
function isConsequence(error: Error): boolean {
  return (error as { failureType?: unknown }).failureType === "subtestsFailed";
}

/** A file is reported like a test when it fails to load, or holds none. */
function isFile(name: string, file: string): boolean {
  return relative(process.cwd(), name) === file || name === file;
}

/** What the test threw; the runner wraps it. */
function describe({ cause, message }: Error): string {
  if (cause instanceof Error) return withoutInternals(cause.stack ?? cause.message);
  return typeof cause === "string" ? cause : message;
}

function withoutInternals(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !/^\s+at .*\(?node:internal/.test(line))
    .join("\n");
}
