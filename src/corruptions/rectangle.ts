/** The one shape behind stripes and patches: a rectangle at a uniformly random place inside the image. */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";

export interface RectangleSize {
  /** 1..28 px. */
  readonly height: number;
  /** 1..28 px. */
  readonly width: number;
}

/**
 * Marks a rectangle in `hole` and clears the rest; every place where it fits entirely is equally likely.
 *
 * @param hole - receives 784 bytes, 1 = missing
 * @throws RangeError when a side is not a whole number from 1 to 28
 */
export function rectangle(hole: Uint8Array, { height, width }: RectangleSize, random: Random): void {
  requireSide("height", height);
  requireSide("width", width);
  const top = random.integer(0, IMAGE_SIZE_PX - height);
  const left = random.integer(0, IMAGE_SIZE_PX - width);
  rectangleAt(hole, { height, width, top, left });
}

/** A rectangle and where its first row and column lie; it fits into the image. */
export interface PlacedRectangle extends RectangleSize {
  readonly top: number;
  readonly left: number;
}

/** Marks it in `hole` and clears the rest. */
export function rectangleAt(hole: Uint8Array, { height, width, top, left }: PlacedRectangle): void {
  if (hole.length !== PIXELS) throw new RangeError(`Cannot draw a hole: it takes ${PIXELS} bytes, got ${hole.length}`);
  hole.fill(0);
  for (let row = top; row < top + height; row++) {
    hole.fill(1, row * IMAGE_SIZE_PX + left, row * IMAGE_SIZE_PX + left + width);
  }
}

function requireSide(name: "height" | "width", value: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= IMAGE_SIZE_PX) return;
  throw new RangeError(`Cannot draw a hole: its ${name} must be a whole number from 1 to 28 px, got ${value}`);
}
