/** The baseline that looks at nothing: every image is restored to the mean of the training images. */
import { PIXELS } from "../data/dataset.ts";
import type { PixelMoments } from "./pixel-moments.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

export function meanImage({ mean }: PixelMoments): Restorer {
  const pixels = Float32Array.from(mean);
  return {
    name: "mean-image",
    keepsKnownPixels: false,
    restore: ({ count }: DamagedImages) => {
      const restored = new Float32Array(count * PIXELS);
      for (let i = 0; i < count; i++) restored.set(pixels, i * PIXELS);
      return Promise.resolve(restored);
    },
  };
}
