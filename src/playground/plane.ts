/**
 * A plane through a space of codes: where a point of it lies in that space. Of two numbers it is the space itself; of a few
 * it is spanned by two of them; of many, where one number alone changes little, by two random directions.
 */
import { Random } from "../random.ts";

/** A point of the plane, both numbers within ±REACH. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** How far the plane is shown: standard normal codes seldom lie farther out. */
export const REACH = 2.5;

/** Codes of more numbers than this are walked along random directions. */
const MOST_AXES = 20;

export interface LatentPlane {
  /** `[latentSize]`: the code at 0, 0. */
  readonly origin: Float32Array;
  /** `[latentSize]` each. */
  readonly right: Float32Array;
  readonly up: Float32Array;
}

/** Whether the plane of a generator is chosen by two axes. */
export function hasAxes(latentSize: number): boolean {
  return latentSize > 2 && latentSize <= MOST_AXES;
}

/** The plane of two numbers of a code, the others 0. */
export function planeOfAxes(latentSize: number, first: number, second: number): LatentPlane {
  const axis = (at: number): Float32Array => Float32Array.from({ length: latentSize }, (_, i) => (i === at ? 1 : 0));
  return { origin: new Float32Array(latentSize), right: axis(first), up: axis(second) };
}

/** A plane through many numbers: two directions at right angles, as long as codes are, drawn from a seed. */
export function randomPlane(latentSize: number, seed: number): LatentPlane {
  const random = new Random(seed).stream("latent-plane");
  const draw = (): Float32Array => Float32Array.from({ length: latentSize }, () => random.normal());
  const right = ofLength(draw(), Math.sqrt(latentSize) / REACH);
  const raw = draw();
  const along = dot(raw, right) / dot(right, right);
  const up = ofLength(
    raw.map((value, i) => value - along * (right[i] as number)),
    Math.sqrt(latentSize) / REACH,
  );
  return { origin: new Float32Array(latentSize), right, up };
}

/** The usual plane of a generator; `seed` chooses another where there are many. */
export function usualPlane(latentSize: number, seed = 1): LatentPlane {
  return latentSize > MOST_AXES ? randomPlane(latentSize, seed) : planeOfAxes(latentSize, 0, 1);
}

/** Codes of points, `[points, latentSize]`. */
export function codesAt({ origin, right, up }: LatentPlane, points: readonly PlanePoint[]): Float32Array {
  const size = origin.length;
  const codes = new Float32Array(points.length * size);
  points.forEach(({ x, y }, row) => {
    for (let i = 0; i < size; i++) {
      codes[row * size + i] = (origin[i] as number) + x * (right[i] as number) + y * (up[i] as number);
    }
  });
  return codes;
}

/** Points of a square grid of `side` by `side` tiles, from the top left, row after row, each in the middle of its tile. */
export function gridPoints(side: number): PlanePoint[] {
  const at = (i: number): number => REACH * ((2 * i + 1) / side - 1);
  return Array.from({ length: side * side }, (_, i) => ({ x: at(i % side), y: -at(Math.floor(i / side)) }));
}

/** From one point to another, 0 to 1. */
export function between(from: PlanePoint, to: PlanePoint, share: number): PlanePoint {
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/** The nearest point that the plane shows. */
export function withinReach({ x, y }: PlanePoint): PlanePoint {
  const clip = (value: number): number => Math.min(REACH, Math.max(-REACH, value));
  return { x: clip(x), y: clip(y) };
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + value * (other[i] as number), 0);
}

function ofLength(vector: Float32Array, length: number): Float32Array {
  const factor = length / Math.sqrt(dot(vector, vector));
  return vector.map((value) => factor * value);
}
