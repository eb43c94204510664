/** The zoo's pictures: reconstructions, codes, the plane as points and as digits, samples over time. */
import { IMAGE_SIZE_PX, PIXELS } from "../../data/dataset.ts";
import type { FigureRow, ScatterFigure, TileFigure } from "../../results/figure.ts";
import { AUTOENCODERS, type AutoencoderName } from "./models.ts";

/** Digits in a figure, as in the source. */
export const SHOWN = 10;

/** Digits along each side of the plane, as in the source. */
export const MANIFOLD_SIDE = 20;

/** @param rows - `[SHOWN, 784]` each, top to bottom */
export function reconstructionFigure(
  name: AutoencoderName,
  rows: readonly { readonly label: string; readonly pixels: Float32Array; readonly isDifference?: boolean }[],
  labels: Uint8Array,
  caption: string,
): TileFigure {
  return {
    kind: "tiles",
    id: `reconstructions-${name}`,
    title: `${AUTOENCODERS[name].label}: reconstructed test digits`,
    caption,
    columns: Array.from(labels, String),
    rows: rows.map(({ label, pixels, isDifference }): FigureRow => ({
      label,
      role: isDifference === true ? "difference" : "image",
      pixels,
    })),
  };
}

/** A code as a square of grey fields, the largest of all codes black: `[count, units]` to `[count, 784]`. */
export function codeTiles(codes: Float32Array, units: number): Float32Array {
  const side = Math.ceil(Math.sqrt(units));
  const fieldPx = Math.floor(IMAGE_SIZE_PX / side);
  const marginPx = Math.floor((IMAGE_SIZE_PX - side * fieldPx) / 2);
  const largest = codes.reduce((most, value) => Math.max(most, value), 1e-9);
  const tiles = new Float32Array((codes.length / units) * PIXELS);
  codes.forEach((value, i) => {
    const [image, unit] = [Math.floor(i / units), i % units];
    const [top, left] = [marginPx + Math.floor(unit / side) * fieldPx, marginPx + (unit % side) * fieldPx];
    for (let row = top; row < top + fieldPx; row++) {
      const start = image * PIXELS + row * IMAGE_SIZE_PX + left;
      tiles.fill(value / largest, start, start + fieldPx);
    }
  });
  return tiles;
}

/** @param points - `[count, 2]` */
export function planeFigure(
  name: AutoencoderName,
  points: Float32Array,
  labels: Uint8Array,
  caption: string,
): ScatterFigure {
  return {
    kind: "scatter",
    id: `plane-${name}`,
    title: `${AUTOENCODERS[name].label}: where the test digits lie`,
    caption,
    xLabel: name === "vae" ? "mean of z₁" : "z₁",
    yLabel: name === "vae" ? "mean of z₂" : "z₂",
    points,
    labels,
  };
}

/** Codes of the manifold, `[400, 2]`: along each axis the quantiles .05 to .95 of the standard normal, rows by z₂. */
export function manifoldCodes(): Float32Array {
  const codes = new Float32Array(2 * MANIFOLD_SIDE * MANIFOLD_SIDE);
  for (let row = 0; row < MANIFOLD_SIDE; row++) {
    for (let column = 0; column < MANIFOLD_SIDE; column++) {
      codes.set([quantileAt(column), quantileAt(row)], 2 * (row * MANIFOLD_SIDE + column));
    }
  }
  return codes;
}

/** @param pixels - `[400, 784]`, of `manifoldCodes` */
export function manifoldFigure(pixels: Float32Array, caption: string): TileFigure {
  const axis = Array.from({ length: MANIFOLD_SIDE }, (_, i) => quantileAt(i).toFixed(2).replace("-", "−"));
  const width = MANIFOLD_SIDE * PIXELS;
  return {
    kind: "tiles",
    id: "manifold",
    title: "VAE: digits all over its plane",
    caption,
    columns: axis,
    rows: axis.map((label, row) => ({ label, role: "image", pixels: pixels.slice(row * width, (row + 1) * width) })),
    seamless: true,
  };
}

/** @param rows - `[SHOWN, 784]` each, in [0, 1] */
export function samplesFigure(
  rows: readonly { readonly label: string; readonly pixels: Float32Array }[],
  caption: string,
): TileFigure {
  return {
    kind: "tiles",
    id: "gan-samples",
    title: "GAN: the same noise, painted as training goes on",
    caption,
    columns: Array.from({ length: SHOWN }, (_, i) => `z ${i + 1}`),
    rows: rows.map((row): FigureRow => ({ ...row, role: "image" })),
  };
}

function quantileAt(i: number): number {
  return normalQuantile(0.05 + (0.9 * i) / (MANIFOLD_SIDE - 1));
}

/** Of the standard normal, for shares in (0, 1), by bisection of its distribution: exact to ten digits. */
export function normalQuantile(share: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalDistribution(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/15 + …) (Marsaglia, 2004). */
function normalDistribution(x: number): number {
  let [sum, term] = [x, x];
  for (let k = 3; Math.abs(term) > 1e-16 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x) * Math.sqrt(1 / (2 * Math.PI));
}
