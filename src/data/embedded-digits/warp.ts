/**
 * What a hand does to a shape: it misses the control points, starts and stops where it likes, bends the curve and leans
 * it. Points are warped, never pixels, so that lines stay as sharp as the pen draws them.
 */
import type { Random } from "../../random.ts";
import type { Hand, Wave } from "./hand.ts";
import type { Line, Stroke } from "./stroke.ts";

/** Standard deviation by which a control point is missed, on each axis, in digit heights. */
const TREMOR = 0.044;

/** Correlation of a miss with the one before: a hand that is off stays off for a while, so curves stay smooth. */
const TREMOR_MEMORY = 0.5;

/** Standard deviation by which a stroke begins or ends early or late, in distances to the next control point. */
const END_SPREAD = 0.3;

/** Moves the stroke's control points as an unsteady hand would, in place. */
export function tremble({ x, y }: Stroke, random: Random): void {
  const fresh = Math.sqrt(1 - TREMOR_MEMORY * TREMOR_MEMORY);
  let missX = random.normal();
  let missY = random.normal();
  for (let i = 0; i < x.length; i++) {
    x[i] = (x[i] as number) + TREMOR * missX;
    y[i] = (y[i] as number) + TREMOR * missY;
    missX = TREMOR_MEMORY * missX + fresh * random.normal();
    missY = TREMOR_MEMORY * missY + fresh * random.normal();
  }
}

/** Lets the stroke begin and end early or late, in place. */
export function varyEnds({ x, y }: Stroke, random: Random): void {
  const last = x.length - 1;
  movePointTowards(x, y, 0, 1, END_SPREAD * random.normal());
  movePointTowards(x, y, last, last - 1, END_SPREAD * random.normal());
}

/** Bends the line and leans it as the hand does, in place; units remain digit heights. */
export function bend(line: Line, hand: Hand): void {
  const [xx, xy, yx, yy] = hand.lean;
  for (let i = 0; i < line.x.length; i++) {
    const height = line.y[i] as number;
    const x = (line.x[i] as number) * (1 + hand.taper * (2 * height - 1));
    const y = height + 4 * hand.sag * height * (1 - height);
    const bentX = x + shift(hand.xWaves, x, y);
    const bentY = y + shift(hand.yWaves, x, y);
    line.x[i] = xx * bentX + xy * bentY;
    line.y[i] = yx * bentX + yy * bentY;
  }
}

function movePointTowards(x: Float64Array, y: Float64Array, point: number, goal: number, share: number): void {
  x[point] = (x[point] as number) + share * ((x[goal] as number) - (x[point] as number));
  y[point] = (y[point] as number) + share * ((y[goal] as number) - (y[point] as number));
}

function shift(waves: readonly Wave[], x: number, y: number): number {
  let sum = 0;
  for (const wave of waves) sum += wave.amplitude * Math.sin(wave.kx * x + wave.ky * y + wave.phase);
  return sum;
}
