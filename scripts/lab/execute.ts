/** One run by itself: its files are found, a browser is started for it and closed after it. */
import type { RunConfig, RunStart } from "../../src/protocol.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { openHeadlessLab, type HeadlessLab } from "./headless-lab.ts";
import { findIdxFiles } from "./idx-folder.ts";
import { measure, type RunResult } from "./measure.ts";
import { prepareFolder } from "./outputs.ts";
import { findParameterFiles } from "./parameter-files.ts";
import type { ProgressReport } from "./progress.ts";

export interface Assignment {
  readonly config: RunConfig;
  readonly dataFolder: string | null;
  readonly outFolder: string;
  readonly shelfFolder: string;
  readonly start: RunStart;
}

/**
 * Runs it.
 *
 * @param stop - aborted when the run shall stop
 * @throws OutFolderError, DataFolderError or UsageError before anything starts; what breaks later is a result that says "failed"
 */
export async function execute(
  { config: asked, dataFolder, outFolder, shelfFolder, start }: Assignment,
  progress: ProgressReport,
  stop: AbortSignal,
): Promise<{ result: RunResult; record: RunRecord }> {
  const digits = dataFolder === null ? [] : findIdxFiles(dataFolder);
  const { config, files } = findParameterFiles(asked);
  prepareFolder(outFolder);
  let lab: HeadlessLab | null = null;
  const open = async (): Promise<HeadlessLab> => {
    progress.say("Starting the browser …");
    return (lab = await openHeadlessLab({ digits, files, shelfFolder }));
  };
  try {
    return await measure({ config, outFolder, start }, open, progress, stop);
  } finally {
    await (lab as HeadlessLab | null)?.close();
  }
}
