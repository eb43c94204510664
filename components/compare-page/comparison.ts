/** Which runs stand side by side and which of their curves, as the address holds it. */

export const COMPARE_OVER = ["step", "epoch", "time"] as const;
/** What curves are drawn over; time is seconds since the start of the run. */
export type CompareOver = (typeof COMPARE_OVER)[number];

export interface Comparison {
  readonly runIds: readonly string[];
  /** The curve that is drawn; null for the first that most runs have. */
  readonly series: string | null;
  readonly over: CompareOver;
  /** Whether the horizontal axis is logarithmic. */
  readonly logX: boolean;
  /** Weight of the past in the running mean, 0 (none) to below 1. */
  readonly smoothing: number;
}

/** More lines than this cannot be told apart, whatever is done. */
export const MOST_COMPARED = 50;

export const MOST_SMOOTHING = 0.999;

export const USUAL_COMPARISON: Comparison = { runIds: [], series: null, over: "step", logX: false, smoothing: 0.6 };

export function readComparison(query: URLSearchParams): {
  readonly comparison: Comparison;
  readonly warnings: string[];
} {
  const warnings: string[] = [];
  let comparison = USUAL_COMPARISON;
  for (const [name, text] of query) {
    if (name === "runs") {
      const runIds = [...new Set(text.split(",").filter((runId) => runId !== ""))];
      comparison = { ...comparison, runIds: runIds.slice(0, MOST_COMPARED) };
      if (runIds.length > MOST_COMPARED) {
        warnings.push(
          `Cannot compare ${runIds.length} runs: ${MOST_COMPARED} are the most. The first ${MOST_COMPARED} are shown.`,
        );
      }
    } else if (name === "series") comparison = { ...comparison, series: text };
    else if (name === "over") {
      const over = COMPARE_OVER.find((one) => one === text);
      if (over === undefined) warnings.push(`Cannot draw over "${text}". Known: ${COMPARE_OVER.join(", ")}.`);
      else comparison = { ...comparison, over };
    } else if (name === "x") comparison = { ...comparison, logX: text === "log" };
    else if (name === "smoothing") {
      const smoothing = Number(text);
      if (text.trim() !== "" && smoothing >= 0 && smoothing <= MOST_SMOOTHING)
        comparison = { ...comparison, smoothing };
      else warnings.push(`Cannot smooth by "${text}": it must be a number from 0 to ${MOST_SMOOTHING}.`);
    } else warnings.push(`Cannot set "${name}": a comparison knows runs, series, over, x and smoothing.`);
  }
  return { comparison, warnings };
}

/** The shortest query that `readComparison` reads back to the same comparison. */
export function compareQuery({ runIds, series, over, logX, smoothing }: Comparison): URLSearchParams {
  const query = new URLSearchParams({ runs: runIds.join() });
  if (series !== null) query.set("series", series);
  if (over !== USUAL_COMPARISON.over) query.set("over", over);
  if (logX) query.set("x", "log");
  if (smoothing !== USUAL_COMPARISON.smoothing) query.set("smoothing", String(smoothing));
  return query;
}
