/**
 * Curve points in columns, as they lie in the store: ten thousand objects would take longer to copy into the database than a
 * training step lasts.
 */
import type { CurvePoint } from "../src/protocol.ts";

export interface StoredCurves {
  readonly runId: string;
  /** Which piece of the run's curves, from 0. */
  readonly part: number;
  /** Names; a point holds the index of its own. */
  readonly series: readonly string[];
  readonly seriesOf: Uint16Array;
  readonly epoch: Float64Array;
  readonly step: Float64Array;
  readonly wallMs: Float64Array;
  readonly value: Float64Array;
}

export function packPoints(runId: string, part: number, points: readonly CurvePoint[]): StoredCurves {
  const series = [...new Set(points.map((point) => point.series))];
  const indices = new Map(series.map((name, index) => [name, index]));
  return {
    runId,
    part,
    series,
    seriesOf: Uint16Array.from(points, (point) => indices.get(point.series) ?? 0),
    epoch: Float64Array.from(points, ({ epoch }) => epoch),
    step: Float64Array.from(points, ({ step }) => step),
    wallMs: Float64Array.from(points, ({ wallMs }) => wallMs),
    value: Float64Array.from(points, ({ value }) => value),
  };
}

/** The points of all pieces, in the order of their pieces. */
export function unpackPoints(pieces: readonly StoredCurves[]): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const piece of [...pieces].sort((a, b) => a.part - b.part)) {
    for (let i = 0; i < piece.value.length; i++) {
      points.push({
        series: piece.series[piece.seriesOf[i] as number] as string,
        epoch: piece.epoch[i] as number,
        step: piece.step[i] as number,
        wallMs: piece.wallMs[i] as number,
        value: piece.value[i] as number,
      });
    }
  }
  return points;
}

/** One curve in columns, in order of arrival. */
export interface CurveColumns {
  readonly epoch: Float64Array;
  readonly step: Float64Array;
  readonly wallMs: Float64Array;
  readonly value: Float64Array;
}

/** One series out of all pieces, without an object for each point. */
export function curveColumns(pieces: readonly StoredCurves[], series: string): CurveColumns {
  const ordered = [...pieces].sort((a, b) => a.part - b.part);
  const places = ordered.map(({ series: names, seriesOf }) => {
    const wanted = names.indexOf(series);
    return wanted < 0 ? [] : [...seriesOf.keys()].filter((index) => seriesOf[index] === wanted);
  });
  const column = (name: keyof CurveColumns): Float64Array => {
    const whole = new Float64Array(places.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    ordered.forEach((piece, part) => {
      for (const index of places[part] ?? []) whole[at++] = piece[name][index] as number;
    });
    return whole;
  };
  return { epoch: column("epoch"), step: column("step"), wallMs: column("wallMs"), value: column("value") };
}
