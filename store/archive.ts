/**
 * Runs out of the store as one zip, and back. Out go tables for other tools and, for each run, a file without loss; back comes
 * only that file, checked. What is there already is never overwritten, and one damaged file costs only itself.
 */
import { strFromU8, strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { archiveCurvesHead, archiveCurvesOf, folderName, runsCsv } from "../src/results/archive.ts";
import { fingerprint } from "../src/results/fingerprint.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { modelFiles, modelFolder, type TrainedModel } from "../src/results/trained-model.ts";
import { readArchive } from "./archive/read-archive.ts";
import type { LabStore } from "./lab-store.ts";
import { readModelFile } from "./model-file.ts";
import { readRunFile, runFile } from "./run-file.ts";
import type { StoredRun } from "./stored-run.ts";
import { readSweepFile, sweepFile } from "./sweep-file.ts";

export interface ArchiveFile {
  readonly name: string;
  bytes(): Promise<Uint8Array>;
}

/** Fingerprints of what can be imported, by path: so that a flipped bit is noticed. */
export const CONTENTS = "contents.json";

/**
 * @param runIds - in this order; null for every run and every sweep
 * @param filesOf - table, figures and manifest of a run as files
 */
export async function exportArchive(
  store: LabStore,
  runIds: readonly string[] | null,
  filesOf: (run: StoredRun, record: RunRecord) => readonly ArchiveFile[],
): Promise<Blob> {
  const { runs: all } = await store.list();
  const byId = new Map(all.map((run) => [run.runId, run]));
  const runs = runIds === null ? all : runIds.flatMap((runId) => byId.get(runId) ?? []);
  const archive = new ArchiveWriter();
  archive.add("runs.csv", strToU8(runsCsv(runs)));
  const curves = archive.open("curves.csv");
  curves.push(strToU8(archiveCurvesHead()), false);
  for (const run of runs) curves.push(strToU8(archiveCurvesOf(run, await store.points(run.runId))), false);
  curves.push(new Uint8Array(0), true);
  const contents: Record<string, string> = {};
  const addChecked = (path: string, bytes: Uint8Array): void => {
    contents[path] = fingerprint(bytes);
    archive.add(path, bytes);
  };
  for (const run of runs) {
    const record = await store.record(run.runId);
    if (record === null) continue;
    const folder = `runs/${folderName(run.runId)}`;
    const { points, rows, figures, histories } = record;
    addChecked(`${folder}/record.json`, strToU8(runFile({ run, points, rows, figures, histories })));
    for (const name of await store.modelNames(run.runId)) {
      const model = await store.model(run.runId, name);
      if (model === null) continue;
      for (const file of modelFiles(model, record)) {
        addChecked(`${folder}/${modelFolder(model)}/${file.name}`, file.bytes);
      }
    }
    for (const file of filesOf(run, record)) archive.add(`${folder}/${folderName(file.name)}`, await file.bytes());
  }
  const wanted = new Set(runs.map(({ sweepId }) => sweepId));
  for (const each of await store.sweeps()) {
    if (runIds !== null && !wanted.has(each.sweep.sweepId)) continue;
    addChecked(`sweeps/${folderName(each.sweep.sweepId)}.json`, strToU8(sweepFile(each)));
  }
  archive.add(CONTENTS, strToU8(JSON.stringify(contents)));
  return archive.end();
}

export interface ImportReport {
  readonly added: number;
  /** Runs that were there already, and stayed as they were. */
  readonly known: number;
  readonly sweeps: number;
  /** What could not be read, one sentence each. */
  readonly faults: readonly string[];
}

const RECORD = "record.json";
const RUN_PATH = /(^|\/)runs\/[^/]+\/record\.json$/;
const SWEEP_PATH = /(^|\/)sweeps\/[^/]+\.json$/;

/** Never throws for what is in the file; rejects as the store does when it is full. */
export async function importArchive(store: LabStore, zip: Uint8Array): Promise<ImportReport> {
  let [added, known, sweeps] = [0, 0, 0];
  const { files, faults } = readArchive(
    zip,
    (path) => RUN_PATH.test(path) || SWEEP_PATH.test(path) || path.endsWith(CONTENTS),
  );
  const contents = readContents(files.get(CONTENTS));
  const told: string[] = [...faults];
  for (const [path, bytes] of files) {
    const isRun = RUN_PATH.test(path);
    if (!isRun && !SWEEP_PATH.test(path)) continue;
    const read = attempt(() => {
      const expected = contents[path];
      if (expected !== undefined && fingerprint(bytes) !== expected) throw new Error("its bytes have changed");
      const text = strFromU8(bytes);
      return isRun ? readRunFile(text) : readSweepFile(text);
    });
    if (read instanceof Error) {
      told.push(`Cannot import ${shown(path)}: ${read.message}. It was left out.`);
    } else if ("run" in read) {
      const models = readModels(zip, path.slice(0, -RECORD.length), contents, told);
      if ((await store.add(read, models)) === "added") added++;
      else known++;
    } else if ((await store.addSweep(read.sweep, read.trials)) === "added") sweeps++;
  }
  if (files.size === 0 && told.length === 0) {
    told.push("Cannot import this file: it holds no runs. Choose a zip that Export has made here.");
  }
  return { added, known, sweeps, faults: told };
}

/** "Imported 3 runs and 1 sweep. 2 runs were here already and stay as they are." and what went wrong. */
export function importSentences({ added, known, sweeps, faults }: ImportReport): string[] {
  const parts: string[] = [];
  if (added > 0 || sweeps > 0) {
    const what = [count(added, "run"), ...(sweeps > 0 ? [count(sweeps, "sweep")] : [])].join(" and ");
    parts.push(`Imported ${what}.`);
  }
  if (known > 0) {
    parts.push(
      `${count(known, "run")} ${known === 1 ? "was here already and stays as it is" : "were here already and stay as they are"}.`,
    );
  }
  return [...(parts.length === 0 ? [] : [parts.join(" ")]), ...faults];
}

/** Gathers a zip piece by piece, so that a large export is never there twice. */
class ArchiveWriter {
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
  #fault: Error | null = null;
  readonly #zip = new Zip((fault, piece) => {
    if (fault !== null) this.#fault = fault;
    else this.#pieces.push(new Uint8Array(piece));
  });

  open(path: string): ZipDeflate {
    const file = new ZipDeflate(path, { level: 6 });
    this.#zip.add(file);
    return file;
  }

  add(path: string, bytes: Uint8Array): void {
    // Pictures are compressed already, and nothing compresses weights.
    if (!path.endsWith(".png") && !path.endsWith(".bin")) return void this.open(path).push(bytes, true);
    const file = new ZipPassThrough(path);
    this.#zip.add(file);
    file.push(bytes, true);
  }

  end(): Blob {
    this.#zip.end();
    if (this.#fault !== null) throw this.#fault;
    return new Blob(this.#pieces, { type: "application/zip" });
  }
}

/** The trained models of one run; a damaged one is told and left out. Run by run, because they are the bulk of an archive. */
function readModels(
  zip: Uint8Array,
  folder: string,
  contents: Readonly<Record<string, string>>,
  told: string[],
): TrainedModel[] {
  const isPart = (path: string): boolean =>
    path.startsWith(folder) && /^model-[^/]+\/(model\.json|weights\.bin)$/.test(path.slice(folder.length));
  const { files, faults } = readArchive(zip, isPart);
  told.push(...faults);
  const models: TrainedModel[] = [];
  for (const [path, json] of files) {
    if (!path.endsWith("model.json")) continue;
    const weightsPath = path.replace(/model\.json$/, "weights.bin");
    const weights = files.get(weightsPath);
    const read = attempt(() => {
      if (weights === undefined) throw new Error("its weights are missing");
      for (const [part, bytes] of [
        [path, json],
        [weightsPath, weights],
      ] as const) {
        const expected = contents[part];
        if (expected !== undefined && fingerprint(bytes) !== expected) throw new Error("its bytes have changed");
      }
      return readModelFile(strFromU8(json), weights);
    });
    if (read instanceof Error) told.push(`Cannot import ${shown(path)}: ${read.message}. It was left out.`);
    else models.push(read);
  }
  return models;
}

function readContents(bytes: Uint8Array | undefined): Readonly<Record<string, string>> {
  if (bytes === undefined) return {};
  const read = attempt(() => JSON.parse(strFromU8(bytes)) as unknown);
  if (read instanceof Error || typeof read !== "object" || read === null) return {};
  return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === "string"));
}

function attempt<Result>(work: () => Result): Result | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A path from a file is shown, but not at any length. */
function shown(path: string): string {
  return path.length > 90 ? `${path.slice(0, 60)}…` : path;
}
