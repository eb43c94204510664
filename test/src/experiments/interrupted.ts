/** Runs that are killed and taken up again, beside the same run left alone. */
import { expect } from "@esm-bundle/chai";
import type { Run, RunContext, RunUpdate, Shelf, TrainingStates } from "../../../src/experiments/experiment.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../../../src/results/checkpoint.ts";
import { withKeyframe, type FigureHistory } from "../../../src/results/keyframes.ts";
import { memoryShelf, testContext } from "../../backends.ts";

export interface KeptStates extends TrainingStates {
  /** As bytes, by name. */
  readonly kept: Map<string, Uint8Array>;
}

export function memoryStates(): KeptStates {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    read: async (name) => {
      const bytes = kept.get(name);
      return bytes === undefined ? null : decodeCheckpoint(bytes);
    },
    write: async (name, state) => kept.set(name, encodeCheckpoint(state)).has(name),
  };
}

/** What is left of a worker that was terminated: its shelf and its states. */
interface Remains {
  readonly states: KeptStates;
  readonly shelf: Shelf;
}

interface Session {
  readonly updates: readonly RunUpdate[];
  readonly breaths: number;
  readonly isKilled: boolean;
}

/**
 * One session. Every breath takes 25 seconds, so that every loss is read and every place is saved.
 *
 * @param writes - states that are written before the worker is killed, a breath or two later
 */
export async function session<Values>(
  run: Run<Values>,
  values: Values,
  { states, shelf }: Remains,
  writes: number,
  change: Partial<RunContext> = {},
): Promise<Session> {
  let [breaths, left, grace, nowMs] = [0, writes, 2, 0];
  const breathe = (): Promise<void> => {
    nowMs += 25_000;
    breaths++;
    return left <= 0 && grace-- <= 0 ? Promise.reject(new Error("killed")) : Promise.resolve();
  };
  const counted: TrainingStates = {
    read: states.read,
    write: (name, state) => {
      left--;
      return states.write(name, state);
    },
  };
  const updates: RunUpdate[] = [];
  let isKilled = false;
  try {
    const context = testContext({ breathe, nowMs: () => nowMs, states: counted, shelf, ...change });
    for await (const update of run("test", values, context)) updates.push(update);
  } catch (error) {
    if ((error as Error).message !== "killed") throw error;
    isKilled = true;
  }
  return { updates, breaths, isKilled };
}

/** Everything that a run may be judged by, in order; wall time and notices of the interruption left out. */
export function outcomeOf(updates: readonly RunUpdate[], states: KeptStates): Record<string, unknown> {
  const points = updates.flatMap((update) =>
    update.kind === "points"
      ? update.points.map(({ series, epoch, step, value }) => [series, epoch, step, value].join(" "))
      : [],
  );
  return {
    points,
    rows: updates.flatMap((update) => (update.kind === "row" ? [update.row] : [])),
    notices: updates.flatMap((update) =>
      update.kind === "notice" && !update.text.startsWith("Resumed:") ? [update.text] : [],
    ),
    figures: Object.fromEntries(
      updates.flatMap((update) => (update.kind === "figure" ? [[update.figure.id, update.figure]] : [])),
    ),
    keyframes: keyframesOf(updates),
    trained: Object.fromEntries([...states.kept].map(([name, bytes]) => [name, trainedOf(decodeCheckpoint(bytes))])),
  };
}

/** What the slider under each figure would show, by its id; and the newest point before each, from which it has its words. */
function keyframesOf(updates: readonly RunUpdate[]): Record<string, unknown> {
  let histories: readonly FigureHistory[] = [];
  let [epoch, step] = [0, 0];
  for (const update of updates) {
    if (update.kind === "points") ({ epoch, step } = update.points.at(-1) ?? { epoch, step });
    if (update.kind !== "figure") continue;
    const when = [update.when, epoch, step].join(" ");
    histories = withKeyframe(histories, update.figure, when, update.skipped);
  }
  return Object.fromEntries(histories.map(({ id, frames }) => [id, frames]));
}

/** Weights, optimisers and dropout of a state: what would train on. Null for a mark that holds none. */
function trainedOf({ weights, memory }: Checkpoint): unknown {
  if (memory === undefined) return null;
  const { tensors, counters } = memory as { readonly tensors: number; readonly counters: unknown };
  return {
    counters,
    weights: weights.slice(0, tensors).map(({ values, ...rest }) => ({ ...rest, values: charactersOf(values) })),
  };
}

/** Every byte as the character of its own that windows-1252 has for it: millions of decimals take seconds to write. */
function charactersOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return new TextDecoder("windows-1252").decode(new Uint8Array(buffer, byteOffset, byteLength));
}

/** How often a session took up a training in the middle. */
export function resumptions(updates: readonly RunUpdate[]): number {
  return updates.filter((update) => update.kind === "notice" && update.text.startsWith("Resumed:")).length;
}

/**
 * Runs once without interruption and once killed again and again, and expects the same of both.
 *
 * @param kills - for each session but the last, the states that it writes before it is killed
 * @returns how often a training was taken up in the middle
 */
export async function expectTheSame<Values>(
  run: Run<Values>,
  values: Values,
  kills: readonly number[],
  change: Partial<RunContext> = {},
): Promise<number> {
  const alone = { states: memoryStates(), shelf: memoryShelf() };
  const whole = await session(run, values, alone, Infinity, change);
  const remains = { states: memoryStates(), shelf: memoryShelf() };
  let taken = 0;
  for (const writes of kills) {
    const killed = await session(run, values, remains, writes, change);
    expect(killed.isKilled, `killed after ${writes} states`).to.equal(true);
    taken += resumptions(killed.updates);
  }
  const last = await session(run, values, remains, Infinity, change);
  const [wanted, got] = [outcomeOf(whole.updates, alone.states), outcomeOf(last.updates, remains.states)];
  for (const part of ["points", "rows", "notices", "figures", "keyframes", "trained"]) {
    expect(JSON.stringify(got[part]) === JSON.stringify(wanted[part]), `the same ${part}`).to.equal(true);
  }
  expect((wanted["points"] as unknown[]).length, "points").to.be.above(0);
  expect((wanted["rows"] as unknown[]).length, "rows").to.be.above(0);
  expect(last.breaths, "breaths of the last session").to.be.below(whole.breaths);
  return taken + resumptions(last.updates);
}
