/**
 * A run in the database is several entries: itself, the pieces of its curves, its rows, its figures and how they came about,
 * its models. Here they are written and read together, so that nobody finds some of them without the others.
 */
import type { CurvePoint } from "../src/protocol.ts";
import type { Figure } from "../src/results/figure.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Row } from "../src/results/table.ts";
import type { TrainedModel } from "../src/results/trained-model.ts";
import type { LabDatabase } from "./lab-database.ts";
import { addModels } from "./model-entries.ts";
import type { WholeRun } from "./run-file.ts";
import { packPoints, unpackPoints } from "./stored-curves.ts";
import { entriesOf, historiesOf, type KeyframeNews } from "./stored-keyframes.ts";
import { damagedSentence, soundParts } from "./stored-parts.ts";
import { isStoredRun, recordOf, type StoredRun } from "./stored-run.ts";
import type { StoredTrial } from "./stored-sweep.ts";

/** What a run has said since it was last written. */
export interface RunNews {
  readonly points: readonly CurvePoint[];
  readonly rows: readonly Row[];
  readonly figures: readonly Figure[];
  readonly models: readonly TrainedModel[];
}

/** The whole of a run, as far as it can be read, with a notice of what cannot; null where there is none. */
export async function readRecord(database: LabDatabase, runId: string): Promise<RunRecord | null> {
  const [run, pieces, rowEntry, figures, keyframes] = await database.read(database.ofRuns, () =>
    Promise.all([
      database.runs.get(runId),
      database.curves.where({ runId }).toArray(),
      database.rows.get(runId),
      database.figures.where({ runId }).sortBy("place"),
      database.keyframes.where({ runId }).toArray(),
    ]),
  );
  if (!isStoredRun(run)) return null;
  const parts = soundParts(pieces, rowEntry, figures);
  const record = recordOf(run, unpackPoints(parts.pieces), parts.rows, parts.figures, historiesOf(keyframes));
  const damage = damagedSentence(parts.damaged);
  return damage === null ? record : { ...record, notices: [...record.notices, damage] };
}

/**
 * Writes a run and what is new of it, and with its end the state of its trial. Tags and note stay as they are in the store.
 *
 * @param part - which piece of its curves `news` holds
 */
export async function writeRun(
  database: LabDatabase,
  run: StoredRun,
  part: number,
  news: RunNews,
  trial: StoredTrial | null,
): Promise<void> {
  const { runId } = run;
  await database.write([...database.ofRuns, database.trials], async () => {
    const known = await database.runs.get(runId);
    const { tags, note, deletedAt } = isStoredRun(known) ? known : run;
    await database.runs.put({ ...run, tags, note, deletedAt });
    if (news.points.length > 0) await database.curves.put(packPoints(runId, part, news.points));
    if (news.rows.length > 0) {
      const rows = (await database.rows.get(runId))?.rows ?? [];
      await database.rows.put({ runId, rows: [...rows, ...news.rows] });
    }
    const figures = await database.figures.where({ runId }).toArray();
    for (const figure of news.figures) {
      const place = figures.find(({ id }) => id === figure.id)?.place ?? figures.length;
      const entry = { runId, id: figure.id, place, figure };
      if (place === figures.length) figures.push(entry);
      await database.figures.put(entry);
    }
    await addModels(database, runId, news.models);
    if (trial !== null) await database.trials.put(trial);
  });
}

/** Writes how a run's figures came about: apart from the run itself, because a full disk is to cost this first. */
export async function writeKeyframes(database: LabDatabase, { added, dropped }: KeyframeNews): Promise<void> {
  await database.write([database.keyframes], async () => {
    await database.keyframes.bulkDelete([...dropped]);
    await database.keyframes.bulkPut(added);
  });
}

/** Puts a run that came from elsewhere beside the others; one of the same id stays as it is, and is brought back if deleted. */
export async function addRun(
  database: LabDatabase,
  { run, points, rows, figures, histories }: WholeRun,
  models: readonly TrainedModel[],
): Promise<"added" | "was there"> {
  const { runId } = run;
  return await database.write(database.ofRuns, async () => {
    const known = await database.runs.get(runId);
    if (known !== undefined) {
      if (known.deletedAt !== null) await database.runs.update(runId, { deletedAt: null });
      return "was there";
    }
    await database.runs.put(run);
    if (points.length > 0) await database.curves.put(packPoints(runId, 0, points));
    if (rows.length > 0) await database.rows.put({ runId, rows });
    await database.figures.bulkPut(figures.map((figure, place) => ({ runId, id: figure.id, place, figure })));
    await database.keyframes.bulkPut(entriesOf(runId, histories));
    await addModels(database, runId, models);
    return "added";
  });
}

/** Removes runs with all that belongs to them, for good. */
export async function purgeRuns(database: LabDatabase, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  const { runs, curves, rows, figures, keyframes, models } = database;
  await database.write(database.ofRuns, async () => {
    await runs.bulkDelete([...runIds]);
    await curves.where("runId").anyOf(runIds).delete();
    await rows.bulkDelete([...runIds]);
    await figures.where("runId").anyOf(runIds).delete();
    await keyframes.where("runId").anyOf(runIds).delete();
    await models.where("runId").anyOf(runIds).delete();
  });
}
