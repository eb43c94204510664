/** Who is measured: every restorer that an experiment lends, trained once and kept, and the judge of what they restore. */
import type { Dataset } from "../../data/dataset.ts";
import { encodeCheckpoint, type Checkpoint } from "../../results/checkpoint.ts";
import { fingerprint } from "../../results/fingerprint.ts";
import { keptJudge, trainedJudge, type OpenJudge } from "../digit-judge.ts";
import type { OpenRestorer, RunContext, RunUpdate, TrainableRestorer } from "../experiment.ts";
import { readCheckpoint, restorerKey, trainedOnce } from "../kept-restorers.ts";
import type { YardstickValues } from "./spec.ts";

type Training = YardstickValues["training"];

export interface Contender {
  readonly restorer: OpenRestorer;
  /** Tells its weights from others. */
  readonly mark: string;
}

/** Opens them all; whoever asked disposes of each. Those that shall not be trained and are not kept are named in a notice. */
export async function* haveRestorers(
  dataset: Dataset,
  training: Training,
  context: RunContext,
): AsyncGenerator<RunUpdate, Contender[], void> {
  const contenders: Contender[] = [];
  const missing: string[] = [];
  try {
    for (const [index, trainable] of context.restorers.entries()) {
      const checkpoint: Checkpoint | null =
        training === "kept"
          ? await readCheckpoint(context.shelf, restorerKey(trainable.name, "full", dataset.identity))
          : yield* told(trainable, index, trainedOnce(trainable, dataset, training, context), context);
      if (checkpoint === null) {
        missing.push(trainable.label);
        continue;
      }
      const restorer = await trainable.open(checkpoint, context);
      contenders.push({ restorer, mark: fingerprint(encodeCheckpoint(checkpoint)) });
    }
  } catch (error) {
    for (const { restorer } of contenders) restorer.dispose();
    throw error;
  }
  if (missing.length > 0) {
    const text = `Not measured, because no trained one is kept here: ${missing.join(", ")}.`;
    yield { kind: "notice", text };
  }
  return contenders;
}

/** The judge, or null where it shall not be trained and none is kept. Whoever asked disposes of it. */
export async function* haveJudge(
  dataset: Dataset,
  training: Training,
  context: RunContext,
): AsyncGenerator<RunUpdate, OpenJudge | null, void> {
  if (training !== "kept") return yield* relabelled("Judge", trainedJudge(dataset, training, context));
  const judge = await keptJudge(dataset, context);
  const text = judge?.about ?? "No judge is kept here, so restored digits are not judged.";
  yield { kind: "notice", text };
  return judge;
}

/** A restorer's training as a part of this run: its curves in a panel of its own, its progress as one of several. */
async function* told<T>(
  { label }: TrainableRestorer,
  index: number,
  updates: AsyncGenerator<RunUpdate, T, void>,
  { restorers }: RunContext,
): AsyncGenerator<RunUpdate, T, void> {
  const total = 100 * restorers.length;
  const before: RunUpdate = {
    kind: "progress",
    phase: "training",
    done: 100 * index,
    total,
    unit: "percent",
    label,
  };
  yield before;
  return yield* relabelled(label, updates, (share) => ({ done: 100 * (index + share), total, unit: "percent" }));
}

async function* relabelled<T>(
  name: string,
  updates: AsyncGenerator<RunUpdate, T, void>,
  place?: (share: number) => { readonly done: number; readonly total: number; readonly unit: string },
): AsyncGenerator<RunUpdate, T, void> {
  try {
    for (;;) {
      const next = await updates.next();
      if (next.done === true) return next.value;
      const told = retell(name, next.value);
      if (told === null) continue;
      if (told.kind !== "progress" || place === undefined) yield told;
      else yield { ...told, ...place(told.total > 0 ? told.done / told.total : 0) };
    }
  } finally {
    await updates.return(undefined as T); // what it holds is released also when nobody asks for more
  }
}

/** One update under another's name; null for what belongs to a run of its own: data, plan, rows and figures. */
function retell(name: string, update: RunUpdate): RunUpdate | null {
  switch (update.kind) {
    case "progress":
      return { ...update, phase: "training", label: `${name}: ${update.label}` };
    case "points":
      return {
        kind: "points",
        points: update.points.map((point) => ({
          ...point,
          series: `Loss, ${name}/${point.series.replaceAll("/", " ")}`,
        })),
      };
    case "model":
      return { kind: "model", model: { ...update.model, name: `${name}, ${update.model.name}` } };
    case "notice":
      return { kind: "notice", text: `${name}: ${update.text}` };
    case "data":
    case "plan":
    case "row":
    case "figure":
      return null;
    default:
      update satisfies never;
      return null;
  }
}
