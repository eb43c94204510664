/**
 * From a path to 28 × 28 grey levels, prepared as MNIST was: the ink is scaled to fit a 20 × 20 box with its proportions
 * kept, then shifted by whole pixels until its centre of mass is the centre of the image.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../dataset.ts";
import type { Hand } from "./hand.ts";
import type { Path } from "./trace.ts";

/** Side of the box that the ink fits into, px. */
const BOX_PX = 20;

/** Scales the path in place so that its ink fills the box, centred in the image; the unit becomes the pixel. */
export function fitToBox(path: Path, penRadiusPx: number): void {
  const { x, y } = path;
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i] as number);
    right = Math.max(right, x[i] as number);
    top = Math.min(top, y[i] as number);
    bottom = Math.max(bottom, y[i] as number);
  }
  const scale = (BOX_PX - 2 * penRadiusPx) / Math.max(right - left, bottom - top, 1e-6);
  const shiftX = IMAGE_SIZE_PX / 2 - (scale * (left + right)) / 2;
  const shiftY = IMAGE_SIZE_PX / 2 - (scale * (top + bottom)) / 2;
  for (let i = 0; i < x.length; i++) {
    x[i] = scale * (x[i] as number) + shiftX;
    y[i] = scale * (y[i] as number) + shiftY;
  }
}

/**
 * Coverage of every pixel, 0..1, `[784]`: how deep its centre lies under the widest stroke that reaches it, through an
 * edge of `hand.edgePx`.
 */
export function coverage(path: Path, hand: Hand): Float32Array {
  const depth = new Float32Array(PIXELS); // px under the stroke's edge, offset so that 0 is no ink
  const reachPx = hand.edgePx / 2;
  for (let stroke = 0; stroke + 1 < path.starts.length; stroke++) {
    const first = path.starts[stroke] as number;
    const last = (path.starts[stroke + 1] as number) - 1;
    for (let i = first; i < last; i++) {
      const radius = hand.penRadiusPx * (1 + hand.pressureSpread * Math.sin(hand.pressurePhase + 0.12 * i));
      stampSegment(
        depth,
        path.x[i] as number,
        path.y[i] as number,
        path.x[i + 1] as number,
        path.y[i + 1] as number,
        radius + reachPx,
      );
    }
  }
  const perPx = 1 / hand.edgePx;
  for (let p = 0; p < PIXELS; p++) depth[p] = Math.min(1, (depth[p] as number) * perPx);
  return depth;
}

/** Raises every pixel near the segment to `reach` minus its distance from the segment. */
function stampSegment(depth: Float32Array, x0: number, y0: number, x1: number, y1: number, reach: number): void {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const perSquare = 1 / (dx * dx + dy * dy + 1e-12);
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach - 0.5));
  const right = Math.min(IMAGE_SIZE_PX - 1, Math.floor(Math.max(x0, x1) + reach - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach - 0.5));
  const bottom = Math.min(IMAGE_SIZE_PX - 1, Math.floor(Math.max(y0, y1) + reach - 0.5));
  for (let row = top; row <= bottom; row++) {
    const fromY = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const fromX = column + 0.5 - x0;
      const along = Math.min(1, Math.max(0, (fromX * dx + fromY * dy) * perSquare));
      const offX = fromX - along * dx;
      const offY = fromY - along * dy;
      const value = reach - Math.sqrt(offX * offX + offY * offY);
      const p = row * IMAGE_SIZE_PX + column;
      if (value > (depth[p] as number)) depth[p] = value;
    }
  }
}

/** Writes the image with its centre of mass at the centre, as bytes, into `target` from `offset`. */
export function writeCentred(image: Float32Array, target: Uint8Array, offset: number): void {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (let p = 0; p < PIXELS; p++) {
    const ink = image[p] as number;
    mass += ink;
    momentX += ink * ((p % IMAGE_SIZE_PX) + 0.5);
    momentY += ink * (Math.floor(p / IMAGE_SIZE_PX) + 0.5);
  }
  const shiftX = Math.round(IMAGE_SIZE_PX / 2 - momentX / mass);
  const shiftY = Math.round(IMAGE_SIZE_PX / 2 - momentY / mass);
  for (let row = 0; row < IMAGE_SIZE_PX; row++) {
    const fromRow = row - shiftY;
    for (let column = 0; column < IMAGE_SIZE_PX; column++) {
      const fromColumn = column - shiftX;
      const inside = fromRow >= 0 && fromRow < IMAGE_SIZE_PX && fromColumn >= 0 && fromColumn < IMAGE_SIZE_PX;
      const ink = inside ? (image[fromRow * IMAGE_SIZE_PX + fromColumn] as number) : 0;
      target[offset + row * IMAGE_SIZE_PX + column] = Math.round(255 * ink);
    }
  }
}
