/**
 * The training loop under every loss that one optimiser lowers: batches in, losses out, one update at a time. What a batch
 * holds and what its loss is made of are the caller's.
 *
 * It yields after every step, so whoever drives it can stop it there; returning from the generator releases everything it
 * holds. A training that was left goes on in the middle of an epoch: the streams are put back to where that epoch began,
 * and the batches that were learnt from are drawn again and let go.
 */
import * as tf from "@tensorflow/tfjs";
import type { Stream } from "../random.ts";
import { LossMeter } from "./loss-meter.ts";
import { requireFinite } from "./require-finite.ts";
import { UNSAVED, type Saves } from "./saves.ts";

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
  /** Every stream that `batches` and `validationBatches` draw from and that goes on from epoch to epoch. */
  readonly streams?: readonly Stream[];
  readonly saves?: Saves<FitPlace>;
}

/** Between two steps of a training. */
export interface FitPlace {
  /** Counted from 0. */
  readonly epoch: number;
  /** Steps of this epoch. */
  readonly batches: number;
  /** Steps of all epochs. */
  readonly step: number;
  /** Of the streams, when this epoch began. */
  readonly streams: readonly (readonly number[])[];
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
  const { streams = [] } = plan;
  const saves: Saves<FitPlace> = plan.saves ?? UNSAVED;
  const meter = new LossMeter(plan.nowMs);
  saves.from?.streams.forEach((state, i) => streams[i]?.restore(state));
  let step = saves.from?.step ?? 0;
  let learnt = saves.from?.batches ?? 0;
  try {
    for (let epoch = saves.from?.epoch ?? 0; epoch < plan.epochs; epoch++) {
      const before = streams.map((stream) => stream.state());
      let batches = 0;
      for (const batch of plan.batches(epoch)) {
        batches++;
        if (batches <= learnt) continue;
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
        if (meter.isEmpty) await saves.offer(() => ({ epoch, batches, step, streams: before }));
      }
      learnt = 0;
      const validation = await meanLoss(plan, plan.validationBatches());
      yield { kind: "epoch", step, epoch: epoch + 1, validation };
      const isLast = epoch + 1 === plan.epochs; // then the whole is saved by whoever began it
      if (meter.isEmpty && !isLast)
        await saves.offer(() => ({ epoch: epoch + 1, batches: 0, step, streams: streams.map((one) => one.state()) }));
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
