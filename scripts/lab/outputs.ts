/**
 * What a run leaves on disk: table, curves, figures, trained models and the manifest that makes them citable. It writes a finished run
 * and a broken one alike, and it never replaces results with nothing.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { curvesCsv, tableCsv } from "../../src/results/csv.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import { modelFiles, modelFolder } from "../../src/results/trained-model.ts";
import type { RunRecord } from "../../src/results/run-record.ts";

/** The folder cannot be written; the message may be shown as it is. */
export class OutFolderError extends Error {
  override readonly name = "OutFolderError";
}

/**
 * Makes the folder and proves that a file can be written there, before hours of training depend on it.
 *
 * @throws OutFolderError
 */
export function prepareFolder(folder: string): void {
  const probe = join(folder, `.lacuna-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new OutFolderError(
      `Cannot write to --out ${folder}: ${reasonOf(error as NodeJS.ErrnoException)}. Name a folder that can be written.`,
    );
  }
}

/** What is written. */
export interface Outputs {
  readonly spec: ExperimentSpec;
  readonly record: RunRecord;
  /** PNG files by the figure's id. */
  readonly figures: ReadonlyMap<string, Buffer>;
  /** The worker's own, or one made in its place; null while the run goes on or when not even an engine was chosen. */
  readonly manifest: Manifest | null;
}

/** Writes the files and returns their paths; none when nothing was measured, so that older results there stay. */
export function writeOutputs(folder: string, { spec, record, figures, manifest }: Outputs): string[] {
  if (record.rows.length === 0 && record.points.length === 0) return [];
  const files: [name: string, content: string | Uint8Array][] = [
    ["table.csv", tableCsv(spec.columns, record.rows)],
    ["curves.csv", curvesCsv(record.runId ?? "", record.points)],
  ];
  [...figures].forEach(([id, png], index) => files.push([index === 0 ? "figure.png" : `figure-${id}.png`, png]));
  if (manifest !== null) files.push(["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`]);
  else rmSync(join(folder, "manifest.json"), { force: true }); // an older one would speak of other rows
  for (const model of record.models) {
    mkdirSync(join(folder, modelFolder(model)), { recursive: true });
    for (const { name, bytes } of modelFiles(model, record)) files.push([join(modelFolder(model), name), bytes]);
  }
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "EACCES":
    case "EPERM":
      return "permission is denied";
    case "EROFS":
      return "the disk is read-only";
    case "ENOTDIR":
    case "EEXIST":
      return "a file stands where a folder is needed";
    case "ENOSPC":
      return "the disk is full";
    default:
      return error.message;
  }
}
