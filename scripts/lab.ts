/**
 * The command line: every experiment of the lab without a window. This file turns commands into calls and outcomes into
 * exit statuses (0 done, 1 failed, 2 bad usage, 130 stopped); what a command does lies in `lab/`, and the heavy part of it
 * is loaded when it is needed: a word that was misspelt is answered at once.
 */
import { ParameterError } from "../src/experiments/parameters.ts";
import { findExperiment } from "../src/catalog.ts";
import { formatDuration } from "../src/results/time-left.ts";
import {
  readCommand,
  usualOutFolder,
  UsageError,
  type Command,
  type RerunCommand,
  type RunCommand,
  type SweepCommand,
} from "./lab/arguments.ts";
import { execute } from "./lab/execute.ts";
import { listing, listingData } from "./lab/listing.ts";
import { isSameData, readManifest, type FormerRun } from "./lab/manifest-file.ts";
import type { RunResult } from "./lab/measure.ts";
import { reportProgress } from "./lab/progress.ts";
import { reportTable } from "./lab/report.ts";
import { USUAL_SHELF_FOLDER } from "./lab/shelf-folder.ts";
import { STOPPED_STATUS, stopSignal } from "./lab/stop-signal.ts";

const words = process.argv.slice(2);
let status: number;
try {
  status = await obey(readCommand(words));
} catch (error) {
  const isUsage = error instanceof UsageError || error instanceof ParameterError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (isUsage && !words.includes("--json")) process.stderr.write("Add --help to see what can be asked.\n");
  if (words.includes("--json"))
    await print(JSON.stringify({ outcome: isUsage ? "bad-usage" : "failed", error: message }));
  status = isUsage ? 2 : 1;
}
process.exit(status); // not by itself: a server or a browser that lingers must not keep the terminal

async function obey(command: Command): Promise<number> {
  switch (command.kind) {
    case "help":
      await print(command.text.trimEnd());
      return 0;
    case "list":
      await print(command.json ? JSON.stringify(listingData(), null, 2) : listing());
      return 0;
    case "run":
      return await run(command, null);
    case "rerun": {
      const former = readManifest(command.manifestPath);
      return await run(asRun(command, former), former);
    }
    case "sweep":
      return await sweep(command);
    default:
      command satisfies never;
      return 2;
  }
}

function asRun({ outFolder, ...rest }: RerunCommand, { config }: FormerRun): RunCommand {
  return { ...rest, kind: "run", config, outFolder: outFolder ?? `${usualOutFolder(config)}-rerun` };
}

async function run(
  { config, dataFolder, outFolder, shelfFolder, start, json }: RunCommand,
  former: FormerRun | null,
): Promise<number> {
  const progress = reportProgress(process.stderr);
  const stop = stopSignal(() =>
    progress.say("Stopping: what was measured will be written. Press Ctrl-C again to end at once."),
  );
  if (former !== null && former.note !== "") progress.say(`Note: ${former.note}`);
  const assignment = {
    config,
    dataFolder,
    outFolder: outFolder ?? usualOutFolder(config),
    shelfFolder: shelfFolder ?? USUAL_SHELF_FOLDER,
    start,
  };
  const { result, record } = await execute(assignment, progress, stop);
  if (former?.dataset != null && result.dataset !== null && !isSameData(former.dataset, result.dataset)) {
    progress.say(
      `Note: the first run used ${former.dataset.name}; this one used other bytes (${result.dataset.name}).`,
    );
  }
  const table = reportTable(findExperiment(config.experiment), record);
  if (json) await print(JSON.stringify(result));
  else if (table !== "") await print(`\n${table}\n`);
  progress.say(summary(result));
  if (!json) await print(result.files.join("\n"));
  return statusOf(result.outcome);
}

async function sweep(command: SweepCommand): Promise<number> {
  const { readSweepSource, usualSweepFolder } = await import("./lab/sweep-source.ts");
  const { runSweep } = await import("./lab/sweep.ts");
  const { sweepSummary } = await import("./lab/sweep-summary.ts");
  const asked = readSweepSource(command);
  const progress = reportProgress(process.stderr);
  const stop = stopSignal(() =>
    progress.say(
      "Stopping: what was measured is kept, and the same command goes on. Press Ctrl-C again to end at once.",
    ),
  );
  const { dataFolder, outFolder, shelfFolder, retryFailed, json } = command;
  const folders = {
    outFolder: outFolder ?? usualSweepFolder(command.source),
    shelfFolder: shelfFolder ?? USUAL_SHELF_FOLDER,
  };
  const result = await runSweep({ sweep: asked, dataFolder, ...folders, retryFailed }, progress, stop);
  await print(json ? JSON.stringify(result) : result.files.join("\n"));
  progress.say(sweepSummary(result));
  return statusOf(result.outcome);
}

function statusOf(outcome: RunResult["outcome"]): number {
  switch (outcome) {
    case "done":
      return 0;
    case "stopped":
      return STOPPED_STATUS;
    case "failed":
      return 1;
    default:
      outcome satisfies never;
      return 1;
  }
}

function summary({ outcome, error, files, wallMs }: RunResult): string {
  const kept = files.length === 0 ? "Nothing was measured; no files were written." : "What was measured is written.";
  switch (outcome) {
    case "done":
      return `Done in ${formatDuration(wallMs)}.`;
    case "stopped":
      return `Stopped after ${formatDuration(wallMs)}. ${kept}`;
    case "failed":
      return `Failed: ${error ?? ""} ${kept}`;
    default:
      outcome satisfies never;
      return "";
  }
}

/** Resolves when it has left this process: an exit would cut off what a pipe has not taken yet. */
async function print(text: string): Promise<void> {
  if (text === "") return;
  await new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}
