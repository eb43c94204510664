/**
 * A benchmark from a choice to rows: workload after workload, each with a fresh worker per engine. A workload during
 * which the page was hidden is void. Page and command line both run this and differ only in how they reach a worker. It
 * ends with what was measured, whether it is done, stopped or broken.
 */
import type { EngineDescription } from "../protocol.ts";
import type { Manifest } from "../results/manifest.ts";
import type { BenchApi, BenchEngine, Opened, WorkloadName } from "./protocol.ts";
import { disagreements, rowOf, type BenchRow } from "./results.ts";
import type { Plan } from "./plan.ts";
import { measureTogether, type Audience } from "./schedule.ts";
import type { Contestant } from "./turns.ts";

export interface BenchChoice {
  readonly engines: readonly BenchEngine[];
  readonly workloads: readonly WorkloadName[];
}

/** How engines are reached: one worker each. Every call rejects with an Error whose message may be shown as it is. */
export interface BenchGround {
  /** Ends the engine's worker, if it has one, and starts it in another. */
  open(engine: BenchEngine): Promise<Opened>;
  bench(engine: BenchEngine): Omit<BenchApi, "open">;
  /** Ends every worker, and with them their threads and memory. */
  closeEngines(): Promise<void>;
  /** Whether the page has been hidden at any time since this was last asked. */
  wasHidden(): Promise<boolean>;
}

export interface BenchAudience extends Audience {
  /** The rows so far, after each workload. */
  rows?(rows: readonly BenchRow[]): void;
}

export interface BenchOutcome {
  readonly outcome: "done" | "stopped" | "failed";
  /** One sentence, when it failed. */
  readonly error: string | null;
  readonly rows: readonly BenchRow[];
  readonly notices: readonly string[];
  readonly plan: Plan;
  /** Null when no engine ever started. */
  readonly lacuna: Manifest["lacuna"] | null;
  readonly engines: Readonly<Partial<Record<BenchEngine, EngineDescription>>>;
}

/** Runs it. Never rejects: what breaks is told in the outcome. */
export async function runBench(
  choice: BenchChoice,
  plan: Plan,
  ground: BenchGround,
  audience: BenchAudience,
): Promise<BenchOutcome> {
  const notices: string[] = [];
  const rows: BenchRow[] = [];
  const engines: Partial<Record<BenchEngine, EngineDescription>> = {};
  const listener: Audience = {
    ...audience,
    notice: (line) => {
      notices.push(line);
      audience.notice(line);
    },
  };
  let lacuna: Manifest["lacuna"] | null = null;
  let error: string | null = null;
  try {
    const refused = new Set<BenchEngine>();
    for (const workload of choice.workloads) {
      if (audience.isStopped()) break;
      const contestants: Contestant[] = [];
      for (const engine of choice.engines.filter((name) => !refused.has(name))) {
        if (audience.isStopped()) break;
        const opened = await openOrRefuse(ground, engine, listener);
        if (opened === null) {
          refused.add(engine);
          continue;
        }
        if (opened.description.softwareAdapter && engines[engine] === undefined) {
          listener.notice(`${engine} runs in software here: its times say nothing about a graphics card.`);
        }
        engines[engine] = opened.description;
        lacuna = opened.lacuna;
        contestants.push({ engine, bench: ground.bench(engine) });
      }
      rows.push(...(await measureVisible(ground, workload, contestants, plan, listener)));
      audience.rows?.([...rows]);
      await ground.closeEngines();
    }
    for (const line of disagreements(rows)) listener.notice(line);
  } catch (fault) {
    error = sentenceOf(fault);
  }
  const isStopped = audience.isStopped();
  if (error === null && rows.length === 0 && !isStopped) error = "Nothing could be measured; the notes say why.";
  const outcome = isStopped ? "stopped" : error === null ? "done" : "failed";
  return { outcome, error, rows, notices, plan, lacuna, engines };
}

/** Null, with a notice, where this machine has no such engine. */
async function openOrRefuse(ground: BenchGround, engine: BenchEngine, audience: Audience): Promise<Opened | null> {
  try {
    return await ground.open(engine);
  } catch (error) {
    if (!audience.isStopped()) audience.notice(`${engine} is left out: ${sentenceOf(error)}`);
    return null;
  }
}

async function measureVisible(
  ground: BenchGround,
  workload: WorkloadName,
  contestants: readonly Contestant[],
  plan: Plan,
  audience: Audience,
): Promise<BenchRow[]> {
  await ground.wasHidden(); // what happened before does not count
  const measurements = await measureTogether(workload, contestants, plan, audience);
  if (!(await ground.wasHidden())) return measurements.map(rowOf);
  audience.notice(`${workload} is void: its page was hidden while it ran, and browsers slow hidden pages down.`);
  return [];
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
