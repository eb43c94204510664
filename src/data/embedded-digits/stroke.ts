/**
 * Strokes: the control points that a pen passes, in order, and the curve it draws through them. Knows nothing of hands,
 * pixels or ink.
 */

/** Control points of one stroke, in digit heights, x to the right and y down; all arrays are `[points]`. */
export interface Stroke {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where the pen turns on the spot, 0 where it follows a curve. */
  readonly corner: Float64Array;
}

/** A finely sampled curve: the pen's positions, in order, all in the same unit. */
export interface Line {
  readonly x: number[];
  readonly y: number[];
}

/** Distance between samples, in digit heights; near a pixel, which is fine enough for capsules between them. */
const SAMPLE_SPACING = 0.0375;

/** Keeps a direction finite where two control points meet, in digit heights. */
const TINY = 1e-9;

/** Reads control points written as "x,y x,y^ …": percent of the digit's height, "^" after a corner. */
export function parseStroke(text: string): Stroke {
  const points = text.split(" ");
  const coordinate = (axis: 0 | 1): Float64Array =>
    Float64Array.from(points, (point) => Number.parseFloat(point.split(",")[axis] as string) / 100);
  return {
    x: coordinate(0),
    y: coordinate(1),
    corner: Float64Array.from(points, (point) => (point.endsWith("^") ? 1 : 0)),
  };
}

/** A new stroke at `share` of the way from `from` (0) to `to` (1), which has as many points. */
export function blendStrokes(from: Stroke, to: Stroke, share: number): Stroke {
  const mix = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, i) => value + share * ((b[i] as number) - value));
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), corner: mix(from.corner, to.corner) };
}

/**
 * The curve through a stroke's control points: cubic Hermite spans in the manner of Catmull and Rom.
 *
 * @param roundness - 0 keeps corners sharp, 1 draws them as any other point
 */
export function traceStroke(stroke: Stroke, roundness: number): Line {
  const line: Line = { x: [], y: [] };
  const last = stroke.x.length - 1;
  for (let i = 0; i < last; i++) appendSpan(line, stroke, i, roundness);
  line.x.push(stroke.x[last] as number);
  line.y.push(stroke.y[last] as number);
  return line;
}

/** Samples the span from point i to point i + 1, without its end. */
function appendSpan(line: Line, stroke: Stroke, i: number, roundness: number): void {
  const x0 = stroke.x[i] as number;
  const y0 = stroke.y[i] as number;
  const x1 = stroke.x[i + 1] as number;
  const y1 = stroke.y[i + 1] as number;
  const chordX = x1 - x0;
  const chordY = y1 - y0;
  const chord = Math.hypot(chordX, chordY) + TINY;
  const isFirst = i === 0;
  const isLast = i + 2 === stroke.x.length;

  // A tangent is the mean of the directions of the chords on both sides, the shorter chord counting for more: beside a
  // long chord, a plain mean would make a short span overshoot into a loop.
  let [startX, startY, endX, endY] = [chordX, chordY, chordX, chordY];
  if (!isFirst) {
    const beforeX = x0 - (stroke.x[i - 1] as number);
    const beforeY = y0 - (stroke.y[i - 1] as number);
    const before = Math.hypot(beforeX, beforeY) + TINY;
    const share = (smoothness(stroke.corner[i] as number, roundness) * chord) / (chord + before);
    startX += share * ((beforeX * chord) / before - chordX);
    startY += share * ((beforeY * chord) / before - chordY);
  }
  if (!isLast) {
    const afterX = (stroke.x[i + 2] as number) - x1;
    const afterY = (stroke.y[i + 2] as number) - y1;
    const after = Math.hypot(afterX, afterY) + TINY;
    const share = (smoothness(stroke.corner[i + 1] as number, roundness) * chord) / (chord + after);
    endX += share * ((afterX * chord) / after - chordX);
    endY += share * ((afterY * chord) / after - chordY);
  }
  // The ends of a stroke carry on the bend of their neighbours; straight run-ins would make every zero a polygon.
  if (isFirst) {
    startX += 0.5 * (chordX - endX);
    startY += 0.5 * (chordY - endY);
  }
  if (isLast) {
    endX += 0.5 * (chordX - startX);
    endY += 0.5 * (chordY - startY);
  }

  const samples = Math.max(2, Math.ceil(chord / SAMPLE_SPACING));
  for (let k = 0; k < samples; k++) {
    const t = k / samples;
    const s = 1 - t;
    const atStart = s * s * (1 + 2 * t);
    const atEnd = t * t * (3 - 2 * t);
    const leaving = t * s * s;
    const arriving = -t * t * s;
    line.x.push(atStart * x0 + atEnd * x1 + leaving * startX + arriving * endX);
    line.y.push(atStart * y0 + atEnd * y1 + leaving * startY + arriving * endY);
  }
}

/** How far a point is smoothed, 0..1: fully, unless it is a corner; a corner only as far as the hand rounds it. */
function smoothness(corner: number, roundness: number): number {
  return 1 - corner * (1 - roundness);
}
