/** The lab's own run of an experiment, from the files that are published beside the page. */
import type { Manifest } from "../../src/results/manifest.ts";
import { readTableCsv } from "../../src/results/read-table-csv.ts";
import { newRecord, type RunRecord } from "../../src/results/run-record.ts";

export interface ReferenceRun {
  /** Its rows and its manifest; no curves, which would take longer to fetch than they are worth here. */
  readonly record: RunRecord;
  /** Address of its first figure. */
  readonly picture: string;
}

/**
 * @param folder - in docs/results
 * @throws Error when the files cannot be had
 */
export async function readReferenceRun(folder: string): Promise<ReferenceRun> {
  const [manifest, table] = await Promise.all([fetchText(folder, "manifest.json"), fetchText(folder, "table.csv")]);
  const told = JSON.parse(manifest) as Manifest;
  const { runId, config, engine, dataset, notices } = told;
  const rows = readTableCsv(table);
  const shared = { runId, engine, dataset, notices, rows, manifest: told };
  const record: RunRecord = { ...newRecord(config), ...shared, status: "done" };
  return { record, picture: addressOf(folder, "figure.png") };
}

function addressOf(folder: string, file: string): string {
  return `docs/results/${folder}/${file}`;
}

async function fetchText(folder: string, file: string): Promise<string> {
  const response = await fetch(addressOf(folder, file));
  if (!response.ok) throw new Error(`Cannot read ${file} of ${folder}: the server answered ${response.status}.`);
  return response.text();
}
