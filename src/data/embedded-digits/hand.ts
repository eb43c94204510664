/**
 * The hand behind one digit: how it leans, presses and trembles. All of an image's variety other than its construction
 * is drawn here, and every spread was chosen by how well a network trained on the drawings read 10,000 real digits that
 * no test uses.
 */
import type { Random } from "../../random.ts";
import type { Path } from "./trace.ts";

export interface Hand {
  /** Radius of the pen, px of the finished image. */
  readonly penRadiusPx: number;
  /** Width of the grey edge of a stroke, px. */
  readonly edgePx: number;
  /** How far corners are rounded, 0..1. */
  readonly roundness: number;
  /** Standard deviation of each control point, in digit heights. */
  readonly tremor: number;
  /** Relative change of the pen's radius along the strokes, and the phase at which it starts. */
  readonly pressureSpread: number;
  readonly pressurePhase: number;
  /** Row-major 2 × 2 matrix: width, slant and rotation. */
  readonly matrix: readonly [number, number, number, number];
  /** Low-frequency waves that bend the path: each adds amplitude · sin(kx x + ky y + phase) to one axis. */
  readonly waves: readonly Wave[];
}

export interface Wave {
  readonly axis: "x" | "y";
  readonly amplitude: number;
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
}

const PEN_RADIUS_MEAN_PX = 1.16;
const PEN_RADIUS_SPREAD = 0.26;
const WIDTH_SPREAD = 0.24;
const SLANT_MEAN = 0.15;
const SLANT_SPREAD = 0.25;
const ROTATION_SPREAD_RAD = 0.12;
const TREMOR = 0.038;
const WAVE_AMPLITUDE = 0.04;
const WAVES_PER_AXIS = 2;
const LONGEST_WAVE_NUMBER = 8;

export function pickHand(random: Random): Hand {
  const width = Math.exp(WIDTH_SPREAD * random.normal());
  const slant = SLANT_MEAN + SLANT_SPREAD * random.normal();
  const rotation = ROTATION_SPREAD_RAD * random.normal();
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const waves: Wave[] = [];
  for (const axis of ["x", "y"] as const) {
    for (let i = 0; i < WAVES_PER_AXIS; i++) {
      waves.push({
        axis,
        amplitude: WAVE_AMPLITUDE * random.normal(),
        kx: random.between(-LONGEST_WAVE_NUMBER, LONGEST_WAVE_NUMBER),
        ky: random.between(-LONGEST_WAVE_NUMBER, LONGEST_WAVE_NUMBER),
        phase: random.between(0, 2 * Math.PI),
      });
    }
  }
  return {
    penRadiusPx: PEN_RADIUS_MEAN_PX * Math.exp(PEN_RADIUS_SPREAD * random.normal()),
    edgePx: random.between(0.9, 1.5),
    roundness: random.uniform(),
    tremor: TREMOR,
    pressureSpread: 0.12 * random.uniform(),
    pressurePhase: random.between(0, 2 * Math.PI),
    matrix: [cos * width, -cos * slant - sin, sin * width, cos - sin * slant],
    waves,
  };
}

/** Bends the path by the hand's waves, then leans it; in place. */
export function lean(path: Path, hand: Hand): void {
  const [a, b, c, d] = hand.matrix;
  const { x, y } = path;
  for (let i = 0; i < x.length; i++) {
    const x0 = x[i] as number;
    const y0 = y[i] as number;
    let bentX = x0;
    let bentY = y0;
    for (const wave of hand.waves) {
      const shift = wave.amplitude * Math.sin(wave.kx * x0 + wave.ky * y0 + wave.phase);
      if (wave.axis === "x") bentX += shift;
      else bentY += shift;
    }
    x[i] = a * bentX + b * bentY;
    y[i] = c * bentX + d * bentY;
  }
}
