/** What the autoencoder is set beside: pictures that know nothing of the digit, its class alone, or a few linear numbers. */
import { PIXELS, selectDigits, type ImageSet } from "../../data/dataset.ts";
import { meanImage } from "../../restorers/mean-image.ts";
import { pca } from "../../restorers/pca.ts";
import { pixelMoments } from "../../restorers/pixel-moments.ts";
import { pixelSpectrum, type PixelSpectrum } from "../../restorers/pixel-spectrum.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { prepared } from "../baselines.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";

/** Numbers that PCA may keep of a digit; the autoencoder keeps two. */
const COMPONENTS = [1, 2, 3];

/** From images to their reconstructions, `[count, 784]`. */
export interface Method {
  readonly name: string;
  reconstruct(images: LabelledPixels): Promise<Float32Array>;
}

export interface LabelledPixels {
  /** `[count, 784]` in [0, 1]. */
  readonly pixels: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

export interface Baselines {
  readonly methods: readonly Method[];
  readonly spectrum: PixelSpectrum;
}

export async function* makeMethods(
  train: ImageSet,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, Baselines, void> {
  const total = COMPONENTS.length + 4; // methods to be measured afterwards
  const moments = yield* prepared("mean and covariance of pixels", pixelMoments(train), total, breathe);
  const spectrum = yield* prepared("principal directions", pixelSpectrum(moments), total, breathe);
  const methods = [
    asMethod("mean-image", meanImage(moments)),
    classMean(train),
    ...COMPONENTS.map((count) => asMethod(`pca-${count}`, pca(spectrum, count, breathe))),
    { name: "black", reconstruct: ({ pixels }: LabelledPixels) => Promise.resolve(new Float32Array(pixels.length)) },
  ];
  return { methods, spectrum };
}

/** A restorer given whole pictures: nothing is missing. */
export function asMethod(name: string, restorer: Restorer): Method {
  return {
    name,
    reconstruct: ({ pixels, count }) => restorer.restore({ pixels, holes: new Uint8Array(pixels.length), count }),
  };
}

/** The first two principal scores of each image, `[count, 2]`: PCA's own map. */
export function principalScores({ mean, directions }: PixelSpectrum, { pixels, count }: LabelledPixels): Float32Array {
  const scores = new Float32Array(2 * count);
  for (let image = 0; image < count; image++) {
    for (let k = 0; k < 2; k++) {
      let score = 0;
      for (let p = 0; p < PIXELS; p++) {
        score +=
          ((pixels[image * PIXELS + p] as number) - (mean[p] as number)) * (directions[k * PIXELS + p] as number);
      }
      scores[2 * image + k] = score;
    }
  }
  return scores;
}

/** The mean image of the digit that is shown: what one fair bit, or a class label, is worth. */
function classMean(train: ImageSet): Method {
  const means = new Map<number, Float32Array>();
  for (const digit of new Set(train.labels)) means.set(digit, meanOf(selectDigits(train, [digit])));
  return {
    name: "class-mean",
    reconstruct: ({ labels, count }) => {
      const pictures = new Float32Array(count * PIXELS);
      labels.forEach((label, i) => pictures.set(means.get(label) ?? new Float32Array(PIXELS), i * PIXELS));
      return Promise.resolve(pictures);
    },
  };
}

function meanOf({ pixels, count }: ImageSet): Float32Array {
  const sums = new Float64Array(PIXELS);
  pixels.forEach((pixel, i) => (sums[i % PIXELS] = (sums[i % PIXELS] as number) + pixel));
  return Float32Array.from(sums, (sum) => sum / count / 255);
}
