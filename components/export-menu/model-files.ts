/** A run's trained models as files, read only when someone takes them away: they are millions of numbers. */
import { zipSync, type Zippable } from "fflate";
import type { RunRecord } from "../../src/results/run-record.ts";
import { modelFiles, modelFolder, type TrainedModel } from "../../src/results/trained-model.ts";
import type { LabStore } from "../../store/lab-store.ts";

/** Where a model's numbers are to be had. */
export interface ModelSource {
  readonly name: string;
  /** Null where they are gone. */
  read(): Promise<TrainedModel | null>;
}

/** Of a run that is still in the page's memory. */
export function modelsOfRecord({ models }: RunRecord): ModelSource[] {
  return models.map((model) => ({ name: model.name, read: () => Promise.resolve(model) }));
}

/** Of a run that is kept. */
export async function modelsOfStore(store: LabStore, runId: string): Promise<ModelSource[]> {
  const names = await store.modelNames(runId);
  return names.map((name) => ({ name, read: () => store.model(runId, name) }));
}

/** Each model's files in a folder of its own, as entries of a zip. Weights are stored as they are: nothing makes them smaller. */
export async function modelEntries(sources: readonly ModelSource[], record: RunRecord): Promise<Zippable> {
  const entries: Zippable = {};
  for (const source of sources) {
    const model = await source.read();
    if (model === null) continue;
    for (const { name, bytes } of modelFiles(model, record)) {
      entries[`${modelFolder(model)}/${name}`] = [bytes, { level: name === "weights.bin" ? 0 : 6 }];
    }
  }
  return entries;
}

/** @throws Error when none of them can be read any more */
export async function modelsZip(sources: readonly ModelSource[], record: RunRecord): Promise<Blob> {
  const entries = await modelEntries(sources, record);
  if (Object.keys(entries).length === 0) throw new Error("Cannot save the trained models: they are no longer kept.");
  return new Blob([new Uint8Array(zipSync(entries))], { type: "application/zip" });
}
