/**
 * A training that survives its run: its state is kept now and then, and a run that is resumed goes on from it with the same
 * random streams, to the same end. What it had told is told again; one that was over is not trained again.
 */
import type { ResumePoint } from "../protocol.ts";
import { CheckpointError, type Checkpoint } from "../results/checkpoint.ts";
import { exportedModel } from "../networks/exported-model.ts";
import { pack, unpack } from "../results/packed.ts";
import type { Saves } from "../training/saves.ts";
import { captureParts, restoreParts, type PartCounters, type TrainingParts } from "../training/training-parts.ts";
import type { RunContext, RunUpdate, TrainingStates } from "./experiment.ts";
import { Told, type ToldMemory } from "./told.ts";

export interface ResumableTraining<Place, Result> {
  /** Unique within the run: "seed 2". Also in what people are told. */
  readonly name: string;
  /** All that the training changes, as it was made before the first step. They stay the caller's to dispose of. */
  readonly parts: TrainingParts;
  /** The training. Its result is JSON, and may hold Float32Arrays and Uint8Arrays. */
  train(saves: Saves<Place>): AsyncGenerator<RunUpdate, Result, void>;
}

/** Raised when what a state holds changes its meaning, so that an older one is not misread. */
const FORMAT = "training 1";

/** Saves are this far apart in a long training; a short one begins with the first and doubles, so that it can be resumed too. */
const GAPS_MS = { first: 1000, longest: 20_000 };

/** A save's time may be so small a share of the time between two. */
const LONGER_THAN_A_SAVE = 100;

/** Of a training: what its state holds beside the parts' tensors. */
interface Memory<Place, Result> {
  readonly counters: PartCounters;
  readonly told: ToldMemory;
  /** Null when it is over. */
  readonly place: Place | null;
  /** Null until it is over. */
  readonly result: { readonly value: Result } | null;
  /** Of the state's tensors, those that belong to the parts; packed arrays follow. */
  readonly tensors: number;
}

/** Trains, or goes on where a former run was left. */
export async function* resumable<Place, Result>(
  { name, parts, train }: ResumableTraining<Place, Result>,
  context: RunContext,
): AsyncGenerator<RunUpdate, Result, void> {
  const kept = yield* readState<Place, Result>(name, parts, context.states);
  const told = new Told(kept?.told);
  if (kept !== null) yield* told.again();
  if (kept?.result != null) {
    yield* modelsOf(name, parts);
    return kept.result.value;
  }
  if (kept !== null) yield { kind: "notice", text: `Resumed: the training of ${name} goes on at ${told.where}.` };

  const keeper = new Keeper<Place, Result>(name, parts, told, kept?.place ?? null, context);
  const beforeMs = told.wallMs;
  const updates = train(keeper);
  try {
    for (;;) {
      const next = await updates.next();
      if (next.done === true) {
        await keeper.finish(next.value);
        yield* modelsOf(name, parts);
        return next.value;
      }
      const update = later(next.value, beforeMs);
      told.add(update);
      yield update;
    }
  } finally {
    await updates.return(undefined as Result); // what it holds is released also when nobody asks for more
  }
}

/** How far the training had come of which this is a state; null for a state of none. */
export function resumePointOf(training: string, { architecture, memory }: Checkpoint): ResumePoint | null {
  if (architecture !== FORMAT || memory === undefined) return null;
  const { told, place } = memory as Partial<Memory<unknown, unknown>>;
  if (told?.progress == null) return null;
  const { done, total, unit } = told.progress;
  return { training, isTrained: place === null, done, total, unit };
}

/** What has been trained, for whoever wants to take it away. */
async function* modelsOf(name: string, { networks }: TrainingParts): AsyncGenerator<RunUpdate, void, void> {
  const parts = Object.entries(networks);
  for (const [part, network] of parts) {
    yield { kind: "model", model: await exportedModel(parts.length === 1 ? name : `${name}, ${part}`, network) };
  }
}

/** A state that was kept and put into the parts; null where there is none, and, with a notice, where it does not fit. */
async function* readState<Place, Result>(
  name: string,
  parts: TrainingParts,
  states: TrainingStates,
): AsyncGenerator<RunUpdate, Memory<Place, Result> | null, void> {
  try {
    const state = await states.read(name);
    if (state === null) return null;
    if (state.architecture !== FORMAT) {
      throw new CheckpointError(`Cannot use the state: it is "${state.architecture}" and must be "${FORMAT}".`);
    }
    const { tensors } = state.memory as Memory<Place, Result>;
    const arrays = state.weights.slice(tensors);
    const memory = unpack({ json: state.memory, arrays }) as Memory<Place, Result>;
    restoreParts(parts, { weights: state.weights.slice(0, tensors), counters: memory.counters });
    return memory;
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    const text = `The training of ${name} cannot be resumed and begins anew. ${error.message}`;
    yield { kind: "notice", text };
    return null;
  }
}

/** Decides when to save, and saves. */
class Keeper<Place, Result> implements Saves<Place> {
  readonly from: Place | null;
  readonly #name: string;
  readonly #parts: TrainingParts;
  readonly #told: Told;
  readonly #context: RunContext;
  #gapMs = GAPS_MS.first;
  #savedMs: number;
  /** What cannot keep once will not be asked again. */
  #isKeeping = true;

  constructor(name: string, parts: TrainingParts, told: Told, from: Place | null, context: RunContext) {
    this.from = from;
    this.#name = name;
    this.#parts = parts;
    this.#told = told;
    this.#context = context;
    this.#savedMs = context.nowMs();
  }

  async offer(place: () => Place): Promise<void> {
    const startedMs = this.#context.nowMs();
    if (!this.#isKeeping || startedMs - this.#savedMs < this.#gapMs) return;
    await this.#save(place(), null);
    this.#savedMs = this.#context.nowMs();
    const costMs = this.#savedMs - startedMs;
    this.#gapMs = Math.max(Math.min(2 * this.#gapMs, GAPS_MS.longest), LONGER_THAN_A_SAVE * costMs);
  }

  /** Keeps the whole training, so that a run that is left later does not repeat it. */
  async finish(value: Result): Promise<void> {
    if (this.#isKeeping) await this.#save(null, { value });
  }

  async #save(place: Place | null, result: { readonly value: Result } | null): Promise<void> {
    const { weights, counters } = await captureParts(this.#parts);
    const told = this.#told.memory();
    const memory: Memory<Place, Result> = { counters, told, place, result, tensors: weights.length };
    const { json, arrays } = pack(memory);
    const state: Checkpoint = {
      architecture: FORMAT,
      about: { training: this.#name },
      weights: [...weights, ...arrays],
      memory: json,
    };
    this.#isKeeping = await this.#context.states.write(this.#name, state);
  }
}

/** Wall time goes on where the former run's ended. */
function later(update: RunUpdate, byMs: number): RunUpdate {
  if (update.kind !== "points" || byMs === 0) return update;
  return { kind: "points", points: update.points.map((point) => ({ ...point, wallMs: point.wallMs + byMs })) };
}
