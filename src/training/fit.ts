/**
 * The supervised training loop: batches in, losses out, one optimiser update at a time.
 *
 * It is not `model.fit`, which waits for an animation frame now and then and therefore stalls in a hidden tab. It yields
 * after every step, so whoever drives it can stop it there; returning from the generator releases everything it holds.
 */
import * as tf from "@tensorflow/tfjs";
import { LossMeter } from "./loss-meter.ts";

/** One batch on the host. */
export interface Batch {
  /** `[size, …inputShape]`. */
  readonly input: Float32Array;
  /** `[size, …targetShape]`. */
  readonly target: Float32Array;
  readonly size: number;
}

export interface FitPlan {
  readonly model: tf.LayersModel;
  readonly optimizer: tf.Optimizer;
  /** Mean loss over a batch, a scalar. */
  readonly loss: (target: tf.Tensor, output: tf.Tensor) => tf.Scalar;
  readonly inputShape: readonly number[];
  readonly targetShape: readonly number[];
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** The batches of one epoch, counted from 0. */
  readonly batches: (epoch: number) => Iterable<Batch>;
  readonly validationBatches: () => Iterable<Batch>;
  readonly breathe: () => Promise<void>;
  readonly nowMs: () => number;
}

export type FitUpdate =
  | { readonly kind: "step"; readonly step: number; readonly epoch: number }
  /** Mean training loss of the last few steps. */
  | { readonly kind: "loss"; readonly step: number; readonly epoch: number; readonly value: number }
  /** After each epoch. `epoch` counts from 1. */
  | { readonly kind: "epoch"; readonly step: number; readonly epoch: number; readonly validation: number };

/** @throws Error when the loss is no longer a finite number */
export async function* fit(plan: FitPlan): AsyncGenerator<FitUpdate, void, void> {
  const meter = new LossMeter(plan.nowMs);
  let step = 0;
  try {
    for (let epoch = 0; epoch < plan.epochs; epoch++) {
      for (const batch of plan.batches(epoch)) {
        meter.add(update(plan, batch), batch.size);
        step++;
        const position = step / plan.stepsPerEpoch;
        if (meter.isDue() || step % plan.stepsPerEpoch === 0) {
          const reading = await meter.read();
          if (reading !== null) {
            requireFinite(reading.mean, step);
            yield { kind: "loss", step, epoch: position, value: reading.mean };
          }
        }
        await plan.breathe();
        yield { kind: "step", step, epoch: position };
      }
      const validation = await meanLoss(plan, plan.validationBatches());
      yield { kind: "epoch", step, epoch: epoch + 1, validation };
    }
  } finally {
    meter.dispose();
  }
}

/** One optimiser update; the caller owns the returned loss. */
function update({ model, optimizer, loss, inputShape, targetShape }: FitPlan, batch: Batch): tf.Scalar {
  return tf.tidy(() => {
    const input = tf.tensor(batch.input, [batch.size, ...inputShape]);
    const target = tf.tensor(batch.target, [batch.size, ...targetShape]);
    const value = optimizer.minimize(() => loss(target, model.apply(input, { training: true }) as tf.Tensor), true);
    if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
    return value;
  });
}

/** Mean loss per image over all batches, without training. */
async function meanLoss(plan: FitPlan, batches: Iterable<Batch>): Promise<number> {
  const meter = new LossMeter(plan.nowMs);
  try {
    for (const batch of batches) {
      meter.add(
        tf.tidy(() => {
          const input = tf.tensor(batch.input, [batch.size, ...plan.inputShape]);
          const target = tf.tensor(batch.target, [batch.size, ...plan.targetShape]);
          return plan.loss(target, plan.model.apply(input) as tf.Tensor);
        }),
        batch.size,
      );
      await plan.breathe();
    }
    return (await meter.read())?.mean ?? Number.NaN;
  } finally {
    meter.dispose();
  }
}

/** @throws Error when the loss is no longer a finite number, with the remedy */
export function requireFinite(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw new Error(
    `Training has diverged: the loss is ${loss} at step ${step}. Lower the learning rate and launch again; ` +
      "curves and rows measured so far are kept.",
  );
}
