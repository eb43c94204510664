/**
 * The published pair of energy-based inpainting (seed 000): an energy net that says how unlikely a picture is, and a
 * generator that fills its hole. Fully connected, Hardtanh throughout, pixels in [−1, 1] with grey (0) in the hole, and no
 * mask channel. With H = 256 they have 267,009 and 468,240 parameters.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import type { Checkpoint } from "../results/checkpoint.ts";
import { checkpointOf, giveWeights } from "./checkpoints.ts";
import { HardtanhLayer } from "./hardtanh.ts";
import { drawTorchWeights } from "./torch-weights.ts";

export interface EnergyPair {
  /** From `[B, 784]` in [−1, 1] to `[B, 1]`, any real number. */
  readonly energy: tf.LayersModel;
  /** From `[B, 784]` to `[B, 784]`, both in [−1, 1]. */
  readonly generator: tf.LayersModel;
}

/** Dispose of it by `disposePair`. */
export function energyPair(hiddenUnits: number, random: Random): EnergyPair {
  const pair = {
    energy: mlp("energy", hiddenUnits, 1, []),
    generator: mlp("generator", hiddenUnits, PIXELS, [new HardtanhLayer({ name: "generator-picture" })]),
  };
  drawTorchWeights(pair.energy, random);
  drawTorchWeights(pair.generator, random);
  return pair;
}

/**
 * ∂E/∂x of each picture, `[B, 784]` for x `[B, 784]`, in closed form: four products. Automatic differentiation would take
 * six, because a dense layer's gradient always comes with its weights'.
 */
export function energySlope(energy: tf.LayersModel, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const [kernel1, bias1, kernel2, bias2, kernel3] = energy.getWeights() as [
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor2D,
    ];
    const sum1 = tf.matMul(x, kernel1).add(bias1); // [B, H]
    const sum2 = tf.matMul(sum1.clipByValue(-1, 1), kernel2).add(bias2); // [B, H]
    const slope2 = kernel3.reshape([1, -1]).mul(sum2.abs().less(1));
    const slope1 = tf.matMul(slope2, kernel2, false, true).mul(sum1.abs().less(1));
    return tf.matMul(slope1, kernel1, false, true);
  });
}

export function disposePair({ energy, generator }: EnergyPair): void {
  energy.dispose();
  generator.dispose();
}

/** Both networks in one checkpoint: the energy net's weights, then the generator's. */
export async function pairCheckpoint(
  pair: EnergyPair,
  hiddenUnits: number,
  about: Checkpoint["about"],
): Promise<Checkpoint> {
  const architecture = architectureOf(hiddenUnits);
  const energy = await checkpointOf(pair.energy, architecture, about);
  const generator = await checkpointOf(pair.generator, architecture, about);
  return { architecture, about, weights: [...energy.weights, ...generator.weights] };
}

/** @throws CheckpointError when the checkpoint is not of such a pair */
export function pairFrom(checkpoint: Checkpoint, hiddenUnits: number, random: Random): EnergyPair {
  const architecture = architectureOf(hiddenUnits);
  const pair = energyPair(hiddenUnits, random);
  const { weights } = checkpoint;
  const split = pair.energy.weights.length;
  try {
    giveWeights(pair.energy, architecture, { ...checkpoint, weights: weights.slice(0, split) });
    giveWeights(pair.generator, architecture, { ...checkpoint, weights: weights.slice(split) });
    return pair;
  } catch (error) {
    disposePair(pair);
    throw error;
  }
}

function architectureOf(hiddenUnits: number): string {
  return `energy-pair ${hiddenUnits}`;
}

function mlp(name: string, hiddenUnits: number, outputs: number, last: tf.layers.Layer[]): tf.Sequential {
  const dense = (layer: string, units: number): tf.layers.Layer =>
    tf.layers.dense({ name: `${name}-${layer}`, units, kernelInitializer: "zeros" });
  return tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      dense("hidden-1", hiddenUnits), // [B, H]
      new HardtanhLayer({ name: `${name}-bend-1` }),
      dense("hidden-2", hiddenUnits), // [B, H]
      new HardtanhLayer({ name: `${name}-bend-2` }),
      dense("output", outputs), // [B, 1] or [B, 784]
      ...last,
    ],
  });
}
