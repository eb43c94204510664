/** The constructions of the ten digits, read once when the module loads. */
import { readConstruction, type ReadConstruction } from "./construction.ts";
import { EIGHT, FIVE, NINE, SEVEN, SIX } from "./five-to-nine.ts";
import { FOUR, ONE, THREE, TWO, ZERO } from "./zero-to-four.ts";

const WRITTEN = [ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE];

/** The ways of writing each digit: `CONSTRUCTIONS[7]` are the sevens. */
export const CONSTRUCTIONS: readonly (readonly ReadConstruction[])[] = WRITTEN.map((constructions) =>
  constructions.map(readConstruction),
);
