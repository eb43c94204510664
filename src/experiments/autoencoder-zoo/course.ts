/**
 * How the training of one model after the other is told: each model's curves in its own panel, one progress over all. A step
 * of a convolutional model costs fifty of the vanilla one's, so that steps are weighted.
 */
import type { FitPlace, FitUpdate } from "../../training/fit-objective.ts";
import type { Saves } from "../../training/saves.ts";
import type { TrainingParts } from "../../training/training-parts.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";

/** One model's share of the run. */
export interface Leg {
  /** For people, and the title of the panel. */
  readonly panel: string;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly stepCost: number;
}

/** A training by `fitObjective`. */
export interface SupervisedTraining {
  /** Unique within one seed. */
  readonly name: string;
  readonly parts: TrainingParts;
  fit(saves: Saves<FitPlace>): AsyncIterable<FitUpdate>;
}

type AfterEpoch = (epoch: number, when: string) => AsyncGenerator<RunUpdate, void, void>;

export class Course {
  readonly #total: number;
  readonly #startedMs: number;
  readonly #context: RunContext;
  #before = 0;
  /** Added to the names of series where there are several seeds. */
  suffix = "";

  /** @param legs - all that lie ahead, in order; a leg is over when the next one starts */
  constructor(legs: readonly Leg[], context: RunContext) {
    this.#total = legs.reduce((sum, leg) => sum + costOf(leg), 0);
    this.#startedMs = context.nowMs();
    this.#context = context;
  }

  /** Ends a leg, however many updates it told. */
  finish(leg: Leg): void {
    this.#before += costOf(leg);
  }

  progress(leg: Leg, step: number, label: string): RunUpdate {
    return {
      kind: "progress",
      phase: "training",
      done: this.#before + step * leg.stepCost,
      total: this.#total,
      unit: "weighted steps",
      label: `${leg.panel}: ${label}`,
    };
  }

  /** A point in the leg's panel. */
  point(leg: Leg, series: string, at: { readonly step: number; readonly epoch: number }, value: number): RunUpdate {
    const { step, epoch } = at;
    const wallMs = this.#context.nowMs() - this.#startedMs;
    return { kind: "points", points: [{ series: `${leg.panel}/${series}${this.suffix}`, epoch, step, wallMs, value }] };
  }

  /**
   * Tells a supervised training, which goes on where an interrupted run left it, and ends its leg.
   *
   * @param afterEpoch - what else to tell after an epoch, counted from 1
   * @returns the last validation loss
   */
  async *train(
    leg: Leg,
    { name, parts, fit }: SupervisedTraining,
    afterEpoch: AfterEpoch,
  ): AsyncGenerator<RunUpdate, number, void> {
    const training: ResumableTraining<FitPlace, number> = {
      name: `${name}${this.suffix}`,
      parts,
      train: (saves) => this.#tell(leg, fit(saves), afterEpoch),
    };
    const validation = yield* resumable(training, this.#context);
    this.finish(leg);
    return validation;
  }

  async *#tell(
    leg: Leg,
    updates: AsyncIterable<FitUpdate>,
    afterEpoch: AfterEpoch,
  ): AsyncGenerator<RunUpdate, number, void> {
    let validation = Number.NaN;
    for await (const update of updates) {
      switch (update.kind) {
        case "step":
          break;
        case "loss": {
          yield this.point(leg, "train", update, update.value);
          yield this.progress(leg, update.step, `epoch ${Math.ceil(update.epoch)} of ${leg.epochs}${this.suffix}`);
          break;
        }
        case "epoch":
          validation = update.validation;
          yield this.point(leg, "validation", update, validation);
          yield* afterEpoch(update.epoch, `after epoch ${update.epoch} of ${leg.epochs}${this.suffix}`);
          break;
        default:
          update satisfies never;
      }
    }
    return validation;
  }
}

function costOf({ epochs, stepsPerEpoch, stepCost }: Leg): number {
  return epochs * stepsPerEpoch * stepCost;
}
