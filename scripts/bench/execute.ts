/**
 * A benchmark from a checked request to rows: workload after workload, each with a fresh worker per engine. A workload
 * during which the page was hidden is void. It ends with what was measured whether it is done, stopped or broken.
 */
import type { BenchEngine, Opened, WorkloadName } from "../../src/bench/protocol.ts";
import { disagreements, rowOf, type BenchRow } from "../../src/bench/results.ts";
import { measureTogether, USUAL_PLAN, type Audience, type Contestant, type Plan } from "../../src/bench/schedule.ts";
import type { EngineDescription } from "../../src/protocol.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import type { BenchRequest } from "./arguments.ts";
import type { BenchSurroundings } from "./bridge.ts";
import { openHeadlessBench, type HeadlessBench } from "./headless-bench.ts";

export interface BenchResult {
  readonly outcome: "done" | "stopped" | "failed";
  /** One sentence, when it failed. */
  readonly error: string | null;
  readonly rows: readonly BenchRow[];
  readonly notices: readonly string[];
  readonly plan: Plan;
  /** Null when the page never opened. */
  readonly surroundings: BenchSurroundings | null;
  /** Null when no engine ever started. */
  readonly lacuna: Manifest["lacuna"] | null;
  readonly engines: Readonly<Partial<Record<BenchEngine, EngineDescription>>>;
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
  const notices: string[] = [];
  const rows: BenchRow[] = [];
  const engines: Partial<Record<BenchEngine, EngineDescription>> = {};
  const audience: Audience = {
    say,
    notice: (line) => {
      notices.push(line);
      say(`Note: ${line}`);
    },
    isStopped: () => stop.aborted,
  };
  let headless: HeadlessBench | null = null;
  let lacuna: Manifest["lacuna"] | null = null;
  let error: string | null = null;
  try {
    headless = await openHeadlessBench();
    const refused = new Set<BenchEngine>();
    for (const workload of request.workloads) {
      if (stop.aborted) break;
      const contestants: Contestant[] = [];
      for (const engine of request.engines.filter((name) => !refused.has(name))) {
        const opened = await open(headless, engine, request, audience);
        if (opened === null) {
          refused.add(engine);
          continue;
        }
        engines[engine] = opened.description;
        lacuna = opened.lacuna;
        contestants.push({ engine, bench: headless.engine(engine) });
      }
      rows.push(...(await measureVisible(headless, workload, contestants, plan, audience)));
      await headless.closeEngines();
    }
    for (const line of disagreements(rows)) audience.notice(line);
  } catch (fault) {
    error = fault instanceof Error ? fault.message : String(fault);
  } finally {
    await headless?.close();
  }
  if (error === null && rows.length === 0) error = "Nothing could be measured; the notes above say why.";
  const outcome = stop.aborted ? "stopped" : error === null ? "done" : "failed";
  return { outcome, error, rows, notices, plan, surroundings: headless?.surroundings ?? null, lacuna, engines };
}

/** Null, with a notice, when this machine has no such engine or has it only in a form that nobody asked for. */
async function open(
  headless: HeadlessBench,
  engine: BenchEngine,
  { enginesAreNamed }: BenchRequest,
  { notice }: Audience,
): Promise<Opened | null> {
  try {
    const opened = await headless.engine(engine).open();
    if (opened.description.softwareAdapter && !enginesAreNamed) {
      notice(`${engine} is left out: its WebGPU runs in software. Name it with --engines to measure it all the same.`);
      return null;
    }
    return opened;
  } catch (error) {
    notice(`${engine} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function measureVisible(
  headless: HeadlessBench,
  workload: WorkloadName,
  contestants: readonly Contestant[],
  plan: Plan,
  audience: Audience,
): Promise<BenchRow[]> {
  await headless.wasHidden(); // what happened before does not count
  const measurements = await measureTogether(workload, contestants, plan, audience);
  if (!(await headless.wasHidden())) return measurements.map(rowOf);
  audience.notice(`${workload} is void: its page was hidden while it ran, and browsers slow hidden pages down.`);
  return [];
}
