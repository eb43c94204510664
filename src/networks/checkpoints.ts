/** From a network to a checkpoint and back. */
import * as tf from "@tensorflow/tfjs";
import { CheckpointError, requireArchitecture, type Checkpoint } from "../results/checkpoint.ts";

/** The network's weights as they are now, moving statistics included. */
export async function checkpointOf(
  model: tf.LayersModel,
  architecture: string,
  about: Checkpoint["about"],
): Promise<Checkpoint> {
  const weights = await Promise.all(
    model.weights.map(async (weight) => ({
      name: weight.originalName,
      shape: weight.shape.map((extent) => extent ?? 0),
      values: Float32Array.from(await weight.read().data<"float32">()),
    })),
  );
  return { architecture, about, weights };
}

/**
 * Gives a network the weights of a checkpoint, in order.
 *
 * @param architecture - what the network is
 * @throws CheckpointError when it is of another architecture or its shapes do not fit; the network is unchanged then
 */
export function giveWeights(model: tf.LayersModel, architecture: string, checkpoint: Checkpoint): void {
  requireArchitecture(checkpoint, architecture);
  const { weights } = checkpoint;
  if (weights.length !== model.weights.length) {
    throw new CheckpointError(
      `Cannot use the checkpoint: it holds ${weights.length} weights and ${architecture} has ${model.weights.length}.`,
    );
  }
  model.weights.forEach((own, i) => {
    const { name, shape } = weights[i] as Checkpoint["weights"][number];
    if (shape.join() === own.shape.join()) return;
    throw new CheckpointError(
      `Cannot use the checkpoint: ${name} is [${shape.join(", ")}] and must be [${own.shape.join(", ")}].`,
    );
  });
  tf.tidy(() => model.setWeights(weights.map(({ shape, values }) => tf.tensor(values, [...shape], "float32"))));
}
