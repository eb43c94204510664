/**
 * The training loop under every loss that one optimiser lowers: batches in, losses out, one update at a time. What a batch
 * holds and what its loss is made of are the caller's.
 *
 * It yields after every step, so whoever drives it can stop it there; returning from the generator releases everything it
 * holds.
 */
import * as tf from "@tensorflow/tfjs";
import { LossMeter } from "./loss-meter.ts";
import { requireFinite } from "./require-finite.ts";

/** Whatever a loss is taken of, so long as it tells how many images that are. */
export interface SizedBatch {
  readonly size: number;
}

export interface ObjectivePlan<B extends SizedBatch> {
  readonly optimizer: tf.Optimizer;
  /** Mean loss over a batch, a scalar; `training` is false for validation. Runs within a tidy. */
  readonly loss: (batch: B, training: boolean) => tf.Scalar;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** The batches of one epoch, counted from 0. */
  readonly batches: (epoch: number) => Iterable<B>;
  readonly validationBatches: () => Iterable<B>;
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
export async function* fitObjective<B extends SizedBatch>(
  plan: ObjectivePlan<B>,
): AsyncGenerator<FitUpdate, void, void> {
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
function update<B extends SizedBatch>({ optimizer, loss }: ObjectivePlan<B>, batch: B): tf.Scalar {
  return tf.tidy(() => {
    const value = optimizer.minimize(() => loss(batch, true), true);
    if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
    return value;
  });
}

/** Mean loss per image over all batches, without training. */
async function meanLoss<B extends SizedBatch>(plan: ObjectivePlan<B>, batches: Iterable<B>): Promise<number> {
  const meter = new LossMeter(plan.nowMs);
  try {
    for (const batch of batches) {
      meter.add(
        tf.tidy(() => plan.loss(batch, false)),
        batch.size,
      );
      await plan.breathe();
    }
    return (await meter.read())?.mean ?? Number.NaN;
  } finally {
    meter.dispose();
  }
}
