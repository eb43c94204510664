/**
 * The hand behind one image: how it leans, presses and bends. Everything that differs between two drawings of the same
 * shape is drawn from the random stream here or in `warp.ts`. The spreads were chosen by how well a small network that
 * had learned from drawings alone read 10,000 of MNIST's training images; they are somewhat wider than MNIST's own.
 */
import type { Random } from "../../random.ts";

export interface Hand {
  /** Mean radius of the pen, px of the finished image. */
  readonly penRadiusPx: number;
  /** Width of the grey edge of a line, px. */
  readonly edgePx: number;
  /** The radius swings by this share of its mean as the pen goes on. */
  readonly pressureSwing: number;
  /** Where in its swing the pressure starts, rad. */
  readonly pressurePhase: number;
  /** How far corners are rounded, 0 (sharp) to 1 (as any other point). */
  readonly roundness: number;
  /** Widening towards the bottom: x grows by this share at the foot and shrinks by it at the head. */
  readonly taper: number;
  /** How far the middle of the digit sinks, in digit heights; head and foot stay. */
  readonly sag: number;
  /** Width, slant and rotation: a 2 × 2 matrix, row-major. */
  readonly lean: readonly [number, number, number, number];
  readonly xWaves: readonly Wave[];
  readonly yWaves: readonly Wave[];
}

/** A slow bend of the paper: a shift by `amplitude · sin(kx x + ky y + phase)`; lengths in digit heights, k in rad. */
export interface Wave {
  readonly amplitude: number;
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
}

const PEN_RADIUS_PX = 1.16;
/** Spreads are standard deviations of normal draws; those of radius and width are of the logarithm. */
const PEN_RADIUS_SPREAD = 0.29;
const WIDTH_SPREAD = 0.24;
const SLANT = 0.15;
const SLANT_SPREAD = 0.25;
const ROTATION_SPREAD_RAD = 0.12;
const TAPER_SPREAD = 0.18;
const SAG_SPREAD = 0.05;
const EDGE_PX = { from: 0.75, to: 1.25 };
const MOST_PRESSURE_SWING = 0.2;
const WAVES_PER_AXIS = 2;
const WAVE_SPREAD = 0.06;
/** Below one full turn over the digit, so that waves bend a digit and do not ripple it. */
const MOST_WAVE_RAD = 5;

/** Draws a hand. */
export function pickHand(random: Random): Hand {
  return {
    penRadiusPx: PEN_RADIUS_PX * Math.exp(PEN_RADIUS_SPREAD * random.normal()),
    edgePx: random.between(EDGE_PX.from, EDGE_PX.to),
    pressureSwing: MOST_PRESSURE_SWING * random.uniform(),
    pressurePhase: random.between(0, 2 * Math.PI),
    roundness: random.uniform(),
    taper: TAPER_SPREAD * random.normal(),
    sag: SAG_SPREAD * random.normal(),
    lean: pickLean(random),
    xWaves: pickWaves(random),
    yWaves: pickWaves(random),
  };
}

function pickLean(random: Random): Hand["lean"] {
  const width = Math.exp(WIDTH_SPREAD * random.normal());
  const slant = SLANT + SLANT_SPREAD * random.normal();
  const rotation = ROTATION_SPREAD_RAD * random.normal();
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  return [cos * width, -cos * slant - sin, sin * width, cos - sin * slant];
}

function pickWaves(random: Random): Wave[] {
  return Array.from({ length: WAVES_PER_AXIS }, () => ({
    amplitude: WAVE_SPREAD * random.normal(),
    kx: random.between(-MOST_WAVE_RAD, MOST_WAVE_RAD),
    ky: random.between(-MOST_WAVE_RAD, MOST_WAVE_RAD),
    phase: random.between(0, 2 * Math.PI),
  }));
}
