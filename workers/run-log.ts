/** What a run tells on its way out of the worker: passed on in order, and remembered as far as the manifest will need it. */
import type { DatasetIdentity } from "../src/data/dataset.ts";
import type { CurvePoint, RunEvent, RunListener } from "../src/protocol.ts";
import { momentWords } from "../src/results/keyframes.ts";

export class RunLog {
  readonly #onEvent: RunListener;
  readonly #nowMs: () => number;
  readonly #notices: string[] = [];
  readonly #phases: Record<string, number> = {};
  #phase: string = "data";
  #phaseStartedMs: number;
  #delivered: Promise<void> = Promise.resolve();
  #plan: Extract<RunEvent, { kind: "plan" }> | null = null;
  #newest: CurvePoint | null = null;
  dataset: DatasetIdentity | null = null;
  rows = 0;

  /** @param nowMs - a clock that stands while the run waits */
  constructor(onEvent: RunListener, nowMs: () => number) {
    this.#onEvent = onEvent;
    this.#nowMs = nowMs;
    this.#phaseStartedMs = nowMs();
  }

  get notices(): readonly string[] {
    return this.#notices;
  }

  send(told: RunEvent): void {
    const event = this.#dated(told);
    if (event.kind === "data") this.dataset = event.dataset;
    if (event.kind === "row") this.rows++;
    if (event.kind === "notice") this.#notices.push(event.text);
    if (event.kind === "plan") this.#enter("training");
    if (event.kind === "progress") this.#enter(event.phase);
    this.#delivered = Promise.resolve(this.#onEvent(event));
  }

  /** A figure says where the training was when it came. */
  #dated(event: RunEvent): RunEvent {
    if (event.kind === "plan") [this.#plan, this.#newest] = [event, null];
    if (event.kind === "points") this.#newest = event.points.at(-1) ?? this.#newest;
    if (event.kind !== "figure" || event.when !== undefined) return event;
    return { ...event, when: momentWords(this.#plan, this.#newest) };
  }

  /** Resolves when the last event sent has arrived, and so all before it. */
  delivered(): Promise<void> {
    return this.#delivered;
  }

  /** Wall time by phase so far, ms. */
  phasesMs(): Record<string, number> {
    this.#enter(this.#phase);
    return Object.fromEntries(Object.entries(this.#phases).map(([phase, ms]) => [phase, Math.round(ms)]));
  }

  #enter(phase: string): void {
    const now = this.#nowMs();
    this.#phases[this.#phase] = (this.#phases[this.#phase] ?? 0) + now - this.#phaseStartedMs;
    this.#phase = phase;
    this.#phaseStartedMs = now;
  }
}
