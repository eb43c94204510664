/**
 * The trained models of a run in the database. They are millions of numbers, the bulk of what is kept: each is written when it
 * comes and read when someone takes it away, and never for a list.
 */
import { Dexie } from "dexie";
import type { TrainedModel } from "../src/results/trained-model.ts";
import type { LabDatabase } from "./lab-database.ts";

/** Names of the trained models of a run, in the order in which they were trained. */
export async function modelNames(database: LabDatabase, runId: string): Promise<string[]> {
  const keys = await database.models
    .where("[runId+place+name]")
    .between([runId, Dexie.minKey], [runId, Dexie.maxKey])
    .keys();
  return (keys as unknown as [string, number, string][]).map(([, , name]) => name);
}

/** To be called within a transaction on the models. */
export async function addModels(database: LabDatabase, runId: string, models: readonly TrainedModel[]): Promise<void> {
  if (models.length === 0) return;
  const former = await database.models.where({ runId }).count();
  await database.models.bulkPut(models.map((model, i) => ({ runId, name: model.name, place: former + i, model })));
}
