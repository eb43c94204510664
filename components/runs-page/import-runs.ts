/** Takes runs out of zips, as many as there are, and says in one line what came of all of them. */
import { importArchive, importSentences } from "../../store/archive.ts";
import type { StoreDesk } from "../lab-controller/store-desk.ts";
import type { Said } from "./said.ts";

/** @returns null where there is nothing to say: what the store refuses, its desk tells */
export async function importRuns(desk: StoreDesk, files: readonly File[]): Promise<Said | null> {
  const sentences: string[] = [];
  let isBad = false;
  for (const file of files) {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) {
      sentences.push(`Cannot import ${file.name}: it can no longer be read.`);
      isBad = true;
      continue;
    }
    const report = await desk.use((store) => importArchive(store, new Uint8Array(bytes)));
    if (report === null) isBad = true;
    else {
      sentences.push(...importSentences(report));
      isBad ||= report.faults.length > 0;
    }
  }
  return sentences.length === 0 ? null : { sentences, isBad, undo: [] };
}
