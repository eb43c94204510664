/**
 * One engine's side of the contest on one workload: begins, warms up, takes its turns, and knows when it has had enough.
 * It asks a bench for steps and does not know where that runs, nor of its rivals.
 */
import { paceOf, stepsAhead, type Pace } from "./pace.ts";
import type { Plan } from "./plan.ts";
import type { BenchApi, BenchEngine, Ending, FirstStep, WorkloadName } from "./protocol.ts";
import { isWarm, median } from "./statistics.ts";

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

/** What is known of an engine before it has ended: no loss and no memory yet. */
export interface Interim extends FirstStep {
  readonly engine: BenchEngine;
  readonly workload: WorkloadName;
  readonly stepMs: readonly number[];
}

export class Turns {
  readonly engine: BenchEngine;
  readonly #bench: Contestant["bench"];
  readonly #workload: WorkloadName;
  readonly #plan: Plan;
  readonly #stepMs: number[] = [];
  #first: FirstStep = { firstStepMs: 0, flopsPerStep: 0 };
  #warmUpSteps = 0;
  #usualMs = 0;
  /** In measured steps, ms. */
  spentMs = 0;
  pace: Pace;

  constructor(engine: BenchEngine, bench: Contestant["bench"], workload: WorkloadName, plan: Plan) {
    this.engine = engine;
    this.#bench = bench;
    this.#workload = workload;
    this.#plan = plan;
    this.pace = paceOf(0, plan);
  }

  async begin(): Promise<string> {
    this.#first = await this.#bench.begin(this.#workload);
    return `${this.#workload} · ${this.engine}: first step ${this.#first.firstStepMs.toFixed(0)} ms`;
  }

  /**
   * A first step that took long may have compiled for long: one more tells how slow the engine is. A slow one is warm
   * after its first step, and that one more is measured, because nobody would wait for others.
   */
  async warmUp(isStopped: () => boolean): Promise<string> {
    const place = `${this.#workload} · ${this.engine}`;
    if (!paceOf(this.#first.firstStepMs, this.#plan).knowsLoss) {
      const [ms = 0] = await this.#bench.measure(1);
      this.pace = paceOf(ms, this.#plan);
      if (!this.pace.knowsLoss) {
        this.#usualMs = ms;
        this.#note([ms]);
        return `${place}: slow, ${(ms / 1000).toFixed(1)} s a step; few will be measured`;
      }
      this.#warmUpSteps = 1;
    }
    const { blockSteps, ...caps } = this.#plan.warmUp;
    const blocks: (readonly number[])[] = [];
    do blocks.push(await this.#bench.measure(blockSteps));
    while (!isWarm(blocks, caps) && !isStopped());
    this.#warmUpSteps += blocks.flat().length;
    this.#usualMs = median(blocks.at(-1) ?? []);
    return `${place}: warm after ${this.#warmUpSteps} steps, ${this.#usualMs.toFixed(1)} ms each`;
  }

  /** Enough for a median, if the contest ended here. */
  get hasEnough(): boolean {
    return this.#stepMs.length >= this.pace.fewestSteps;
  }

  get isDone(): boolean {
    return this.#stepsLeft === 0;
  }

  /** Expected, of measured steps; 0 while nothing is known of them. */
  get leftMs(): number {
    return this.#stepsLeft * this.#usualMs;
  }

  get soFar(): Interim[] {
    if (this.#stepMs.length === 0) return [];
    return [{ engine: this.engine, workload: this.#workload, ...this.#first, stepMs: [...this.#stepMs] }];
  }

  async take(): Promise<void> {
    const { turnSteps, turnMs } = this.#plan;
    const steps = Math.max(1, Math.min(turnSteps, Math.floor(turnMs / this.#usualMs)));
    this.#note(await this.#bench.measure(steps));
  }

  get #stepsLeft(): number {
    const taken = { warmUpSteps: this.#warmUpSteps, steps: this.#stepMs.length, spentMs: this.spentMs };
    return stepsAhead(taken, this.#usualMs, this.pace, this.#plan);
  }

  #note(times: readonly number[]): void {
    for (const ms of times) {
      this.#stepMs.push(ms);
      this.spentMs += ms;
    }
  }

  async end(): Promise<Measurement> {
    const { engine } = this;
    const ending = await this.#bench.end();
    const times = { warmUpSteps: this.#warmUpSteps, stepMs: this.#stepMs };
    return { engine, workload: this.#workload, ...this.#first, ...times, ...ending };
  }
}
