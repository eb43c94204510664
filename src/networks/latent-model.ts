/** A network that makes pictures, as a search through its codes sees it. */
import type * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { LatentGenerator } from "../restorers/latent-search.ts";
import { LAB_SPACE, type PixelSpace } from "../restorers/pixel-space.ts";

export interface LatentModelTraits {
  readonly space?: PixelSpace;
  /** What its pixels reach from and to: sigmoid or tanh. */
  readonly range?: "0 to 1" | "-1 to 1";
}

/** @param model - from `[B, L]` to 784 pixels in any shape; the generator takes it over */
export function latentModel(
  model: tf.LayersModel,
  { space = LAB_SPACE, range = "0 to 1" }: LatentModelTraits = {},
): LatentGenerator {
  return {
    latentSize: model.inputs[0]?.shape.at(-1) ?? 0,
    parameters: model.countParams(),
    space,
    apply: (codes) => {
      const pictures = model.apply(codes) as tf.Tensor;
      const flat = pictures.reshape<tf.Tensor2D>([codes.shape[0], PIXELS]);
      return range === "0 to 1" ? flat : flat.add(1).mul<tf.Tensor2D>(0.5);
    },
    dispose: () => void model.dispose(),
  };
}
