/**
 * What can be done to a picture with a pen, an eraser and scissors: pure steps from one picture to the next, so that undo
 * is the picture before. The pad draws; this decides what was drawn.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";

export interface PadPicture {
  /** `[784]` in [0, 1]: what the picture is, its hole included. */
  readonly pixels: Float32Array;
  /** `[784]`, 1 = missing. */
  readonly hole: Uint8Array;
}

/** A place on the picture, px from its top left corner; the middle of the first pixel is 0.5, 0.5. */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
}

export const TOOLS = ["erase", "stripe", "patch", "restore", "ink"] as const;
export type Tool = (typeof TOOLS)[number];

export type StripeDirection = "vertical" | "horizontal";

/** Sizes in px: the diameter of a pen, the width of a stripe, the side of a patch. */
export const TOOL_SIZES: Readonly<Record<Tool, { minimum: number; maximum: number; usual: number }>> = {
  erase: { minimum: 1, maximum: 5, usual: 4 },
  stripe: { minimum: 1, maximum: 14, usual: 5 },
  patch: { minimum: 2, maximum: 20, usual: 9 },
  restore: { minimum: 1, maximum: 5, usual: 4 },
  ink: { minimum: 1, maximum: 5, usual: 2 },
};

export const BLANK: PadPicture = { pixels: new Float32Array(PIXELS), hole: new Uint8Array(PIXELS) };

/** A tool as it is set. */
export interface ToolSetting {
  readonly tool: Tool;
  readonly sizePx: number;
  readonly direction: StripeDirection;
}

/**
 * What the picture is after the tool has moved from one place to another; the same place twice is a touch. Stripes and
 * patches lie where the movement ends, and so can be dragged into place from the picture before.
 */
export function applyTool(
  picture: PadPicture,
  { tool, sizePx, direction }: ToolSetting,
  from: PadPoint,
  to: PadPoint,
): PadPicture {
  switch (tool) {
    case "erase":
      return withHole(picture, (p) => distanceFrom(p, from, to) <= sizePx / 2);
    case "restore":
      return withoutHole(picture, (p) => distanceFrom(p, from, to) <= sizePx / 2);
    case "ink":
      return withInk(picture, (p) => Math.min(1, Math.max(0, sizePx / 2 + 0.5 - distanceFrom(p, from, to))));
    case "stripe": {
      const first = firstPixel(direction === "vertical" ? to.x : to.y, sizePx);
      const along = direction === "vertical" ? columnOf : rowOf;
      return withHole(picture, (p) => along(p) >= first && along(p) < first + sizePx);
    }
    case "patch": {
      const [left, top] = [firstPixel(to.x, sizePx), firstPixel(to.y, sizePx)];
      const isWithin = (at: number, first: number): boolean => at >= first && at < first + sizePx;
      return withHole(picture, (p) => isWithin(columnOf(p), left) && isWithin(rowOf(p), top));
    }
    default:
      tool satisfies never;
      return picture;
  }
}

/** The picture with nothing missing. */
export function mended({ pixels }: PadPicture): PadPicture {
  return { pixels, hole: new Uint8Array(PIXELS) };
}

export function isWhole({ hole }: PadPicture): boolean {
  return !hole.includes(1);
}

/** Share of the picture that is missing, %. */
export function missingPercent({ hole }: PadPicture): number {
  return (100 * hole.reduce((sum, missing) => sum + missing, 0)) / PIXELS;
}

/** Where a band of a width lies that is to be centred on a place, moved so that it fits into the picture. */
function firstPixel(centre: number, width: number): number {
  return Math.min(IMAGE_SIZE_PX - width, Math.max(0, Math.round(centre - width / 2)));
}

function columnOf(pixel: number): number {
  return pixel % IMAGE_SIZE_PX;
}

function rowOf(pixel: number): number {
  return Math.floor(pixel / IMAGE_SIZE_PX);
}

/** From the middle of a pixel to the segment, px. */
function distanceFrom(pixel: number, from: PadPoint, to: PadPoint): number {
  const [x, y] = [columnOf(pixel) + 0.5, rowOf(pixel) + 0.5];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / square));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}

function withHole({ pixels, hole }: PadPicture, isMissing: (pixel: number) => boolean): PadPicture {
  return { pixels, hole: hole.map((missing, p) => (isMissing(p) ? 1 : missing)) };
}

function withoutHole({ pixels, hole }: PadPicture, isKnown: (pixel: number) => boolean): PadPicture {
  return { pixels, hole: hole.map((missing, p) => (isKnown(p) ? 0 : missing)) };
}

/** Where there is fresh ink nothing is missing; what it covered in a hole is forgotten. */
function withInk({ pixels, hole }: PadPicture, inkOf: (pixel: number) => number): PadPicture {
  const inks = pixels.map((_, p) => inkOf(p));
  const inkAt = (p: number): number => inks[p] as number;
  return {
    pixels: pixels.map((ink, p) => (inkAt(p) === 0 ? ink : Math.max(hole[p] === 1 ? 0 : ink, inkAt(p)))),
    hole: hole.map((missing, p) => (inkAt(p) > 0 ? 0 : missing)),
  };
}
