/**
 * The restorers of an open playground: four baselines that are fitted to some training images, and every network that is
 * kept on the shelf. Each is opened once; how fast it is here decides whether it follows the pen or waits for it to rest.
 */
import type { Dataset, ImageSet } from "../../src/data/dataset.ts";
import type { Budget, RunContext, TrainableRestorer } from "../../src/experiments/experiment.ts";
import { readCheckpoint, restorerKey } from "../../src/experiments/kept-restorers.ts";
import type { CastMember, PlaygroundProgress, Readiness } from "../../src/playground/protocol.ts";
import { QUICK_SECONDS } from "../../src/playground/quick-times.ts";
import { leaveBlack } from "../../src/restorers/leave-black.ts";
import { linearFill } from "../../src/restorers/linear-fill.ts";
import { meanImage } from "../../src/restorers/mean-image.ts";
import { pca } from "../../src/restorers/pca.ts";
import { pixelMoments } from "../../src/restorers/pixel-moments.ts";
import type { DamagedImages } from "../../src/restorers/restorer.ts";
import type { Checkpoint } from "../../src/results/checkpoint.ts";
import { Actor } from "./actor.ts";
import { keptDirections, told } from "./kept-directions.ts";

/** As in the yardstick's usual preset. */
export const PCA_COMPONENTS = 20;

/** The best first: a phone shows one and a half. */
const BASELINES: Readonly<Record<string, string>> = {
  "linear-fill": "Linear fill",
  pca: `PCA, ${PCA_COMPONENTS} components`,
  "mean-image": "Mean image",
  "leave-black": "Leave black",
};

/** What was trained for a glimpse of everything is too poor to play with. */
type PlayedBudget = Exclude<Budget, "glimpse">;

/** What is going on; null whenever somebody has become ready. */
type Preparing = AsyncGenerator<PlaygroundProgress | null, void, void>;

export class Cast {
  readonly #contextWith: (breathe: () => Promise<void>) => RunContext;
  readonly #context: RunContext;
  readonly #readiness = new Map<string, Readiness>();
  readonly #actors = new Map<string, Actor>();

  /** @param contextWith - the context of one restorer, which breathes on its own */
  constructor(contextWith: (breathe: () => Promise<void>) => RunContext) {
    this.#contextWith = contextWith;
    this.#context = contextWith(() => Promise.resolve());
  }

  members(): CastMember[] {
    const baselines = Object.entries(BASELINES).map(([name, label]) => ({ name, label, kind: "baseline" as const }));
    const networks = this.#context.restorers.map(({ name, label }) => ({ name, label, kind: "network" as const }));
    return [...baselines, ...networks].map((member) => ({
      ...member,
      readiness: this.#readiness.get(member.name) ?? { kind: "preparing" },
    }));
  }

  /** Finds out who is kept, and lets in the one that needs nothing. */
  async gather(dataset: Dataset): Promise<void> {
    for (const { name } of this.#context.restorers) {
      const aboutSeconds = QUICK_SECONDS[name] ?? null;
      const isKept = (await this.#kept(name, dataset)) !== null;
      this.#readiness.set(name, isKept ? { kind: "preparing" } : { kind: "untrained", aboutSeconds });
    }
    this.#admit(await Actor.of(() => Promise.resolve(leaveBlack)), null);
  }

  /**
   * @param key - where the directions of PCA, which take longest, are kept from one visit to the next
   * @param draw - the training images
   */
  async *prepareBaselines(key: string, draw: () => Promise<ImageSet>): Preparing {
    yield { label: "drawing digits to learn from", share: 0 };
    const images = await draw();
    const moments = yield* told("fitting the mean image", pixelMoments(images));
    this.#admit(await Actor.of(() => Promise.resolve(meanImage(moments))), null);
    yield null;
    const fill = yield* told("fitting linear fill", linearFill(moments, atOnce));
    this.#admit(await Actor.of(() => Promise.resolve(fill)), null);
    yield null;
    const directions = yield* keptDirections(key, moments, PCA_COMPONENTS, this.#context.shelf);
    const projection = pca({ mean: moments.mean, directions }, PCA_COMPONENTS, atOnce);
    this.#admit(await Actor.of(() => Promise.resolve(projection)), null);
    yield null;
  }

  /** Opens every network that is kept. */
  async *openKept(dataset: Dataset): Preparing {
    const { restorers } = this.#context;
    for (const [index, { name, label }] of restorers.entries()) {
      if (this.#readiness.get(name)?.kind !== "preparing") continue;
      yield { label: `opening ${label}`, share: index / restorers.length };
      const kept = await this.#kept(name, dataset);
      if (kept !== null) await this.open(name, kept.checkpoint, kept.budget);
      yield null;
    }
  }

  /** Opens a trained network; one that does not fit stays out, with its sentence. */
  async open(name: string, checkpoint: Checkpoint, budget: PlayedBudget): Promise<void> {
    const trainable = this.#trainable(name);
    try {
      this.#admit(await Actor.of((breathe) => trainable.open(checkpoint, this.#contextWith(breathe))), budget);
    } catch (error) {
      this.#readiness.set(name, { kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @throws Error for a name that is unknown, or whose network is there already */
  requireUntrained(name: string): TrainableRestorer {
    const trainable = this.#trainable(name);
    if (this.#readiness.get(name)?.kind === "untrained") return trainable;
    throw new Error(`Cannot train ${trainable.label}: a trained one is kept already. Choose another.`);
  }

  /**
   * @param isStale - asked between two steps; once it says so, this rejects with `Stopped`
   * @throws Error when the restorer is not ready, or not of that pace
   */
  async restore(
    name: string,
    pace: "live" | "patient",
    images: DamagedImages,
    isStale: () => boolean,
  ): Promise<Float32Array> {
    const actor = this.#actors.get(name);
    if (actor === undefined) throw new Error(`Cannot fill by "${name}": it is not ready. Wait for it, or train it.`);
    if (actor.pace !== pace) {
      const rule = pace === "live" ? "is too slow to follow the pen" : "follows the pen and needs no time to think";
      throw new Error(`Cannot fill by ${name} in this way: it ${rule}.`);
    }
    return actor.restore(images, isStale);
  }

  dispose(): void {
    for (const actor of this.#actors.values()) actor.dispose();
    this.#actors.clear();
  }

  #admit(actor: Actor, trained: PlayedBudget | null): void {
    this.#actors.get(actor.name)?.dispose();
    this.#actors.set(actor.name, actor);
    this.#readiness.set(actor.name, { kind: actor.pace, trained });
  }

  #trainable(name: string): TrainableRestorer {
    const found = this.#context.restorers.find((restorer) => restorer.name === name);
    if (found === undefined) throw new Error(`Cannot train "${name}": there is no such restorer.`);
    return found;
  }

  async #kept(name: string, { identity }: Dataset): Promise<{ checkpoint: Checkpoint; budget: PlayedBudget } | null> {
    for (const budget of ["full", "quick"] as const) {
      const checkpoint = await readCheckpoint(this.#context.shelf, restorerKey(name, budget, identity));
      if (checkpoint !== null) return { checkpoint, budget };
    }
    return null;
  }
}

/** One picture is one piece of work for a baseline. */
function atOnce(): Promise<void> {
  return Promise.resolve();
}
