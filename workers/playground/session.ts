/**
 * The playground while it is open: the digits, the judge, the generators and the cast of restorers, all kept open until it
 * is closed. What follows the pen is done in turn; one patient restorer may think beside it, a step at a time, and gives up
 * as soon as something newer is asked.
 */
import { PIXELS, type Dataset, type ImageSet } from "../../src/data/dataset.ts";
import { keptJudge, trainedJudge, type OpenJudge } from "../../src/experiments/digit-judge.ts";
import { Stopped, type DataSource, type RunContext, type RunUpdate } from "../../src/experiments/experiment.ts";
import { keptUnder, trainedOnce } from "../../src/experiments/kept-restorers.ts";
import { mseAll, mseHole } from "../../src/metrics/mse.ts";
import { psnrDb } from "../../src/metrics/psnr.ts";
import {
  JUDGE,
  type Filled,
  type Filling,
  type FillTask,
  type JudgeState,
  type PlaygroundListener,
  type PlaygroundNews,
  type PlaygroundProgress,
  type SampleDigit,
  type TrainingOutcome,
  type TrainingProgress,
  type Verdict,
} from "../../src/playground/protocol.ts";
import { QUICK_SECONDS } from "../../src/playground/quick-times.ts";
import { composite, type DamagedImages } from "../../src/restorers/restorer.ts";
import { Breath } from "../breathe.ts";
import { someEmbedded } from "../datasets.ts";
import type { PlaygroundHost } from "../playground.ts";
import { Cast } from "./cast.ts";
import { Generators } from "./generators.ts";

/** Training images behind the baselines: enough for a fair linear fill, and drawn in a second or two. */
export const FIT_ON = 2000;
/** Embedded test digits to choose from, all ten in turn. */
const EMBEDDED_TEST = 1000;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

interface Training {
  stopRequested: boolean;
  readonly ended: Promise<void>;
}

export class Session {
  readonly generators: Generators;
  readonly #host: PlaygroundHost;
  readonly #listener: PlaygroundListener;
  readonly #breath = new Breath();
  readonly #cast: Cast;
  readonly #digits = new Map<number, ImageSet>();
  #dataset: Dataset | null = null;
  #judge: OpenJudge | null = null;
  #training: Training | null = null;
  #state: "open" | "closed" = "open";
  #opening: Promise<void> = Promise.resolve();
  /** What follows the pen, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #thinking: Promise<unknown> = Promise.resolve();
  /** Counts what was asked; a thought about an older question gives up. */
  #question = 0;
  /** Told of digits that are being drawn for a training. */
  #onDrawing: (share: number) => void = () => undefined;

  constructor(host: PlaygroundHost, listener: PlaygroundListener) {
    this.#host = host;
    this.#listener = listener;
    this.#cast = new Cast((breathe) => host.context(breathe));
    this.generators = new Generators(host.context(() => Promise.resolve()));
  }

  /** Resolves also when it is closed meanwhile. */
  open(source: DataSource): Promise<void> {
    this.#opening = this.#prepare(source).catch((error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    });
    return this.#opening;
  }

  async digit(label: number, index: number): Promise<SampleDigit> {
    const images = this.#digits.get(label) ?? (await this.#select(label));
    this.#digits.set(label, images);
    const { count } = images;
    if (count === 0) {
      const { name } = this.#data.identity;
      throw new Error(`Cannot show a ${label}: ${name} has none among its test digits. Choose another digit.`);
    }
    const at = index % count;
    const pixels = Float32Array.from(images.pixels.subarray(at * PIXELS, (at + 1) * PIXELS), (byte) => byte / 255);
    return { pixels, label, index: at, count };
  }

  fill(task: FillTask, names: readonly string[]): Promise<Filled> {
    this.#question++;
    return this.#inTurn(async () => {
      const restored: Restored[] = [];
      for (const name of names) restored.push(await this.#restore(task, name, "live"));
      const pictures = [damagedOf(task).pixels, task.pixels, ...restored.map(({ pixels }) => pixels)];
      const [damaged = null, original = null, ...verdicts] = await this.#read(pictures);
      const fillings = restored.map((one, i) => fillingOf(task, one, verdicts[i] ?? null));
      return { fillings, damaged, original };
    });
  }

  async think(task: FillTask, name: string): Promise<Filling | null> {
    const mine = ++this.#question;
    await this.#thinking;
    const thought = this.#thinkOf(task, name, mine);
    this.#thinking = thought.catch(() => null);
    return thought;
  }

  async train(name: string, onProgress: (progress: TrainingProgress) => void): Promise<TrainingOutcome> {
    if (this.#training !== null)
      throw new Error("Cannot train: another training goes on. Stop it or wait for its end.");
    if (name !== JUDGE) this.#cast.requireUntrained(name);
    let end: () => void = () => undefined;
    const training: Training = { stopRequested: false, ended: new Promise((resolve) => (end = resolve)) };
    this.#training = training;
    const breath = new Breath();
    const context = this.#host.context(async () => {
      await breath.take();
      if (training.stopRequested) throw new Stopped();
    });
    this.#onDrawing = (share) => onProgress({ label: "drawing training digits", share });
    try {
      await this.#opening;
      if (name === JUDGE) await this.#trainJudge(context, onProgress);
      else await this.#trainRestorer(name, context, onProgress);
      return "done";
    } catch (error) {
      if (error instanceof Stopped) return "stopped";
      throw error;
    } finally {
      this.#onDrawing = () => undefined;
      breath.close();
      this.#training = null;
      end();
    }
  }

  async stopTraining(): Promise<void> {
    if (this.#training === null) return;
    this.#training.stopRequested = true;
    await this.#training.ended;
  }

  async close(): Promise<void> {
    this.#state = "closed";
    this.#question++;
    await this.stopTraining();
    await Promise.allSettled([this.#opening, this.#thinking]);
    await this.#turn;
    this.#cast.dispose();
    await this.generators.dispose();
    this.#judge?.dispose();
    this.#breath.close();
  }

  async #prepare(source: DataSource): Promise<void> {
    const dataset = remembering(
      await this.#host.dataset(source, (done, total) => this.#onDrawing(total === 0 ? 0 : done / total)),
    );
    this.#dataset = dataset;
    const { identity } = dataset;
    const notice =
      source === "real" && identity.origin === "embedded"
        ? "There are no real digits on this machine yet, so these are the embedded ones."
        : null;
    const fitOn = Math.min(FIT_ON, identity.trainCount);
    this.#tell({ kind: "data", dataset: identity, fitOn, notice });
    await this.#cast.gather(dataset);
    this.#tellCast();
    await this.#openJudge();
    this.#tell({ kind: "generators", generators: await this.generators.find(dataset) });
    const images = async (): Promise<ImageSet> => {
      if (identity.origin === "embedded") return someEmbedded("train", DIGITS, fitOn);
      const all = await dataset.select("train", DIGITS);
      return { pixels: all.pixels.subarray(0, fitOn * PIXELS), labels: all.labels.subarray(0, fitOn), count: fitOn };
    };
    await this.#show(this.#cast.openTrained(dataset, "shipped"));
    await this.#show(this.#cast.prepareBaselines(keptUnder(`playground/directions-${fitOn}`, identity), images));
    await this.#show(this.#cast.openTrained(dataset, "others"));
    this.#tell({ kind: "progress", progress: null });
  }

  /** Tells what is going on, and who is ready; ends with `Stopped` when the session is closed. */
  async #show(preparing: AsyncGenerator<PlaygroundProgress | null, void, void>): Promise<void> {
    for await (const progress of preparing) {
      if (progress === null) this.#tellCast();
      else this.#tell({ kind: "progress", progress });
      await this.#breathe();
    }
  }

  async #openJudge(): Promise<void> {
    // Its pictures fit into one batch, and two readers may not share a breath.
    this.#judge = await keptJudge(
      this.#data,
      this.#host.context(() => Promise.resolve()),
    );
    this.#tellJudge();
  }

  async #thinkOf(task: FillTask, name: string, mine: number): Promise<Filling | null> {
    const isStale = (): boolean => this.#question !== mine || this.#state === "closed";
    if (isStale()) return null;
    try {
      const restored = await this.#restore(task, name, "patient", isStale);
      return await this.#inTurn(async () => {
        const [verdict = null] = await this.#read([restored.pixels]);
        return fillingOf(task, restored, verdict);
      });
    } catch (error) {
      if (error instanceof Stopped) return null;
      throw error;
    }
  }

  async #restore(
    task: FillTask,
    name: string,
    pace: "live" | "patient",
    isStale: () => boolean = () => false,
  ): Promise<Restored> {
    const damaged = damagedOf(task);
    const startedMs = performance.now();
    const raw = await this.#cast.restore(name, pace, damaged, isStale);
    const ms = performance.now() - startedMs;
    const clipped = raw.map((ink) => Math.min(1, Math.max(0, ink)));
    return { name, ms, pixels: task.keepKnown ? composite(clipped, damaged) : clipped };
  }

  /** Nothing without a judge. */
  async #read(pictures: readonly Float32Array[]): Promise<Verdict[]> {
    if (this.#judge === null) return [];
    const pixels = new Float32Array(pictures.length * PIXELS);
    pictures.forEach((picture, i) => pixels.set(picture, i * PIXELS));
    const shares = await this.#judge.shares(pixels);
    return pictures.map((_, i) => {
      const own = shares.subarray(i * DIGITS.length, (i + 1) * DIGITS.length);
      const share = Math.max(...own);
      return { digit: own.indexOf(share), share };
    });
  }

  async #trainJudge(context: RunContext, onProgress: (progress: TrainingProgress) => void): Promise<void> {
    const judge = await drive(trainedJudge(this.#data, "quick", context), onProgress);
    judge.dispose(); // it breathes with its training; the one that stays is opened from the shelf, or not at all
    await this.#inTurn(async () => {
      this.#judge?.dispose();
      this.#judge = null;
      await this.#openJudge();
    });
    if (this.#judge === null) throw new Error(NOT_KEPT);
  }

  async #trainRestorer(
    name: string,
    context: RunContext,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<void> {
    const trainable = this.#cast.requireUntrained(name);
    const checkpoint = await drive(trainedOnce(trainable, this.#data, "quick", context), onProgress);
    await this.#inTurn(() => this.#cast.open(name, { checkpoint, training: "quick" }));
    this.#tellCast();
    this.#tell({ kind: "generators", generators: await this.generators.find(this.#data) });
  }

  async #select(label: number): Promise<ImageSet> {
    const isEmbedded = this.#data.identity.origin === "embedded";
    return isEmbedded ? someEmbedded("test", [label], EMBEDDED_TEST) : this.#data.select("test", [label]);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => null);
    return done;
  }

  get #data(): Dataset {
    if (this.#dataset === null) throw new Error("Cannot do that yet: the digits are still being read.");
    return this.#dataset;
  }

  async #breathe(): Promise<void> {
    await this.#breath.take();
    if (this.#state === "closed") throw new Stopped();
  }

  #tellCast(): void {
    this.#tell({ kind: "cast", cast: this.#cast.members() });
  }

  #tellJudge(): void {
    const judge: JudgeState =
      this.#judge === null
        ? { kind: "untrained", aboutSeconds: QUICK_SECONDS[JUDGE] ?? 0 }
        : { kind: "ready", cleanPercent: this.#judge.cleanPercent };
    this.#tell({ kind: "judge", judge });
  }

  #tell(news: PlaygroundNews): void {
    if (this.#state === "open") void this.#listener(news);
  }
}

const NOT_KEPT = "The training is done, but this browser keeps nothing (a private window, or no storage left).";

interface Restored {
  readonly name: string;
  readonly ms: number;
  /** In [0, 1], as it is shown, measured and judged. */
  readonly pixels: Float32Array;
}

function damagedOf({ pixels, hole }: FillTask): DamagedImages {
  return { pixels: pixels.map((ink, p) => (hole[p] === 1 ? 0 : ink)), holes: hole, count: 1 };
}

function fillingOf(task: FillTask, { name, ms, pixels }: Restored, verdict: Verdict | null): Filling {
  const mse = mseAll(pixels, task.pixels, 0);
  const inHole = task.hole.includes(1) ? mseHole(pixels, task.pixels, task.hole, 0) : null;
  return { name, restored: pixels, ms, mseHole: inHole, mseAll: mse, psnrDb: psnrDb(mse), verdict };
}

/** Drives a training to its end. */
async function drive<Result>(
  updates: AsyncGenerator<RunUpdate, Result, void>,
  onProgress: (progress: TrainingProgress) => void,
): Promise<Result> {
  for (;;) {
    const next = await updates.next();
    if (next.done === true) return next.value;
    if (next.value.kind !== "progress") continue;
    const { label, done, total } = next.value;
    onProgress({ label, share: total > 0 ? Math.min(1, done / total) : 0 });
  }
}

/** The same data set, but what was selected once is not drawn again. */
function remembering(dataset: Dataset): Dataset {
  const selected = new Map<string, Promise<ImageSet>>();
  return {
    identity: dataset.identity,
    select: (split, digits) => {
      const key = `${split} ${digits.join(" ")}`;
      const images = selected.get(key) ?? dataset.select(split, digits);
      selected.set(key, images);
      return images;
    },
  };
}
