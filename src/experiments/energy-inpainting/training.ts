/** How the pair is trained: batches in the data's own order, holes drawn anew for each, one descent step for both networks. */
import * as tf from "@tensorflow/tfjs";
import { drawHoles } from "../../corruptions/corruption.ts";
import { inBatches, inOrder } from "../../data/batches.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import { energyPair, disposePair, type EnergyPair } from "../../networks/energy-pair.ts";
import { Random } from "../../random.ts";
import { updateEnergyPair, type ContrastiveBatch } from "../../training/energy.ts";
import { requireFinite } from "../../training/require-finite.ts";
import { LossMeter } from "../../training/loss-meter.ts";
import { gradientDescent } from "../../training/optimizers.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import type { EnergyInpaintingValues } from "./spec.ts";

/** The hole of the source. */
export const HOLE = { kind: "centre-hole", sizePx: 6 } as const;

export type PairTraining = Pick<
  EnergyInpaintingValues,
  "generatorInput" | "hiddenUnits" | "epochs" | "batchSize" | "learningRate"
> & { readonly seed: number };

export interface PairCourse {
  readonly repeats: number;
  /** Which of them this is, from 0. */
  readonly repeat: number;
  /** What else to tell after an epoch, given "after epoch 3 of 50". */
  readonly afterEpoch?: (pair: EnergyPair, when: string) => Promise<readonly RunUpdate[]>;
}

export interface TrainedPair {
  /** The caller's to dispose of. */
  readonly pair: EnergyPair;
  /** Every tenth epoch, counted from 0, and the loss of its last batch: what the source prints. */
  readonly log: readonly { readonly epoch: number; readonly loss: number }[];
}

const LOGGED_EVERY = 10;

/**
 * Curves "train", "Energy/data" and "Energy/contrastive", progress, and the plan.
 *
 * @throws Error when the loss is no longer a finite number
 */
export async function* trainPair(
  images: ImageSet,
  training: PairTraining,
  { repeats, repeat, afterEpoch }: PairCourse,
  { breathe, nowMs }: RunContext,
): AsyncGenerator<RunUpdate, TrainedPair, void> {
  const { epochs, batchSize, learningRate, generatorInput, hiddenUnits, seed } = training;
  const random = new Random(seed);
  const masks = random.stream("masks/train");
  const pair = energyPair(hiddenUnits, random.stream("weights"));
  const optimizer = gradientDescent(learningRate);
  const meters = { loss: new LossMeter(nowMs), data: new LossMeter(nowMs), contrastive: new LossMeter(nowMs) };
  const log: { epoch: number; loss: number }[] = [];
  const suffix = repeats === 1 ? "" : ` seed ${seed}`;
  const stepsPerEpoch = Math.ceil(images.count / batchSize);
  const total = epochs * stepsPerEpoch;
  const parameters = pair.energy.countParams() + pair.generator.countParams();
  const startedMs = nowMs();
  let step = 0;
  let isDone = false;
  try {
    yield { kind: "plan", epochs, stepsPerEpoch, parameters };
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const indices of inBatches(inOrder(images.count), batchSize)) {
        const batch = contrastiveBatch(images, indices, masks, generatorInput);
        const reading = updateEnergyPair(pair, optimizer, batch);
        tf.dispose([batch.originals, batch.damaged, batch.holes]);
        step++;
        const endsEpoch = step % stepsPerEpoch === 0;
        const kept = endsEpoch && epoch % LOGGED_EVERY === 0 ? reading.loss.clone() : null;
        meters.loss.add(reading.loss, indices.length);
        meters.data.add(reading.dataEnergy, indices.length);
        meters.contrastive.add(reading.contrastiveEnergy, indices.length);
        if (kept !== null) log.push({ epoch, loss: await readAndDispose(kept) });
        if (endsEpoch || meters.loss.isDue()) {
          const [loss, data, contrastive] = [
            await readMean(meters.loss),
            await readMean(meters.data),
            await readMean(meters.contrastive),
          ];
          requireFinite(loss, step);
          const at = { epoch: step / stepsPerEpoch, step, wallMs: nowMs() - startedMs };
          const points = [
            { series: `train${suffix}`, ...at, value: loss },
            { series: `Energy/data${suffix}`, ...at, value: data },
            { series: `Energy/contrastive${suffix}`, ...at, value: contrastive },
          ];
          yield { kind: "points", points };
          const label = `epoch ${epoch + 1} of ${epochs}${suffix && `,${suffix}`}`;
          const [done, all] = [total * repeat + step, total * repeats];
          yield { kind: "progress", phase: "training", done, total: all, unit: "steps", label };
        }
        await breathe();
      }
      for (const update of (await afterEpoch?.(pair, `after epoch ${epoch + 1} of ${epochs}${suffix}`)) ?? []) {
        yield update;
      }
    }
    isDone = true;
    return { pair, log };
  } finally {
    optimizer.dispose();
    for (const meter of Object.values(meters)) meter.dispose();
    if (!isDone) disposePair(pair);
  }
}

/** Images at `indices` in [−1, 1], each behind a hole of its own. */
function contrastiveBatch(
  images: ImageSet,
  indices: Uint32Array,
  masks: Random,
  shown: ContrastiveBatch["shown"],
): ContrastiveBatch {
  const count = indices.length;
  const drawn = drawHoles(HOLE, count, masks);
  const [originals, damaged] = [new Float32Array(count * PIXELS), new Float32Array(count * PIXELS)];
  indices.forEach((index, i) => {
    for (let p = 0; p < PIXELS; p++) {
      const pixel = (images.pixels[index * PIXELS + p] as number) / 127.5 - 1;
      originals[i * PIXELS + p] = pixel;
      damaged[i * PIXELS + p] = drawn[i * PIXELS + p] === 1 ? 0 : pixel;
    }
  });
  const shape: [number, number] = [count, PIXELS];
  return {
    originals: tf.tensor2d(originals, shape),
    damaged: tf.tensor2d(damaged, shape),
    holes: tf.tensor2d(new Float32Array(drawn), shape),
    shown,
  };
}

async function readMean(meter: LossMeter): Promise<number> {
  return (await meter.read())?.mean ?? Number.NaN;
}

async function readAndDispose(scalar: tf.Scalar): Promise<number> {
  try {
    return (await scalar.data<"float32">())[0] as number;
  } finally {
    scalar.dispose();
  }
}
