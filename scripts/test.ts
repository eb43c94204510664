/**
 * `npm test`: the browser tests, beside them the command line's and the whole page's, and one last line that sums them up.
 * It decides which files run and what the exit status is; the two runners lie in `test/`.
 *
 *   npm test                        every test
 *   npm test -- --only restorers    the files whose path holds "restorers"
 */
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { parseArgs } from "node:util";
import { runBrowserTests } from "./test/browser-tests.ts";
import { runNodeTests } from "./test/node-tests.ts";
import { print, sum, type Tally } from "./test/tally.ts";

/** Folders whose tests drive a browser from outside instead of running in one. */
const NODE_FOLDERS = [join("test", "scripts"), join("test", "e2e")];

const CRASHED: Tally = { passed: 0, failed: 1, skipped: 0 };

process.exit(await main()); // not by itself: a server that lingers must not keep the terminal

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
  const files = testFiles().filter((file) => file.replaceAll(sep, "/").includes(values.only));
  const inNode = files.filter((file) => NODE_FOLDERS.some((folder) => file.startsWith(folder + sep)));
  const inBrowser = files.filter((file) => !inNode.includes(file));
  const { passed, failed, skipped } = sum(
    await Promise.all([surviving(runBrowserTests(inBrowser)), surviving(runNodeTests(inNode))]),
  );
  if (files.length === 0) print(`No test file has "${values.only}" in its path.`);
  if (skipped > 0) print(`${skipped} skipped`);
  print(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

function testFiles(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join("test", file))
    .sort();
}

/** A runner that breaks is one failed test, not the end of the others. */
async function surviving(running: Promise<Tally>): Promise<Tally> {
  try {
    return await running;
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return CRASHED;
  }
}
