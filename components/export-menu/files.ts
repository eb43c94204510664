/** The files of a run, from its record alone: what there is to take away at this moment, and its bytes when asked. */
import { strToU8 } from "fflate";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { curvesCsv, tableCsv } from "../../src/results/csv.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { figureToPng } from "../figure-image.ts";

export interface ExportFile {
  readonly name: string;
  /** What it is, for the menu. */
  readonly label: string;
  readonly type: string;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Only files with something in them. The manifest comes with the end of a run, however it ends. */
export function exportFiles(spec: ExperimentSpec, record: RunRecord): ExportFile[] {
  const files: ExportFile[] = [];
  const { rows, points, figures, manifest } = record;
  if (rows.length > 0) files.push(csvFile("table.csv", "Table, CSV", () => tableCsv(spec.columns, rows)));
  if (points.length > 0) files.push(csvFile("curves.csv", "Curves, CSV", () => curvesCsv(record.runId ?? "", points)));
  figures.forEach((figure, index) => {
    files.push({
      name: index === 0 ? "figure.png" : `figure-${figure.id}.png`,
      label: figures.length === 1 ? "Figure, PNG" : `Figure “${figure.title}”, PNG`,
      type: "image/png",
      bytes: async () => new Uint8Array(await (await figureToPng(figure)).arrayBuffer()),
    });
  });
  if (manifest !== null) {
    files.push({
      name: "manifest.json",
      label: "Manifest, JSON",
      type: "application/json",
      bytes: () => Promise.resolve(bytesOf(`${JSON.stringify(manifest, null, 2)}\n`)),
    });
  }
  return files;
}

function csvFile(name: string, label: string, text: () => string): ExportFile {
  return { name, label, type: "text/csv", bytes: () => Promise.resolve(bytesOf(text())) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(strToU8(text));
}
