/**
 * The restorers of an open playground: those that come with the lab, four baselines that are fitted to some training images,
 * and every network that is kept on the shelf. Each is opened once; how fast it is here decides whether it follows the pen or waits for it to rest.
 */
import type { Dataset, ImageSet } from "../../src/data/dataset.ts";
import type { RunContext, TrainableRestorer } from "../../src/experiments/experiment.ts";
import { readCheckpoint, restorerKey, shippedCheckpoint } from "../../src/experiments/kept-restorers.ts";
import type { CastMember, Origin, PlaygroundProgress, Readiness } from "../../src/playground/protocol.ts";
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

/** A network that can be opened, and how it was trained; what was trained for a glimpse of everything is too poor to play with. */
interface TrainedNetwork {
  readonly checkpoint: Checkpoint;
  readonly training: Origin["training"];
}

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

  /** Whoever comes with the lab has the first place: it is there at once, and the best of all. */
  members(): CastMember[] {
    const { restorers } = this.#context;
    const network = ({ name, label }: TrainableRestorer) => ({ name, label, kind: "network" as const });
    const baselines = Object.entries(BASELINES).map(([name, label]) => ({ name, label, kind: "baseline" as const }));
    const shipped = restorers.filter(comesWithTheLab).map(network);
    const others = restorers.filter((restorer) => !comesWithTheLab(restorer)).map(network);
    return [...shipped, ...baselines, ...others].map((member) => ({
      ...member,
      readiness: this.#readiness.get(member.name) ?? { kind: "preparing" },
    }));
  }

  /** Finds out who is kept, and lets in the one that needs nothing. */
  async gather(dataset: Dataset): Promise<void> {
    for (const restorer of this.#context.restorers) {
      const isThere = comesWithTheLab(restorer) || (await this.#trained(restorer, dataset)) !== null;
      this.#readiness.set(restorer.name, isThere ? { kind: "preparing" } : untrained(restorer));
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

  /** Opens every network that there is, of those that come with the lab or of the others. */
  async *openTrained(dataset: Dataset, whose: "shipped" | "others"): Preparing {
    const wanted = this.#context.restorers.filter((one) => comesWithTheLab(one) === (whose === "shipped"));
    for (const [index, restorer] of wanted.entries()) {
      if (this.#readiness.get(restorer.name)?.kind !== "preparing") continue;
      yield { label: `opening ${restorer.label}`, share: index / wanted.length };
      const trained = await this.#trained(restorer, dataset);
      if (trained === null) this.#readiness.set(restorer.name, untrained(restorer));
      else await this.open(restorer.name, trained);
      yield null;
    }
  }

  /** Opens a trained network; one that does not fit stays out, with its sentence. */
  async open(name: string, { checkpoint, training }: TrainedNetwork): Promise<void> {
    const trainable = this.#trainable(name);
    const { trainedOn } = checkpoint.about;
    const origin: Origin = { training, learntFrom: typeof trainedOn === "string" ? trainedOn : null };
    try {
      this.#admit(await Actor.of((breathe) => trainable.open(checkpoint, this.#contextWith(breathe))), origin);
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

  #admit(actor: Actor, origin: Origin | null): void {
    this.#actors.get(actor.name)?.dispose();
    this.#actors.set(actor.name, actor);
    this.#readiness.set(actor.name, { kind: actor.pace, origin });
  }

  #trainable(name: string): TrainableRestorer {
    const found = this.#context.restorers.find((restorer) => restorer.name === name);
    if (found === undefined) throw new Error(`Cannot train "${name}": there is no such restorer.`);
    return found;
  }

  /** The best that there is: trained in full on these very digits, before the lab was packed, or in a hurry. */
  async #trained(restorer: TrainableRestorer, { identity }: Dataset): Promise<TrainedNetwork | null> {
    const kept = async (training: "full" | "quick"): Promise<TrainedNetwork | null> => {
      const checkpoint = await readCheckpoint(this.#context.shelf, restorerKey(restorer.name, training, identity));
      return checkpoint === null ? null : { checkpoint, training };
    };
    const full = await kept("full");
    if (full !== null) return full;
    const shipped = await shippedCheckpoint(restorer, this.#context);
    return shipped === null ? kept("quick") : { checkpoint: shipped, training: "shipped" };
  }
}

function comesWithTheLab({ shipped }: TrainableRestorer): boolean {
  return shipped !== undefined;
}

function untrained({ name }: TrainableRestorer): Readiness {
  return { kind: "untrained", aboutSeconds: QUICK_SECONDS[name] ?? null };
}

/** One picture is one piece of work for a baseline. */
function atOnce(): Promise<void> {
  return Promise.resolve();
}
