/**
 * Batches of the denoising model: clip(x + σ·ε) as input, x as target. Each image's noise comes from a stream of its own, so
 * that noise "drawn once" needs not be kept: 47 million numbers, drawn anew every time.
 */
import { inBatches } from "../../data/batches.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import type { Random } from "../../random.ts";
import type { Batch } from "../../training/fit.ts";
import { pixelsOf } from "./images.ts";
import type { ZooValues } from "./parameters.ts";

type Noise = Pick<ZooValues, "noisePercent" | "noiseDraws" | "batchSize"> & {
  /** Counted from 0; noise that is drawn once is the first one's. */
  readonly epoch: number;
};

export function* noisyBatches(
  images: ImageSet,
  order: Uint32Array,
  { noisePercent, noiseDraws, batchSize, epoch }: Noise,
  noise: Random,
): Generator<Batch, void, void> {
  const draw = noise.stream(String(noiseDraws === "once" ? 0 : epoch));
  for (const indices of inBatches(order, batchSize)) {
    const target = pixelsOf(images, indices);
    const input = new Float32Array(target.length);
    indices.forEach((index, i) => {
      const stream = draw.stream(String(index));
      for (let p = i * PIXELS; p < (i + 1) * PIXELS; p++) {
        input[p] = Math.min(1, Math.max(0, (target[p] as number) + (noisePercent / 100) * stream.normal()));
      }
    });
    yield { input, target, size: indices.length };
  }
}
