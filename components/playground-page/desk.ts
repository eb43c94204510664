/**
 * The playground's talk with the worker. The pen is always ahead of it: one filling runs, the latest picture waits, and
 * whatever lay between is never asked for. Those who need time to think are asked when the pen has rested for a moment.
 */
import { proxy, type Remote } from "comlink";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { DataSource } from "../../src/experiments/experiment.ts";
import type {
  CastMember,
  Filling,
  FillTask,
  GeneratorDescription,
  JudgeState,
  PlaygroundApi,
  PlaygroundNews,
  PlaygroundProgress,
  SampleDigit,
  TrainingProgress,
  Verdict,
} from "../../src/playground/protocol.ts";
import type { PlaygroundLink } from "../lab-controller/worker-link.ts";
import { sentenceOf } from "../lab-controller/sentence-of.ts";

/** How long the pen rests before those are asked that need time, ms. */
const REST_MS = 300;

export interface TrainingState {
  readonly name: string;
  readonly progress: TrainingProgress | null;
  readonly isStopping: boolean;
}

export interface ShownFilling {
  readonly filling: Filling;
  /** Whether it belongs to the picture as it stands, or to one before. */
  readonly isCurrent: boolean;
}

export class PlaygroundDesk {
  dataset: DatasetIdentity | null = null;
  fitOn = 0;
  notice: string | null = null;
  cast: readonly CastMember[] = [];
  judge: JudgeState | null = null;
  generators: readonly GeneratorDescription[] = [];
  progress: PlaygroundProgress | null = null;
  /** The judge's reading of the picture with its hole, and whole. */
  damaged: Verdict | null = null;
  original: Verdict | null = null;
  /** Who is searching now. */
  thinking: string | null = null;
  training: TrainingState | null = null;
  /** What went wrong with what was asked last, ready to show. */
  fault: string | null = null;
  /** The same of the last training, until the next. */
  trainingFault: string | null = null;

  readonly #changed: () => void;
  readonly #fillings = new Map<string, { readonly filling: Filling; readonly version: number }>();
  #link: PlaygroundLink | null = null;
  /** Resolves when questions can be answered, or when there is nobody left to ask. */
  #data: Promise<void> = Promise.resolve();
  #onData: () => void = () => undefined;
  #task: FillTask | null = null;
  #shown: (name: string) => boolean = () => true;
  /** Counts pictures, and whatever else calls for filling anew. */
  #version = 0;
  #filledVersion = 0;
  #filling: "idle" | "going" = "idle";
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param changed - called after each change of what is shown */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isOpen(): boolean {
    return this.#link !== null;
  }

  /** Opens the playground behind a link; whatever was open before is forgotten. */
  async open(link: PlaygroundLink, source: DataSource): Promise<void> {
    this.#forget();
    this.#link = link;
    this.#data = new Promise((resolve) => (this.#onData = resolve));
    const listener = proxy((news: PlaygroundNews) => {
      if (this.#link === link) this.#take(news);
    });
    try {
      await link.api.open(source, listener);
    } catch (error) {
      if (this.#link === link) this.#fail(error);
    }
  }

  /** Leaves, and lets the worker release what it holds. */
  close(): void {
    const link = this.#link;
    this.#forget();
    void link?.api.close().catch(() => undefined); // the worker may be gone already, and with it all it held
  }

  /** Null where it could not be had, or where the playground was closed meanwhile. */
  async digit(label: number, index: number): Promise<SampleDigit | null> {
    return this.#ask((api) => api.digit(label, index));
  }

  async decode(generator: string, codes: Float32Array): Promise<Float32Array | null> {
    return this.#ask((api) => api.decode(generator, codes));
  }

  async encode(generator: string, pixels: Float32Array): Promise<Float32Array | null> {
    return this.#ask((api) => api.encode(generator, pixels));
  }

  /** Asks for this picture to be filled; an earlier one that has not been begun is dropped. */
  fill(task: FillTask, isShown: (name: string) => boolean): void {
    this.#task = task;
    this.#shown = isShown;
    this.#again();
  }

  shownFilling(name: string): ShownFilling | null {
    const kept = this.#fillings.get(name);
    return kept === undefined ? null : { filling: kept.filling, isCurrent: kept.version === this.#version };
  }

  async train(name: string): Promise<void> {
    const link = this.#link;
    if (link === null || this.training !== null) return;
    this.trainingFault = null;
    this.training = { name, progress: null, isStopping: false };
    this.#changed();
    const listen = proxy((progress: TrainingProgress) => {
      if (this.#link !== link || this.training === null) return;
      this.training = { ...this.training, progress };
      this.#changed();
    });
    try {
      await link.api.train(name, listen);
    } catch (error) {
      if (this.#link === link) this.trainingFault = sentenceOf(error);
    }
    if (this.#link !== link) return;
    this.training = null;
    this.#again(); // the judge may be new
    this.#changed();
  }

  async stopTraining(): Promise<void> {
    if (this.training === null) return;
    this.training = { ...this.training, isStopping: true };
    this.#changed();
    await this.#ask((api) => api.stopTraining());
  }

  #take(news: PlaygroundNews): void {
    switch (news.kind) {
      case "data":
        this.dataset = news.dataset;
        this.fitOn = news.fitOn;
        this.notice = news.notice;
        this.#onData();
        this.#again();
        break;
      case "cast":
        this.cast = news.cast;
        this.#again();
        break;
      case "judge":
        this.judge = news.judge;
        this.#again();
        break;
      case "generators":
        this.generators = news.generators;
        break;
      case "progress":
        this.progress = news.progress;
        break;
      default:
        news satisfies never;
    }
    this.#changed();
  }

  #again(): void {
    this.#version++;
    clearTimeout(this.#rest);
    void this.#fillLatest();
  }

  async #fillLatest(): Promise<void> {
    if (this.#filling === "going") return;
    this.#filling = "going";
    const link = this.#link;
    const isOpen = (): boolean => link !== null && this.#link === link && this.dataset !== null;
    while (link !== null && isOpen() && this.#task !== null && this.#filledVersion !== this.#version) {
      const version = this.#version;
      try {
        const filled = await link.api.fill(this.#task, this.#names("live"));
        if (this.#link !== link) break;
        for (const filling of filled.fillings) this.#fillings.set(filling.name, { filling, version });
        this.damaged = filled.damaged;
        this.original = filled.original;
        this.fault = null;
      } catch (error) {
        if (this.#link === link) this.#fail(error);
      }
      this.#filledVersion = version;
      this.#changed();
    }
    this.#filling = "idle";
    if (this.#link !== link) return void (await this.#fillLatest()); // another was opened meanwhile
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#think(), REST_MS);
  }

  async #think(): Promise<void> {
    const [link, task, version] = [this.#link, this.#task, this.#version];
    const isMine = (): boolean => this.#link === link && this.#version === version;
    if (link === null || task === null || this.dataset === null) return;
    for (const name of this.#names("patient")) {
      if (!isMine()) return;
      this.thinking = name;
      this.#changed();
      try {
        const filling = await link.api.think(task, name);
        if (filling !== null && isMine()) this.#fillings.set(name, { filling, version });
      } catch (error) {
        if (isMine()) this.#fail(error);
      }
      if (this.thinking === name) this.thinking = null;
      this.#changed();
    }
  }

  #names(pace: "live" | "patient"): string[] {
    return this.cast
      .filter(({ name, readiness }) => readiness.kind === pace && this.#shown(name))
      .map(({ name }) => name);
  }

  async #ask<Answer>(question: (api: Remote<PlaygroundApi>) => Promise<Answer>): Promise<Answer | null> {
    const link = this.#link;
    if (link === null) return null;
    await this.#data;
    if (this.#link !== link) return null;
    try {
      const answer = await question(link.api);
      return this.#link === link ? answer : null;
    } catch (error) {
      if (this.#link === link) this.#fail(error);
      return null;
    }
  }

  #fail(error: unknown): void {
    this.fault = sentenceOf(error);
    this.#changed();
  }

  #forget(): void {
    clearTimeout(this.#rest);
    this.#link = null;
    this.#onData();
    this.#fillings.clear();
    this.#filledVersion = 0;
    this.dataset = null;
    this.notice = null;
    this.cast = [];
    this.judge = null;
    this.generators = [];
    this.progress = null;
    this.damaged = null;
    this.original = null;
    this.thinking = null;
    this.training = null;
    this.fault = null;
    this.trainingFault = null;
    this.#changed();
  }
}
