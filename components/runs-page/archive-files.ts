/** Runs to a zip and back, as the page asks for it: the files of each run are those that a single run offers. */
import { CATALOG } from "../../src/catalog.ts";
import { exportArchive, type ArchiveFile } from "../../store/archive.ts";
import type { LabStore } from "../../store/lab-store.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import { exportFiles } from "../export-menu/files.ts";
import { saveBlob } from "../save-blob.ts";

/** @param runIds - null for everything */
export async function saveArchive(store: LabStore, runIds: readonly string[] | null): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  saveBlob(await exportArchive(store, runIds, filesOf), `lacuna-runs-${day}.zip`);
}

/** All curves lie in one table of the archive. A run of an experiment that this version does not know has its record alone. */
function filesOf({ experiment }: StoredRun, record: RunRecord): readonly ArchiveFile[] {
  const spec = CATALOG.find(({ name }) => name === experiment);
  return spec === undefined ? [] : exportFiles(spec, record).filter(({ name }) => name !== "curves.csv");
}
