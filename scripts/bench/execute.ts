/** A benchmark from a checked request to rows: opens the headless page and has `src/bench/session.ts` run on it. */
import type { BenchSurroundings } from "../../src/bench/environment.ts";
import { USUAL_PLAN, type Plan } from "../../src/bench/plan.ts";
import { runBench, type BenchOutcome } from "../../src/bench/session.ts";
import type { BenchRequest } from "./arguments.ts";
import { openHeadlessBench, type HeadlessBench } from "./headless-bench.ts";

export interface BenchResult extends BenchOutcome {
  /** Null when the page never opened. */
  readonly surroundings: BenchSurroundings | null;
}

/**
 * Runs it.
 *
 * @param say - receives lines of progress
 * @param stop - aborted when it shall stop
 */
export async function execute(
  request: BenchRequest,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<BenchResult> {
  const plan: Plan = { ...USUAL_PLAN, steps: request.steps };
  let headless: HeadlessBench;
  try {
    headless = await openHeadlessBench();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      outcome: "failed",
      error: reason,
      rows: [],
      notices: [],
      plan,
      lacuna: null,
      engines: {},
      surroundings: null,
    };
  }
  try {
    const outcome = await runBench(request, plan, headless, {
      say,
      notice: (line) => say(`Note: ${line}`),
      isStopped: () => stop.aborted,
    });
    return { ...outcome, surroundings: headless.surroundings };
  } finally {
    await headless.close();
  }
}
