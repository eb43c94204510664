/**
 * What each half of an iteration is shown. As the source draws: every batch anew from all training digits, with
 * replacement; originals, masked digits for the discriminator and masked digits for the generator from draws of their own.
 */
import { drawHoles, type HoleCorruption } from "../../corruptions/corruption.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import type { Random, Stream } from "../../random.ts";

/** The published hole: 8 × 8, its top left corner in rows and columns 8 to 11. */
export const HOLE: HoleCorruption = { kind: "centre-hole", sizePx: 8 };

export interface MaskedDraw {
  /** `[batch, 784]` in [−1, 1]. */
  readonly originals: Float32Array;
  /** `[batch, 784]`, the same digits with −1 in the hole. */
  readonly masked: Float32Array;
  /** `[batch, 784]`, 1 = missing. */
  readonly holes: Float32Array;
}

export interface Draws {
  /** `[batch, 784]` in [−1, 1]. */
  originals(): Float32Array;
  forDiscriminator(): MaskedDraw;
  forGenerator(): MaskedDraw;
  readonly streams: readonly Stream[];
}

export interface DrawSettings {
  readonly batchSize: number;
  /** Whether a digit keeps its hole, or is given another each time it is drawn. */
  readonly maskDraws: "once" | "every-batch";
}

/** @param random - the run's; masks and each kind of batch draw from streams of their own */
export function drawsFrom(images: ImageSet, { batchSize, maskDraws }: DrawSettings, random: Random): Draws {
  const masks = random.stream("masks/train");
  const kept = maskDraws === "once" ? drawHoles(HOLE, images.count, masks) : null;
  const indicesOf = (stream: Random) => () => {
    return Uint32Array.from({ length: batchSize }, () => stream.integer(0, images.count - 1));
  };
  const maskedFrom = (nextIndices: () => Uint32Array) => (): MaskedDraw => {
    const indices = nextIndices();
    const originals = signed(images, indices);
    const holes = kept === null ? drawHoles(HOLE, batchSize, masks) : holesAt(kept, indices);
    return {
      originals,
      masked: originals.map((pixel, i) => (holes[i] === 1 ? -1 : pixel)),
      holes: Float32Array.from(holes),
    };
  };
  const kinds = ["originals", "discriminator", "generator"] as const;
  const [ofOriginals, ofDiscriminator, ofGenerator] = kinds.map((kind) => random.stream(`batches/${kind}`)) as [
    Random,
    Random,
    Random,
  ];
  const originalIndices = indicesOf(ofOriginals);
  return {
    originals: () => signed(images, originalIndices()),
    forDiscriminator: maskedFrom(indicesOf(ofDiscriminator)),
    forGenerator: maskedFrom(indicesOf(ofGenerator)),
    streams: [masks, ofOriginals, ofDiscriminator, ofGenerator],
  };
}

/** Bytes to [−1, 1]. */
function signed(images: ImageSet, indices: Uint32Array): Float32Array {
  const pixels = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, i) => {
    for (let p = 0; p < PIXELS; p++) {
      pixels[i * PIXELS + p] = ((images.pixels[index * PIXELS + p] as number) - 127.5) / 127.5;
    }
  });
  return pixels;
}

function holesAt(holes: Uint8Array, indices: Uint32Array): Uint8Array {
  const chosen = new Uint8Array(indices.length * PIXELS);
  indices.forEach((index, i) => chosen.set(holes.subarray(index * PIXELS, (index + 1) * PIXELS), i * PIXELS));
  return chosen;
}
