/**
 * Linear fill: ridge regression of the missing pixels from the known ones. No network; the bar that a network has to
 * clear.
 *
 * With A = C + λI (C the pixels' covariance), the prediction is `μ_h + A_hv A_vv⁻¹ (x_v − μ_v)`. Inverting A_vv anew for
 * every position of the hole would be hopeless for patches; in terms of the precision K = A⁻¹ the same prediction is
 * `K_hh⁻¹ ((K μ)_h − K_hv x_v)`, which needs K once and then a system of the size of the hole.
 */
import { PIXELS } from "../data/dataset.ts";
import { factorise, solveFactorised } from "./cholesky.ts";
import { dot } from "./dot.ts";
import type { PixelSpectrum } from "./pixel-spectrum.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/** λ as a share of the mean variance of a pixel. */
export const RIDGE_SHARE = 0.1;

/** What is known of digits: K = (C + λI)⁻¹, `[784, 784]`, and K μ. */
interface Precision {
  readonly matrix: Float64Array;
  readonly timesMean: Float64Array;
}

/** @param breathe - awaited between hole positions, so that a stop gets through */
export function linearFill(spectrum: PixelSpectrum, breathe: () => Promise<void>): Restorer {
  const precision = ridgePrecision(spectrum);
  return {
    name: "linear-fill",
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const restored = images.pixels.slice();
      for (const group of groupByHole(images)) {
        fillGroup(restored, images, group, precision);
        await breathe();
      }
      return restored;
    },
  };
}

/** K from the spectrum: Σ_k v_k v_kᵀ / (σ²_k + λ). */
function ridgePrecision({ variances, directions, mean }: PixelSpectrum): Precision {
  const ridge = (RIDGE_SHARE * variances.reduce((sum, variance) => sum + variance, 0)) / PIXELS;
  if (!(ridge > 0)) throw new RangeError("Cannot build linear fill: the training images are all the same");
  const scaled = new Float64Array(PIXELS * PIXELS); // row p: direction k at pixel p, over √(σ²_k + λ)
  for (let k = 0; k < PIXELS; k++) {
    const scale = 1 / Math.sqrt((variances[k] as number) + ridge);
    for (let p = 0; p < PIXELS; p++) scaled[p * PIXELS + k] = (directions[k * PIXELS + p] as number) * scale;
  }
  const matrix = new Float64Array(PIXELS * PIXELS);
  for (let p = 0; p < PIXELS; p++) {
    for (let q = 0; q <= p; q++) {
      const value = dot(scaled, p * PIXELS, scaled, q * PIXELS, PIXELS);
      matrix[p * PIXELS + q] = value;
      matrix[q * PIXELS + p] = value;
    }
  }
  return { matrix, timesMean: mean.map((_, p) => dot(matrix, p * PIXELS, mean, 0, PIXELS)) };
}

/** Images that share one hole. */
interface HoleGroup {
  /** Positions of the missing pixels, rising. */
  readonly missing: Uint16Array;
  readonly images: number[];
}

function groupByHole({ holes, count }: DamagedImages): Iterable<HoleGroup> {
  const groups = new Map<string, HoleGroup>();
  for (let image = 0; image < count; image++) {
    const missing: number[] = [];
    for (let p = 0; p < PIXELS; p++) if (holes[image * PIXELS + p] === 1) missing.push(p);
    if (missing.length === 0) continue;
    const key = String.fromCharCode(...missing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { missing: Uint16Array.from(missing), images: [image] });
    else group.images.push(image);
  }
  return groups.values();
}

function fillGroup(
  restored: Float32Array,
  { pixels }: DamagedImages,
  { missing, images }: HoleGroup,
  { matrix, timesMean }: Precision,
): void {
  const size = missing.length;
  const block = new Float64Array(size * size); // K_hh
  for (let i = 0; i < size; i++) {
    const row = (missing[i] as number) * PIXELS;
    for (let j = 0; j <= i; j++) block[i * size + j] = matrix[row + (missing[j] as number)] as number;
  }
  factorise(block, size);
  const right = new Float64Array(size);
  for (const image of images) {
    const start = image * PIXELS;
    for (let h = 0; h < size; h++) right[h] = timesMean[missing[h] as number] as number;
    for (let p = 0; p < PIXELS; p++) {
      const ink = pixels[start + p] as number; // 0 in the hole and on most of the paper
      if (ink === 0) continue;
      const row = p * PIXELS;
      for (let h = 0; h < size; h++)
        right[h] = (right[h] as number) - ink * (matrix[row + (missing[h] as number)] as number);
    }
    solveFactorised(block, size, right);
    for (let h = 0; h < size; h++) restored[start + (missing[h] as number)] = right[h] as number;
  }
}
