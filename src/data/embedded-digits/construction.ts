/**
 * A way of writing a digit, as a few extreme shapes between which a hand blends. The shapes in `zero-to-four.ts` and
 * `five-to-nine.ts` were invented for this project and set down by eye; real digits that a network misread showed which
 * ways of writing were missing, but no shape is fitted to, or traced from, a data set. Shapes only: what a hand makes
 * of them is decided in `hand.ts` and `warp.ts`.
 */
import { parseStroke, type Stroke } from "./stroke.ts";

/** One way of writing a digit, as it is written down. */
export interface Construction {
  readonly name: string;
  /** How often it is chosen, relative to the digit's other constructions. */
  readonly weight: number;
  /**
   * Extreme shapes; each is a list of strokes in the notation of `parseStroke`. All shapes of a construction have the
   * same strokes with the same numbers of points, so that point i of one can become point i of another.
   */
  readonly shapes: readonly (readonly string[])[];
}

/** A construction ready to be drawn. */
export interface ReadConstruction {
  readonly weight: number;
  readonly shapes: readonly (readonly Stroke[])[];
}

/** @throws Error when the shapes cannot be blended, which is a slip in this folder and not the caller's */
export function readConstruction({ name, weight, shapes }: Construction): ReadConstruction {
  const read = shapes.map((strokes) => strokes.map(parseStroke));
  const pointCounts = new Set(read.map((strokes) => strokes.map((stroke) => stroke.x.length).join("+")));
  if (pointCounts.size !== 1) {
    throw new Error(`internal: the shapes of "${name}" do not blend: they have ${[...pointCounts].join(", ")} points`);
  }
  return { weight, shapes: read };
}
