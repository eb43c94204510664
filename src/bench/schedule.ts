/**
 * Who is measured when: engines on one workload take turns (A B A B …), so that whatever else the machine does meanwhile
 * falls on all of them. It asks benches for steps and decides how many; it does not know where they run.
 */
import { drift, isWarm, median } from "./statistics.ts";
import {
  LOSS_AFTER_STEPS,
  type BenchApi,
  type BenchEngine,
  type Ending,
  type FirstStep,
  type WorkloadName,
} from "./protocol.ts";

/** How long is measured; everything a reader needs to judge the method by. */
export interface Plan {
  /** Measured steps per engine, those of the warm-up and the first not counted. */
  readonly steps: number;
  /** Fewer are measured when they take longer than this, but never fewer than `fewestSteps`. */
  readonly measuringMs: number;
  readonly fewestSteps: number;
  /** One engine's turn: this many steps, or as many as fit in `turnMs`, at least one. */
  readonly turnSteps: number;
  readonly turnMs: number;
  readonly warmUp: { readonly blockSteps: number; readonly steps: number; readonly ms: number };
}

export const USUAL_PLAN: Plan = {
  steps: 60,
  measuringMs: 30_000,
  fewestSteps: 10,
  turnSteps: 10,
  turnMs: 1000,
  warmUp: { blockSteps: 5, steps: 60, ms: 10_000 },
};

export interface Contestant {
  readonly engine: BenchEngine;
  readonly bench: Pick<BenchApi, "begin" | "measure" | "end">;
}

/** Measured times of one engine on one workload. */
export interface Measurement extends FirstStep, Ending {
  readonly engine: BenchEngine;
  readonly workload: WorkloadName;
  readonly warmUpSteps: number;
  /** ms, in the order in which they were taken. */
  readonly stepMs: readonly number[];
}

export interface Audience {
  /** One line of progress. */
  say(line: string): void;
  /** Something that a reader of the results should know. */
  notice(line: string): void;
  /** Asked between turns; what was measured until then is kept. */
  isStopped(): boolean;
}

/**
 * Measures the contestants on one workload.
 *
 * @returns one measurement for each that took at least `plan.fewestSteps` steps; one that breaks is left out with a notice
 */
export async function measureTogether(
  workload: WorkloadName,
  contestants: readonly Contestant[],
  plan: Plan,
  audience: Audience,
): Promise<Measurement[]> {
  const turns = contestants.map(({ engine, bench }) => new Turns(engine, bench, workload, plan));
  const broken = new Set<Turns>();
  const each = async (among: readonly Turns[], work: (turn: Turns) => Promise<void>): Promise<void> => {
    for (const turn of among) {
      if (broken.has(turn) || audience.isStopped()) continue;
      try {
        await work(turn);
      } catch (error) {
        if (!audience.isStopped()) audience.notice(`${turn.engine} could not run ${workload}: ${messageOf(error)}`);
        broken.add(turn);
      }
    }
  };
  await each(turns, async (turn) => audience.say(await turn.begin()));
  await each(turns, async (turn) => audience.say(await turn.warmUp(() => audience.isStopped())));
  for (;;) {
    const waiting = turns.filter((turn) => !broken.has(turn) && !turn.isDone);
    if (waiting.length === 0 || audience.isStopped()) break;
    await each(waiting, async (turn) => await turn.take());
  }
  const measured: Measurement[] = [];
  for (const turn of turns.filter((candidate) => !broken.has(candidate) && candidate.hasEnough)) {
    try {
      const measurement = await turn.end();
      const drifted = drift(measurement.stepMs);
      if (drifted !== null && Math.abs(drifted) > DRIFT_WORTH_SAYING) {
        audience.notice(
          `${turn.engine} on ${workload} drifted by ${percent(drifted)} from its first to its last third.`,
        );
      }
      measured.push(measurement);
    } catch (error) {
      audience.notice(`${turn.engine} could not end ${workload}: ${messageOf(error)}`);
    }
  }
  return measured;
}

const DRIFT_WORTH_SAYING = 0.1;

/** One engine's side of the contest. */
class Turns {
  readonly engine: BenchEngine;
  readonly #bench: Contestant["bench"];
  readonly #workload: WorkloadName;
  readonly #plan: Plan;
  readonly #stepMs: number[] = [];
  #first: FirstStep = { firstStepMs: 0, flopsPerStep: 0 };
  #warmUpSteps = 0;
  #usualMs = 0;
  #spentMs = 0;

  constructor(engine: BenchEngine, bench: Contestant["bench"], workload: WorkloadName, plan: Plan) {
    this.engine = engine;
    this.#bench = bench;
    this.#workload = workload;
    this.#plan = plan;
  }

  async begin(): Promise<string> {
    this.#first = await this.#bench.begin(this.#workload);
    return `${this.#workload} · ${this.engine}: first step ${this.#first.firstStepMs.toFixed(0)} ms`;
  }

  async warmUp(isStopped: () => boolean): Promise<string> {
    const { blockSteps, ...caps } = this.#plan.warmUp;
    const blocks: (readonly number[])[] = [];
    do blocks.push(await this.#bench.measure(blockSteps));
    while (!isWarm(blocks, caps) && !isStopped());
    this.#warmUpSteps = blocks.flat().length;
    this.#usualMs = median(blocks.at(-1) ?? []);
    return `${this.#workload} · ${this.engine}: warm after ${this.#warmUpSteps} steps, ${this.#usualMs.toFixed(1)} ms each`;
  }

  /** Enough for a median, if the contest ended here. */
  get hasEnough(): boolean {
    return this.#stepMs.length >= this.#plan.fewestSteps;
  }

  get isDone(): boolean {
    const { steps, measuringMs } = this.#plan;
    const isMeasured = this.#stepMs.length >= steps || (this.#spentMs >= measuringMs && this.hasEnough);
    return isMeasured && 1 + this.#warmUpSteps + this.#stepMs.length > LOSS_AFTER_STEPS;
  }

  async take(): Promise<void> {
    const { turnSteps, turnMs } = this.#plan;
    const steps = Math.max(1, Math.min(turnSteps, Math.floor(turnMs / this.#usualMs)));
    for (const ms of await this.#bench.measure(steps)) {
      this.#stepMs.push(ms);
      this.#spentMs += ms;
    }
  }

  async end(): Promise<Measurement> {
    const { engine } = this;
    const ending = await this.#bench.end();
    const times = { warmUpSteps: this.#warmUpSteps, stepMs: this.#stepMs };
    return { engine, workload: this.#workload, ...this.#first, ...times, ...ending };
  }
}

function percent(share: number): string {
  return `${share < 0 ? "−" : "+"}${Math.abs(100 * share).toFixed(0)} %`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
