/**
 * The benchmark's command line: engines side by side on the same work. This file turns words into a request and outcomes
 * into exit statuses (0 done, 1 failed, 2 bad usage, 130 stopped); what is measured and how lies in `bench/` and
 * `src/bench/`.
 */
import { BENCH_HELP, readRequest, type BenchRequest } from "./bench/arguments.ts";
import { execute, type BenchResult } from "./bench/execute.ts";
import { readFormerFile } from "./bench/former-file.ts";
import { writeBench } from "./bench/outputs.ts";
import { benchReport } from "./bench/report.ts";
import { UsageError } from "./lab/arguments.ts";
import { prepareFolder } from "./lab/outputs.ts";
import { STOPPED_STATUS, stopSignal } from "./lab/stop-signal.ts";

let status: number;
try {
  const request = readRequest(process.argv.slice(2));
  status = request === null ? await help() : await bench(request);
} catch (error) {
  const isUsage = error instanceof UsageError;
  say(error instanceof Error ? error.message : String(error));
  if (isUsage) say("Add --help to see what can be asked.");
  status = isUsage ? 2 : 1;
}
process.exit(status); // not by itself: a server or a browser that lingers must not keep the terminal

async function help(): Promise<number> {
  await print(BENCH_HELP.trimEnd());
  return 0;
}

async function bench(request: BenchRequest): Promise<number> {
  const { outFolder, againstPath } = request;
  const former = againstPath === null ? null : readFormerFile(againstPath);
  if (outFolder !== null) prepareFolder(outFolder);
  const stop = stopSignal(() => say("Stopping: what was measured will be kept. Press Ctrl-C again to end at once."));
  const startedAt = new Date();
  const result = await execute(request, say, stop);
  if (result.rows.length > 0) await print(`\n${benchReport(result.rows, former)}\n`);
  if (outFolder !== null) for (const path of writeBench(outFolder, startedAt, result)) await print(path);
  return statusOf(result);
}

function statusOf({ outcome, error }: BenchResult): number {
  switch (outcome) {
    case "done":
      return 0;
    case "stopped":
      return STOPPED_STATUS;
    case "failed":
      say(`Failed: ${error ?? "it did not say why."}`);
      return 1;
    default:
      outcome satisfies never;
      return 1;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Resolves when it has left this process: an exit would cut off what a pipe has not taken yet. */
async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}
