/** How supervised training is told, the same for every experiment: curves, progress, and whatever follows each epoch. */
import type { FitUpdate } from "../training/fit.ts";
import type { RunContext, RunUpdate } from "./experiment.ts";

export interface TrainingCourse {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** The run's first seed; repeat r trains with seed + r. */
  readonly seed: number;
  readonly repeats: number;
  /** Which of them this is, from 0. */
  readonly repeat: number;
}

/**
 * Curves "train" and "validation", with the seed in their names where there are several, and progress over all repeats.
 *
 * @param afterEpoch - what else to tell after an epoch, given "after epoch 3 of 50" and 3
 */
export async function* trainingUpdates(
  updates: AsyncIterable<FitUpdate>,
  { epochs, stepsPerEpoch, seed, repeats, repeat }: TrainingCourse,
  { nowMs }: RunContext,
  afterEpoch: (when: string, epoch: number) => Promise<readonly RunUpdate[]> = () => Promise.resolve([]),
): AsyncGenerator<RunUpdate, null, void> {
  const suffix = repeats === 1 ? "" : ` seed ${seed + repeat}`;
  const total = epochs * stepsPerEpoch * repeats;
  const doneBefore = epochs * stepsPerEpoch * repeat;
  const startedMs = nowMs();
  for await (const update of updates) {
    const wallMs = nowMs() - startedMs;
    switch (update.kind) {
      case "step":
        break;
      case "loss": {
        const { step, epoch, value } = update;
        yield { kind: "points", points: [{ series: `train${suffix}`, epoch, step, wallMs, value }] };
        const label = `epoch ${Math.ceil(epoch)} of ${epochs}${suffix && `,${suffix}`}`;
        yield { kind: "progress", phase: "training", done: doneBefore + step, total, unit: "steps", label };
        break;
      }
      case "epoch": {
        const { step, epoch, validation: value } = update;
        yield { kind: "points", points: [{ series: `validation${suffix}`, epoch, step, wallMs, value }] };
        yield* await afterEpoch(`after epoch ${epoch} of ${epochs}${suffix}`, epoch);
        break;
      }
      default:
        update satisfies never;
    }
  }
  return null;
}
