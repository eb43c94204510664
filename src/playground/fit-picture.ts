/**
 * A picture of any size as the lab sees digits: white ink on black, in a box of 20 × 20 px with its proportions kept, moved
 * by whole pixels until its centre of mass lies in the middle, as MNIST was made. It takes pixels; decoding files is the
 * page's work.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";

/** A picture that holds no digit; the message may be shown as it is. */
export class PictureError extends Error {
  override readonly name = "PictureError";
}

/** As a canvas gives it. */
export interface RgbaPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]`, 0..255. */
  readonly data: ArrayLike<number>;
}

export interface FittedPicture {
  /** `[784]` in [0, 1], 1 = ink. */
  readonly pixels: Float32Array;
  /** Whether the ink was the darker part. */
  readonly isInverted: boolean;
}

/** Side of the box that the ink fills in its longer direction, px. */
const BOX_PX = 20;
/** Where MNIST puts the centre of mass, px from the corner. */
const CENTRE_PX = 14.5;
/** Below this share of the darkest ink there is paper: shadows, grain, and what a camera does to white. */
const PAPER_SHARE = 0.25;
/** Lightest and darkest must differ by so much of the whole range to tell ink from paper. */
const LEAST_CONTRAST = 0.1;

/** @throws PictureError when there is nothing to tell from the background */
export function fitPicture({ width, height, data }: RgbaPicture): FittedPicture {
  if (!(width >= 1 && height >= 1) || data.length !== 4 * width * height) {
    throw new PictureError(
      `Cannot use the picture: ${width} × ${height} px need ${4 * width * height} values, got ${data.length}.`,
    );
  }
  const light = lightness(width * height, data);
  const isInverted = rimOf(light, width, height) > (least(light) + most(light)) / 2;
  const ink = isInverted ? light.map((value) => 1 - value) : light;
  return { pixels: fitInk(ink, width, height), isInverted };
}

/**
 * The same for ink that is known to be ink.
 *
 * @param ink - `[height, width]`, the more the darker
 * @throws PictureError when there is none
 */
export function fitInk(ink: Float32Array, width: number, height: number): Float32Array {
  const [low, high] = [least(ink), most(ink)];
  if (!(high - low >= LEAST_CONTRAST)) {
    throw new PictureError(
      "Cannot use the picture: it must show a digit that is clearly lighter or darker than its background. " +
        "Choose another, or draw one.",
    );
  }
  const clear = ink.map((value) => Math.max(0, ((value - low) / (high - low) - PAPER_SHARE) / (1 - PAPER_SHARE)));
  const box = boxOf(clear, width, height);
  const scale = BOX_PX / Math.max(box.right - box.left, box.bottom - box.top);
  return centred(resized(clear, width, box, scale));
}

interface Box {
  readonly left: number;
  /** One past the last. */
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** 0 to 1; what is transparent shows white paper. */
function lightness(count: number, data: ArrayLike<number>): Float32Array {
  const at = (i: number): number => data[i] as number;
  return Float32Array.from({ length: count }, (_, i) => {
    const value = (0.299 * at(4 * i) + 0.587 * at(4 * i + 1) + 0.114 * at(4 * i + 2)) / 255;
    const share = at(4 * i + 3) / 255;
    return share * value + 1 - share;
  });
}

/** Mean along the four edges, where a digit seldom reaches. */
function rimOf(light: Float32Array, width: number, height: number): number {
  let [sum, count] = [0, 0];
  light.forEach((value, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x > 0 && x < width - 1 && y > 0 && y < height - 1) return;
    sum += value;
    count++;
  });
  return sum / count;
}

function boxOf(ink: Float32Array, width: number, height: number): Box {
  let [left, right, top, bottom] = [width, 0, height, 0];
  ink.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  });
  return { left, right, top, bottom };
}

/** The box at another scale in the middle of 28 × 28 px, each pixel the mean of what it covers. `[784]`. */
function resized(ink: Float32Array, width: number, { left, right, top, bottom }: Box, scale: number): Float32Array {
  const shiftX = (IMAGE_SIZE_PX - scale * (right - left)) / 2;
  const shiftY = (IMAGE_SIZE_PX - scale * (bottom - top)) / 2;
  return Float32Array.from({ length: PIXELS }, (_, p) => {
    const [column, row] = [p % IMAGE_SIZE_PX, Math.floor(p / IMAGE_SIZE_PX)];
    const x0 = left + (column - shiftX) / scale;
    const y0 = top + (row - shiftY) / scale;
    const [x1, y1] = [x0 + 1 / scale, y0 + 1 / scale];
    let sum = 0;
    for (let y = Math.max(top, Math.floor(y0)); y < Math.min(bottom, y1); y++) {
      const high = Math.min(y + 1, y1) - Math.max(y, y0);
      for (let x = Math.max(left, Math.floor(x0)); x < Math.min(right, x1); x++) {
        sum += high * (Math.min(x + 1, x1) - Math.max(x, x0)) * (ink[y * width + x] as number);
      }
    }
    return Math.min(1, sum * scale * scale);
  });
}

function centred(ink: Float32Array): Float32Array {
  let [mass, momentX, momentY] = [0, 0, 0];
  ink.forEach((value, p) => {
    mass += value;
    momentX += value * ((p % IMAGE_SIZE_PX) + 0.5);
    momentY += value * (Math.floor(p / IMAGE_SIZE_PX) + 0.5);
  });
  const right = Math.round(CENTRE_PX - momentX / mass);
  const down = Math.round(CENTRE_PX - momentY / mass);
  const moved = new Float32Array(PIXELS);
  ink.forEach((value, p) => {
    const [column, row] = [(p % IMAGE_SIZE_PX) + right, Math.floor(p / IMAGE_SIZE_PX) + down];
    const isInside = column >= 0 && column < IMAGE_SIZE_PX && row >= 0 && row < IMAGE_SIZE_PX;
    if (isInside) moved[row * IMAGE_SIZE_PX + column] = value;
  });
  return moved;
}

function least(values: Float32Array): number {
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}

function most(values: Float32Array): number {
  return values.reduce((high, value) => Math.max(high, value), -Infinity);
}
