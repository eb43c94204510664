/**
 * From control points to the path a pen takes: parsing the stroke notation of `styles.ts`, blending shapes, and
 * smooth curves through points. Knows nothing of pixels or ink.
 */

/** Control points of one or more strokes, in units of the digit's height; stroke s owns points starts[s]..starts[s+1]. */
export interface ControlPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where the pen turns sharply, 0 where it follows a curve. */
  readonly corner: Float64Array;
  readonly starts: readonly number[];
}

/** A path in the same units, finely sampled; stroke s owns samples starts[s]..starts[s+1]. */
export interface Path {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly starts: readonly number[];
}

/** Longest distance between samples, in units of the digit's height: at 20 px it is under one pixel. */
const SAMPLE_SPACING = 0.045;

/** Keeps the direction of a chord finite where two control points meet, in digit heights. */
const TINY = 1e-9;

/** Reads strokes written as "x,y x,y^ …" in percent. */
export function parseStrokes(strokes: readonly string[]): ControlPoints {
  const points = strokes.map((stroke) => stroke.split(" "));
  const starts = [0];
  for (const stroke of points) starts.push((starts.at(-1) as number) + stroke.length);
  const flat = points.flat();
  const coordinate = (axis: 0 | 1): Float64Array =>
    Float64Array.from(flat, (point) => Number.parseFloat(point.split(",")[axis] as string) / 100);
  return {
    x: coordinate(0),
    y: coordinate(1),
    corner: Float64Array.from(flat, (point) => (point.endsWith("^") ? 1 : 0)),
    starts,
  };
}

/** The shape at `share` of the way from `from` (0) to `to` (1); both have the same strokes and numbers of points. */
export function blend(from: ControlPoints, to: ControlPoints, share: number): ControlPoints {
  const mix = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, i) => value + share * ((b[i] as number) - value));
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), corner: mix(from.corner, to.corner), starts: from.starts };
}

/**
 * A smooth curve through the control points: cubic Hermite spans whose tangents come from the chords at both sides,
 * weighted so that a short chord beside a long one does not overshoot. At a corner each span leaves along its own chord.
 *
 * @param roundness - 0 keeps corners sharp, 1 treats them as any other point
 */
export function trace(points: ControlPoints, roundness: number): Path {
  const count = points.x.length;
  const x: number[] = [];
  const y: number[] = [];
  const starts = [0];
  for (let stroke = 0; stroke + 1 < points.starts.length; stroke++) {
    const first = points.starts[stroke] as number;
    const last = Math.min(points.starts[stroke + 1] as number, count) - 1;
    for (let i = first; i < last; i++) {
      appendSpan(points, i, first, last, roundness, x, y);
    }
    x.push(points.x[last] as number);
    y.push(points.y[last] as number);
    starts.push(x.length);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), starts };
}

/** Samples the span from point i to i + 1, without its end. */
function appendSpan(
  points: ControlPoints,
  i: number,
  first: number,
  last: number,
  roundness: number,
  x: number[],
  y: number[],
): void {
  const x0 = points.x[i] as number;
  const y0 = points.y[i] as number;
  const x1 = points.x[i + 1] as number;
  const y1 = points.y[i + 1] as number;
  const chordX = x1 - x0;
  const chordY = y1 - y0;
  const chord = Math.hypot(chordX, chordY) + TINY;
  let startX = chordX;
  let startY = chordY;
  let endX = chordX;
  let endY = chordY;
  if (i > first) {
    const beforeX = x0 - (points.x[i - 1] as number);
    const beforeY = y0 - (points.y[i - 1] as number);
    const before = Math.hypot(beforeX, beforeY) + TINY;
    const share = (smoothShare(points.corner[i] as number, roundness) * chord) / (chord + before);
    startX += share * ((beforeX * chord) / before - chordX);
    startY += share * ((beforeY * chord) / before - chordY);
  }
  if (i + 1 < last) {
    const afterX = (points.x[i + 2] as number) - x1;
    const afterY = (points.y[i + 2] as number) - y1;
    const after = Math.hypot(afterX, afterY) + TINY;
    const share = (smoothShare(points.corner[i + 1] as number, roundness) * chord) / (chord + after);
    endX += share * ((afterX * chord) / after - chordX);
    endY += share * ((afterY * chord) / after - chordY);
  }
  // A stroke's first and last spans continue the bend of their neighbours: a parabola, not a straight run-in.
  if (i === first) {
    startX += 0.5 * (chordX - endX);
    startY += 0.5 * (chordY - endY);
  }
  if (i + 1 === last) {
    endX += 0.5 * (chordX - startX);
    endY += 0.5 * (chordY - startY);
  }
  const samples = Math.max(2, Math.ceil((1.2 * chord) / SAMPLE_SPACING));
  for (let k = 0; k < samples; k++) {
    const t = k / samples;
    const s = 1 - t;
    const fromStart = s * s * (1 + 2 * t);
    const fromEnd = t * t * (3 - 2 * t);
    const leaving = t * s * s;
    const arriving = -t * t * s;
    x.push(fromStart * x0 + fromEnd * x1 + leaving * startX + arriving * endX);
    y.push(fromStart * y0 + fromEnd * y1 + leaving * startY + arriving * endY);
  }
}

/** How far a point is smoothed: fully unless it is a corner, and a corner only as far as the hand rounds it. */
function smoothShare(corner: number, roundness: number): number {
  return 1 - corner * (1 - roundness);
}
