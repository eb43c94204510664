/**
 * What the engines are asked to do: pure tfjs, the same graph, weights and batches for each of them. A step is what the
 * lab does thousands of times, one update of a network (or one reading of it); data are on the device beforehand, so that
 * engines are compared and not uploads. Nothing here knows which engine runs or takes a time.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import { convolutionalAutoencoder } from "../networks/convolutional-autoencoder.ts";
import { maskedRestorationMlp } from "../networks/masked-restoration-mlp.ts";
import type { Random } from "../random.ts";
import { adam } from "../training/optimizers.ts";
import { meanSquaredLoss } from "../training/losses.ts";
import type { WorkloadName } from "./protocol.ts";
import { drawPictures } from "./pictures.ts";

/** A workload built on the current engine. */
export interface RunningWorkload {
  readonly flopsPerStep: number;
  readonly parameters: number;
  /** One step. Its loss is that of the weights before the step; the caller owns it. */
  step(): tf.Scalar;
  dispose(): void;
}

/** Builds a workload; the same `random` gives the same weights and batches on every engine. */
export type Workload = (random: Random) => RunningWorkload;

/** Of the workloads that train the masked-restoration MLP. */
export const RESTORATION_SIZES = {
  "mlp-32": { hiddenUnits: 256, batchSize: 32 },
  "mlp-128": { hiddenUnits: 256, batchSize: 128 },
  "mlp-512": { hiddenUnits: 256, batchSize: 512 },
  "mlp-512-wide": { hiddenUnits: 1024, batchSize: 512 },
} as const satisfies Partial<Record<WorkloadName, { hiddenUnits: number; batchSize: number }>>;

/** Of the workload `conv-autoencoder`. */
export const AUTOENCODER_SIZE = { batchSize: 128 } as const;

/** Of the workload `inference`. */
export const READING_SIZE = { hiddenUnits: 256, images: 1000 } as const;

export const WORKLOADS: Readonly<Record<WorkloadName, Workload>> = {
  "mlp-32": (random) => restorationStep(RESTORATION_SIZES["mlp-32"], random),
  "mlp-128": (random) => restorationStep(RESTORATION_SIZES["mlp-128"], random),
  "mlp-512": (random) => restorationStep(RESTORATION_SIZES["mlp-512"], random),
  "mlp-512-wide": (random) => restorationStep(RESTORATION_SIZES["mlp-512-wide"], random),
  "conv-autoencoder": (random) => autoencoderStep(AUTOENCODER_SIZE, random),
  inference: (random) => restorationReading(READING_SIZE, random),
};

/** One update of the masked-restoration MLP: mean squared error, Adam. */
export function restorationStep(size: { hiddenUnits: number; batchSize: number }, random: Random): RunningWorkload {
  const model = maskedRestorationMlp(size.hiddenUnits, random.stream("weights"));
  return trainingStep(model, size.batchSize, [PIXELS], meanSquaredLoss, random);
}

/** One update of the convolutional autoencoder: cross-entropy, Adam. The input is what it shall return, undamaged. */
export function autoencoderStep({ batchSize }: { batchSize: number }, random: Random): RunningWorkload {
  const model = convolutionalAutoencoder(random.stream("weights"));
  return trainingStep(model, batchSize, [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1], binaryCrossEntropy, random);
}

/** The MLP restores images, without training; the loss is there to be waited for. */
export function restorationReading(size: { hiddenUnits: number; images: number }, random: Random): RunningWorkload {
  const model = maskedRestorationMlp(size.hiddenUnits, random.stream("weights"));
  const { damaged, whole } = pictureTensors(size.images, [PIXELS], random.stream("batches"));
  return {
    flopsPerStep: 2 * size.images * total(multiplyAddsByLayer(model)),
    parameters: model.countParams(),
    step: () => tf.tidy(() => meanSquaredLoss(whole, model.apply(damaged) as tf.Tensor)),
    dispose: () => {
      tf.dispose([damaged, whole]);
      model.dispose();
    },
  };
}

/** Steps go round these; one batch alone would be learnt by heart before engines could disagree. */
export const BATCHES = 4;

export const LEARNING_RATE = 1e-3;

function trainingStep(
  model: tf.LayersModel,
  batchSize: number,
  shape: readonly number[],
  loss: (target: tf.Tensor, output: tf.Tensor) => tf.Scalar,
  random: Random,
): RunningWorkload {
  const optimizer = adam(LEARNING_RATE);
  const stream = random.stream("batches");
  const isFlat = shape.length === 1;
  const batches = Array.from({ length: BATCHES }, () => pictureTensors(batchSize, shape, stream));
  let steps = 0;
  return {
    flopsPerStep: trainingFlops(multiplyAddsByLayer(model), batchSize),
    parameters: model.countParams(),
    step: () => {
      const { damaged, whole } = batches[steps++ % BATCHES] as Batch;
      const input = isFlat ? damaged : whole;
      return tf.tidy(() => {
        const value = optimizer.minimize(() => loss(whole, model.apply(input, { training: true }) as tf.Tensor), true);
        if (value === null) throw new Error("Cannot take a step: the optimiser returned no loss");
        return value;
      });
    },
    dispose: () => {
      for (const { damaged, whole } of batches) tf.dispose([damaged, whole]);
      optimizer.dispose();
      model.dispose();
    },
  };
}

/**
 * Floating point operations that one update cannot do without: two per multiply-add, and of each layer one pass forward,
 * one for its weights' gradient, one for its input's. The first layer's input has no gradient. Biases, activations, loss
 * and Adam are left out: they grow with the weights or the outputs, not with their product.
 */
export function trainingFlops(multiplyAdds: readonly number[], batchSize: number): number {
  return 2 * batchSize * (3 * total(multiplyAdds) - (multiplyAdds[0] ?? 0));
}

/** Multiply-adds for one image, layer by layer: every number of a kernel works once at each place of its output. */
export function multiplyAddsByLayer(model: tf.LayersModel): number[] {
  return model.layers.flatMap((layer) => {
    const kernel = layer.getWeights()[0];
    if (kernel === undefined) return [];
    const places = (layer.outputShape as (number | null)[]).slice(1, -1); // [] of a dense layer, [H, W] of a convolution
    return kernel.size * places.reduce<number>((product, length) => product * (length ?? 1), 1);
  });
}

interface Batch {
  readonly damaged: tf.Tensor;
  readonly whole: tf.Tensor;
}

function pictureTensors(count: number, shape: readonly number[], random: Random): Batch {
  const { damaged, whole } = drawPictures(count, random);
  return { damaged: tf.tensor(damaged, [count, ...shape]), whole: tf.tensor(whole, [count, ...shape]) };
}

/** Mean cross-entropy over pixels in [0, 1]; kept from infinity as Keras keeps it, by 10⁻⁷. */
function binaryCrossEntropy(target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  const inked = target.mul(output.add(1e-7).log());
  const blank = tf.sub(1, target).mul(tf.sub(1 + 1e-7, output).log());
  return inked.add(blank).mean<tf.Scalar>().neg();
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
