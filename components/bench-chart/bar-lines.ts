/** Rows of a benchmark as lines of its chart: a heading for each workload, and under it a bar for each engine. */
import { ENGINE_WORDS, type EngineWords } from "../../src/bench/descriptions.ts";
import { speedUp, type LiveRow } from "../../src/bench/results.ts";
import { formatRatio, formatTime } from "../bench-table/format.ts";

export interface BarLine {
  readonly kind: "heading" | "bar";
  /** The workload's name over its bars, the engine's beside each. */
  readonly label: string;
  /** Null where there is no bar. */
  readonly value: number | null;
  /** What stands at the bar's end. */
  readonly text: string;
  readonly kernels: EngineWords["kernels"];
  /** Whether the engine has been measured to its end. */
  readonly isFinal: boolean;
}

export function linesOf(rows: readonly LiveRow[], measure: "speed-up" | "step time"): BarLine[] {
  const workloads = [...new Set(rows.map(({ workload }) => workload))];
  return workloads.flatMap((workload) => {
    const bars = rows
      .filter((row) => row.workload === workload)
      .map((row): BarLine => {
        const ratio = speedUp(row, rows);
        const isRatio = measure === "speed-up";
        return {
          kind: "bar",
          label: row.engine,
          value: isRatio ? ratio : row.step_ms_p50,
          text: isRatio ? `${formatRatio(ratio)} ×` : `${formatTime(row.step_ms_p50)} ms`,
          kernels: kernelsOf(row.engine),
          isFinal: row.stepsSoFar === null,
        };
      });
    return [{ kind: "heading", label: workload, value: null, text: "", kernels: "others", isFinal: true }, ...bars];
  });
}

/** Names are not those of this version alone. */
export function kernelsOf(engine: string): EngineWords["kernels"] {
  const words: Readonly<Record<string, EngineWords | undefined>> = ENGINE_WORDS;
  return words[engine]?.kernels ?? "others";
}
