/**
 * How a generator writes its pictures down. The lab writes ink as 1 and goes row by row; seed 001's generator writes ink as
 * 0 and goes column by column. A search stays in its generator's own space; figures and metrics are the lab's.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";

export interface PixelSpace {
  /** `rows`: index = 28·row + column; `columns`: index = 28·column + row. */
  readonly order: "rows" | "columns";
  /** The value of ink; paper is the other. */
  readonly ink: 0 | 1;
}

export const LAB_SPACE: PixelSpace = { order: "rows", ink: 1 };

/** Pictures (`[count, 784]`) from the lab's space to another, or from there to the lab's: it is its own inverse. */
export function exchangePixels(pixels: Float32Array, space: PixelSpace): Float32Array {
  const ordered = exchangeOrder(pixels, space);
  return space.ink === 1 ? ordered : ordered.map((value) => 1 - value);
}

/** The same for what belongs to pixels without being ink: holes, differences. */
export function exchangeOrder<Values extends Float32Array | Uint8Array>(values: Values, { order }: PixelSpace): Values {
  const exchanged = values.slice() as Values;
  if (order === "rows") return exchanged;
  for (let i = 0; i < values.length; i++) {
    const pixel = i % PIXELS;
    const [row, column] = [Math.floor(pixel / IMAGE_SIZE_PX), pixel % IMAGE_SIZE_PX];
    exchanged[i - pixel + IMAGE_SIZE_PX * column + row] = values[i] as number;
  }
  return exchanged;
}
