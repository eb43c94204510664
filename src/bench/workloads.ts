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
import { binaryCrossEntropy, meanSquaredLoss } from "../training/losses.ts";
import { adam } from "../training/optimizers.ts";
import { holeFillingStep } from "./adversarial-workload.ts";
import { forwardFlops, multiplyAdds, trainingFlops } from "./arithmetic.ts";
import { latentSearchStep } from "./latent-workload.ts";
import type { WorkloadName } from "./protocol.ts";
import { BATCHES, pictureTensors, type PictureBatch, type RunningWorkload, type Workload } from "./running-workload.ts";

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
  "hole-filling-gan": (random) => holeFillingStep({ batchSize: 128 }, random),
  "latent-search": (random) => latentSearchStep({ images: 4, restarts: 64, keptPixels: 400 }, random),
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
    flopsPerStep: forwardFlops(multiplyAdds(model), size.images),
    parameters: model.countParams(),
    step: () => tf.tidy(() => meanSquaredLoss(whole, model.apply(damaged) as tf.Tensor)),
    dispose: () => {
      tf.dispose([damaged, whole]);
      model.dispose();
    },
  };
}

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
    flopsPerStep: trainingFlops(multiplyAdds(model), batchSize),
    parameters: model.countParams(),
    step: () => {
      const { damaged, whole } = batches[steps++ % BATCHES] as PictureBatch;
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
