/** The two pictures of the source: the map of test digits, and ten of them beside their reconstructions. */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../data/dataset.ts";
import { codesOf } from "../../networks/two-unit-autoencoder.ts";
import type { ScatterFigure, TileFigure } from "../../results/figure.ts";
import type { LabelledPixels, Method } from "./baselines.ts";

const RECONSTRUCTED = 10;

/** Where the network puts each test digit. */
export async function embeddingFigure(
  model: tf.LayersModel,
  { pixels, labels, count }: LabelledPixels,
  caption: string,
): Promise<ScatterFigure> {
  const codes = tf.tidy(() => codesOf(model, tf.tensor2d(pixels, [count, PIXELS])));
  try {
    return {
      kind: "scatter",
      id: "embedding",
      title: "Test digits as the two units see them",
      caption,
      xLabel: "first unit",
      yLabel: "second unit",
      points: Float32Array.from(await codes.data<"float32">()),
      labels,
    };
  } finally {
    codes.dispose();
  }
}

/** Where PCA puts them. @param scores - `[count, 2]` */
export function principalFigure(scores: Float32Array, { labels }: LabelledPixels): ScatterFigure {
  return {
    kind: "scatter",
    id: "principal-scores",
    title: "The same digits on the first two principal directions",
    caption: "no network",
    xLabel: "first score",
    yLabel: "second score",
    points: scores,
    labels,
  };
}

/** The first test digits above what each method makes of them. */
export async function reconstructionFigure(
  methods: readonly { readonly label: string; readonly method: Method }[],
  images: LabelledPixels,
  caption: string,
): Promise<TileFigure> {
  const count = Math.min(RECONSTRUCTED, images.count);
  const shown = {
    pixels: images.pixels.slice(0, count * PIXELS),
    labels: images.labels.slice(0, count),
    count,
  };
  const rows = [];
  for (const { label, method } of methods) {
    rows.push({ label, role: "image" as const, pixels: await method.reconstruct(shown) });
  }
  return {
    kind: "tiles",
    id: "reconstructions",
    title: "The first test digits, and what is left of them",
    caption,
    columns: Array.from(shown.labels, String),
    rows: [{ label: "original", role: "image", pixels: shown.pixels }, ...rows],
  };
}
