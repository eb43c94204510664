/**
 * Linear fill: ridge regression of the missing pixels from the known ones. No network; the bar that a network has to
 * clear.
 *
 * With A = C + λI (C the pixels' covariance), the prediction is `μ_h + A_hv A_vv⁻¹ (x_v − μ_v)`. Inverting A_vv anew for
 * every position of the hole would be hopeless for patches; in terms of the precision K = A⁻¹ the same prediction is
 * `μ_h − K_hh⁻¹ K_hv (x_v − μ_v)`, which needs K once and then a system of the size of the hole.
 */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { PIXELS } from "../data/dataset.ts";
import type { PixelSpectrum } from "./pixel-spectrum.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/** λ as a share of the mean variance of a pixel. */
export const RIDGE_SHARE = 0.1;

/** @param breathe - awaited between hole positions, so that a stop gets through */
export function linearFill(spectrum: PixelSpectrum, breathe: () => Promise<void>): Restorer {
  const precision = ridgePrecision(spectrum);
  return {
    name: "linear-fill",
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const restored = images.pixels.slice();
      for (const group of groupByHole(images)) {
        fillGroup(restored, images, group, spectrum.mean, precision);
        await breathe();
      }
      return restored;
    },
  };
}

/** `(C + λI)⁻¹`, `[784, 784]`, from the spectrum: Σ_k v_k v_kᵀ / (σ²_k + λ). */
function ridgePrecision({ variances, directions }: PixelSpectrum): Float64Array {
  const ridge = (RIDGE_SHARE * variances.reduce((sum, variance) => sum + variance, 0)) / PIXELS;
  if (!(ridge > 0)) throw new RangeError("Cannot build linear fill: the training images are all the same");
  const scaled = Matrix.zeros(PIXELS, PIXELS);
  for (let k = 0; k < PIXELS; k++) {
    const scale = 1 / Math.sqrt((variances[k] as number) + ridge);
    for (let p = 0; p < PIXELS; p++) scaled.set(p, k, (directions[k * PIXELS + p] as number) * scale);
  }
  return Float64Array.from(scaled.mmul(scaled.transpose()).to1DArray());
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
  mean: Float64Array,
  precision: Float64Array,
): void {
  const size = missing.length;
  const centred = new Float64Array(PIXELS);
  const right = new Matrix(size, images.length); // K_hv (x_v − μ_v), one column per image
  images.forEach((image, column) => {
    const start = image * PIXELS;
    for (let p = 0; p < PIXELS; p++) centred[p] = (pixels[start + p] as number) - (mean[p] as number);
    for (const p of missing) centred[p] = 0;
    for (let h = 0; h < size; h++) {
      const row = (missing[h] as number) * PIXELS;
      let sum = 0;
      for (let p = 0; p < PIXELS; p++) sum += (precision[row + p] as number) * (centred[p] as number);
      right.set(h, column, sum);
    }
  });
  const block = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    const row = (missing[i] as number) * PIXELS;
    for (let j = 0; j < size; j++) block.set(i, j, precision[row + (missing[j] as number)] as number);
  }
  const solution = new CholeskyDecomposition(block).solve(right);
  images.forEach((image, column) => {
    for (let h = 0; h < size; h++) {
      const p = missing[h] as number;
      restored[image * PIXELS + p] = (mean[p] as number) - solution.get(h, column);
    }
  });
}
