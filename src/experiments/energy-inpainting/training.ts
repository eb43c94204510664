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
import type { Saves } from "../../training/saves.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
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
 * Curves "train", "Energy/data" and "Energy/contrastive", progress, and the plan. Goes on where an interrupted run left it.
 *
 * @throws Error when the loss is no longer a finite number
 */
export async function* trainPair(
  images: ImageSet,
  training: PairTraining,
  course: PairCourse,
  context: RunContext,
): AsyncGenerator<RunUpdate, TrainedPair, void> {
  const { epochs, batchSize, learningRate, hiddenUnits, seed } = training;
  const pair = energyPair(hiddenUnits, new Random(seed).stream("weights"));
  const { energy, generator } = pair;
  const optimizer = gradientDescent(learningRate);
  const resumed: ResumableTraining<PairPlace, TrainedPair["log"]> = {
    name: `seed ${seed}`,
    parts: { networks: { energy, generator }, optimizers: { optimizer: [optimizer, energy, generator] } },
    train: (saves) => learn(images, { pair, optimizer }, training, course, context, saves),
  };
  let isDone = false;
  try {
    const parameters = energy.countParams() + generator.countParams();
    yield { kind: "plan", epochs, stepsPerEpoch: Math.ceil(images.count / batchSize), parameters };
    const log = yield* resumable(resumed, context);
    isDone = true;
    return { pair, log };
  } finally {
    optimizer.dispose();
    if (!isDone) disposePair(pair);
  }
}

/** Between two steps. */
interface PairPlace {
  /** Counted from 0. */
  readonly epoch: number;
  /** Steps of this epoch, whose batches come in the data's own order. */
  readonly batches: number;
  readonly masks: readonly number[];
  readonly log: TrainedPair["log"];
}

async function* learn(
  images: ImageSet,
  { pair, optimizer }: { readonly pair: EnergyPair; readonly optimizer: tf.Optimizer },
  { epochs, batchSize, generatorInput, seed }: PairTraining,
  { repeats, repeat, afterEpoch }: PairCourse,
  { breathe, nowMs, turns: openTurns }: RunContext,
  saves: Saves<PairPlace>,
): AsyncGenerator<RunUpdate, TrainedPair["log"], void> {
  const { from } = saves;
  const masks = new Random(seed).stream("masks/train");
  if (from !== null) masks.restore(from.masks);
  const meters = { loss: new LossMeter(nowMs), data: new LossMeter(nowMs), contrastive: new LossMeter(nowMs) };
  const log = [...(from?.log ?? [])];
  const suffix = repeats === 1 ? "" : ` seed ${seed}`;
  const order = [...inBatches(inOrder(images.count), batchSize)];
  const total = epochs * order.length;
  const startedMs = nowMs();
  let learnt = from?.batches ?? 0;
  const turns = openTurns(["energy", "generator"]);
  try {
    for (let epoch = from?.epoch ?? 0; epoch < epochs; epoch++) {
      for (const [index, indices] of order.entries()) {
        if (index < learnt) continue;
        const moves = await turns.next();
        const batch = contrastiveBatch(images, indices, masks, generatorInput);
        const reading = updateEnergyPair(pair, optimizer, batch, (network) => moves.has(network));
        tf.dispose([batch.originals, batch.damaged, batch.holes]);
        const step = epoch * order.length + index + 1;
        const endsEpoch = index + 1 === order.length;
        const kept = endsEpoch && epoch % LOGGED_EVERY === 0 ? reading.loss.clone() : null;
        meters.loss.add(reading.loss, indices.length);
        meters.data.add(reading.dataEnergy, indices.length);
        meters.contrastive.add(reading.contrastiveEnergy, indices.length);
        if (kept !== null) log.push({ epoch, loss: await readAndDispose(kept) });
        if (endsEpoch || moves.isByHand || meters.loss.isDue()) {
          const [loss, data, contrastive] = [
            await readMean(meters.loss),
            await readMean(meters.data),
            await readMean(meters.contrastive),
          ];
          requireFinite(loss, step);
          const at = { epoch: step / order.length, step, wallMs: nowMs() - startedMs };
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
        if (meters.loss.isEmpty) await saves.offer(() => ({ epoch, batches: index + 1, masks: masks.state(), log }));
      }
      learnt = 0;
      for (const update of (await afterEpoch?.(pair, `after epoch ${epoch + 1} of ${epochs}${suffix}`)) ?? []) {
        yield update;
      }
    }
    return log;
  } finally {
    turns.close();
    for (const meter of Object.values(meters)) meter.dispose();
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
