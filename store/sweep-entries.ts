/** Sweeps in the database, each with its trials: written and read together, so that no trial is without its sweep. */
import type { TrialRecord } from "../src/sweep/progress.ts";
import type { LabDatabase } from "./lab-database.ts";
import { soundSweep, type StoredSweep, type StoredTrial, type SweepAndTrials } from "./stored-sweep.ts";

/** Every sweep that is not deleted and can be read, the newest first. */
export async function readSweeps(database: LabDatabase): Promise<SweepAndTrials[]> {
  const [sweeps, trials] = await database.read(database.ofSweeps, () =>
    Promise.all([database.sweeps.orderBy("createdAt").reverse().toArray(), database.trials.toArray()]),
  );
  const bySweep = new Map<string, StoredTrial[]>();
  for (const trial of trials) {
    const known = bySweep.get(trial.sweepId);
    if (known === undefined) bySweep.set(trial.sweepId, [trial]);
    else known.push(trial);
  }
  return sweeps
    .filter(({ deletedAt }) => deletedAt === null)
    .map((sweep) => soundSweep(sweep, bySweep.get(sweep.sweepId) ?? []))
    .filter((sweep) => sweep !== null);
}

export async function readSweepAndTrials(database: LabDatabase, sweepId: string): Promise<SweepAndTrials | null> {
  const [sweep, trials] = await database.read(database.ofSweeps, () =>
    Promise.all([database.sweeps.get(sweepId), database.trials.where({ sweepId }).toArray()]),
  );
  return sweep === undefined ? null : soundSweep(sweep, trials);
}

/** Writes a sweep with all its trials, replacing those that it had. */
export async function writeSweep(
  database: LabDatabase,
  sweep: StoredSweep,
  trials: readonly TrialRecord[],
): Promise<void> {
  const { sweepId } = sweep;
  await database.write(database.ofSweeps, async () => {
    await database.sweeps.put(sweep);
    await database.trials.where({ sweepId }).delete();
    await database.trials.bulkPut(trials.map((trial, place) => ({ ...trial, sweepId, place })));
  });
}

/** Puts a sweep that came from elsewhere beside the others; one of the same id stays as it is. */
export async function addSweep(
  database: LabDatabase,
  sweep: StoredSweep,
  trials: readonly TrialRecord[],
): Promise<"added" | "was there"> {
  return await database.write(database.ofSweeps, async () => {
    if ((await database.sweeps.get(sweep.sweepId)) !== undefined) return "was there";
    await writeSweep(database, sweep, trials);
    return "added";
  });
}

export async function purgeSweeps(database: LabDatabase, sweepIds: readonly string[]): Promise<void> {
  if (sweepIds.length === 0) return;
  await database.write(database.ofSweeps, async () => {
    await database.sweeps.bulkDelete([...sweepIds]);
    await database.trials.where("sweepId").anyOf(sweepIds).delete();
  });
}
