/**
 * A benchmark's results as rows, and what can be read from several of them: whether engines computed the same, and how
 * much faster one is than another. It formats nothing for the eye.
 */
import { REFERENCE_ENGINE } from "./protocol.ts";
import { median, quantile } from "./statistics.ts";
import type { Interim, Measurement } from "./turns.ts";

/** One line of `bench.csv`. Names are those of engines and workloads, also of ones this version does not know. */
export interface BenchRow {
  readonly engine: string;
  readonly workload: string;
  readonly first_step_ms: number;
  readonly step_ms_p10: number;
  readonly step_ms_p50: number;
  readonly step_ms_p90: number;
  readonly steps_per_s: number;
  readonly gflops: number;
  readonly peak_bytes: number;
  /** Null where a stop came before. */
  readonly loss_after_50: number | null;
}

/** In the file's order. Stable: `--against` reads older files. */
export const BENCH_COLUMNS = [
  "engine",
  "workload",
  "first_step_ms",
  "step_ms_p10",
  "step_ms_p50",
  "step_ms_p90",
  "steps_per_s",
  "gflops",
  "peak_bytes",
  "loss_after_50",
] as const satisfies readonly (keyof BenchRow)[];

export function rowOf(measurement: Measurement): BenchRow {
  const { peakBytes, lossAfter50 } = measurement;
  return { ...timesOf(measurement), peak_bytes: peakBytes, loss_after_50: lossAfter50 };
}

/** A row while its engine is still being measured: no memory and no loss yet. */
export type LiveRow = Omit<BenchRow, "peak_bytes"> & {
  readonly peak_bytes: number | null;
  /** Steps measured so far; null where the row is final. */
  readonly stepsSoFar: number | null;
};

/** Final rows, and those of the present workload as far as they are known. */
export function liveRows(rows: readonly BenchRow[], soFar: readonly Interim[]): LiveRow[] {
  return [
    ...rows.map((row) => ({ ...row, stepsSoFar: null })),
    ...soFar
      .filter(({ engine, workload }) => !rows.some((row) => row.engine === engine && row.workload === workload))
      .map((interim) => ({
        ...timesOf(interim),
        peak_bytes: null,
        loss_after_50: null,
        stepsSoFar: interim.stepMs.length,
      })),
  ];
}

function timesOf({
  engine,
  workload,
  firstStepMs,
  flopsPerStep,
  stepMs,
}: Interim): Omit<BenchRow, "peak_bytes" | "loss_after_50"> {
  const middle = median(stepMs);
  return {
    engine,
    workload,
    first_step_ms: firstStepMs,
    step_ms_p10: quantile(stepMs, 0.1),
    step_ms_p50: middle,
    step_ms_p90: quantile(stepMs, 0.9),
    steps_per_s: 1000 / middle,
    gflops: flopsPerStep / middle / 1e6,
  };
}

/** Losses further apart than this share are not rounding: one of the engines computes something else. */
export const AGREEMENT = 0.01;

/** One sentence per engine whose loss is not that of the workload's reference engine (or first engine, without it). */
export function disagreements(rows: readonly BenchRow[]): string[] {
  return rows.flatMap((row) => {
    const reference = referenceFor(row, rows);
    if (reference === row || reference.loss_after_50 === null || row.loss_after_50 === null) return [];
    const apart = Math.abs(row.loss_after_50 / reference.loss_after_50 - 1);
    if (apart <= AGREEMENT) return []; // not a number is neither below nor above: it is said
    const share = Number.isFinite(apart) ? `${(100 * apart).toPrecision(2)} % apart` : "not comparable";
    return [
      `Disagreement on ${row.workload}: after 50 steps ${row.engine} has loss ${row.loss_after_50.toPrecision(6)}, ` +
        `${reference.engine} ${reference.loss_after_50.toPrecision(6)} (${share}; at most ${100 * AGREEMENT} % is rounding).`,
    ];
  });
}

/** What speeds are compared by. */
type Timed = Pick<BenchRow, "engine" | "workload" | "step_ms_p50">;

/** How many times faster than the workload's reference engine, by median steps; null where that one was not measured. */
export function speedUp(row: Timed, rows: readonly Timed[]): number | null {
  const reference = referenceFor(row, rows);
  return reference.engine === REFERENCE_ENGINE ? reference.step_ms_p50 / row.step_ms_p50 : null;
}

/** How many times faster than the same engine on the same workload in older results; null where they lack it. */
export function speedUpSince(row: Timed, former: readonly BenchRow[]): number | null {
  const same = former.find(({ engine, workload }) => engine === row.engine && workload === row.workload);
  return same === undefined ? null : same.step_ms_p50 / row.step_ms_p50;
}

function referenceFor<Row extends Timed>(row: Row, rows: readonly Row[]): Row {
  const rivals = rows.filter(({ workload }) => workload === row.workload);
  return rivals.find(({ engine }) => engine === REFERENCE_ENGINE) ?? rivals[0] ?? row;
}
