/**
 * From lines to 28 × 28 grey levels, prepared as MNIST was: scaled to a 20 × 20 box with the proportions kept, then
 * moved by whole pixels until the centre of mass lies in the middle. Edges are grey by distance from the line, without
 * sampling: a line of the pen is the union of the capsules between its samples.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../dataset.ts";
import type { Hand } from "./hand.ts";
import type { Line } from "./stroke.ts";

/** Side of the box that the ink fills in its longer direction, px. */
const BOX_PX = 20;

/** Where MNIST puts the centre of mass: the centre of pixel 14 of 0..27 on both axes, px from the image's corner. */
const CENTRE_PX = 14.5;

/** How fast the pressure swings, rad per sample of a line: one swing in about two digit heights. */
const PRESSURE_RAD_PER_SAMPLE = 0.12;

/** Scales and moves the lines together, in place, so that their ink fills the box in the image's middle; then in px. */
export function fitToBox(lines: readonly Line[], penRadiusPx: number): void {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of lines) {
    for (let i = 0; i < x.length; i++) {
      left = Math.min(left, x[i] as number);
      right = Math.max(right, x[i] as number);
      top = Math.min(top, y[i] as number);
      bottom = Math.max(bottom, y[i] as number);
    }
  }
  const scale = (BOX_PX - 2 * penRadiusPx) / Math.max(right - left, bottom - top);
  const shiftX = IMAGE_SIZE_PX / 2 - (scale * (left + right)) / 2;
  const shiftY = IMAGE_SIZE_PX / 2 - (scale * (top + bottom)) / 2;
  for (const { x, y } of lines) {
    for (let i = 0; i < x.length; i++) {
      x[i] = scale * (x[i] as number) + shiftX;
      y[i] = scale * (y[i] as number) + shiftY;
    }
  }
}

/** Ink of every pixel, `[784]`, 0 (paper) to 1, of the hand's pen along the lines, which are in px. */
export function inkLines(lines: readonly Line[], hand: Hand): Float32Array {
  const depth = new Float32Array(PIXELS); // px from the outer rim of the grey edge inwards; 0 outside
  for (const { x, y } of lines) {
    for (let i = 0; i + 1 < x.length; i++) {
      const pressure = Math.sin(hand.pressurePhase + PRESSURE_RAD_PER_SAMPLE * i);
      const rim = hand.penRadiusPx * (1 + hand.pressureSwing * pressure) + hand.edgePx / 2;
      stampCapsule(depth, x[i] as number, y[i] as number, x[i + 1] as number, y[i + 1] as number, rim);
    }
  }
  return depth.map((px) => Math.min(1, px / hand.edgePx));
}

/** Writes the image as bytes into `target` from `offset`, moved by whole pixels so that its mass is in the middle. */
export function writeCentred(ink: Float32Array, target: Uint8Array, offset: number): void {
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let p = 0; p < PIXELS; p++) {
    const value = ink[p] as number;
    const column = p % IMAGE_SIZE_PX;
    mass += value;
    momentX += value * (column + 0.5);
    momentY += value * ((p - column) / IMAGE_SIZE_PX + 0.5);
  }
  const right = Math.round(CENTRE_PX - momentX / mass);
  const down = Math.round(CENTRE_PX - momentY / mass);
  for (let row = 0; row < IMAGE_SIZE_PX; row++) {
    for (let column = 0; column < IMAGE_SIZE_PX; column++) {
      const [fromRow, fromColumn] = [row - down, column - right];
      const inside = fromRow >= 0 && fromRow < IMAGE_SIZE_PX && fromColumn >= 0 && fromColumn < IMAGE_SIZE_PX;
      const value = inside ? (ink[fromRow * IMAGE_SIZE_PX + fromColumn] as number) : 0;
      target[offset + row * IMAGE_SIZE_PX + column] = Math.round(255 * value);
    }
  }
}

/** Raises each pixel near the segment to how far its centre lies inside the rim, px. */
function stampCapsule(depth: Float32Array, x0: number, y0: number, x1: number, y1: number, rim: number): void {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const perSquare = 1 / Math.max(dx * dx + dy * dy, 1e-12); // a pen may rest
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - rim - 0.5));
  const right = Math.min(IMAGE_SIZE_PX - 1, Math.floor(Math.max(x0, x1) + rim - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - rim - 0.5));
  const bottom = Math.min(IMAGE_SIZE_PX - 1, Math.floor(Math.max(y0, y1) + rim - 0.5));
  for (let row = top; row <= bottom; row++) {
    const fromY = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const fromX = column + 0.5 - x0;
      const along = Math.min(1, Math.max(0, (fromX * dx + fromY * dy) * perSquare));
      const offX = fromX - along * dx;
      const offY = fromY - along * dy;
      const inside = rim - Math.sqrt(offX * offX + offY * offY);
      const p = row * IMAGE_SIZE_PX + column;
      if (inside > (depth[p] as number)) depth[p] = inside;
    }
  }
}
