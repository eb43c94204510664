/**
 * One open restorer and the breath it takes between its steps, so that it can be ended in the middle. A breath serves one
 * at a time, and so does an actor: whoever asks waits for the answer before asking again.
 */
import { PIXELS } from "../../src/data/dataset.ts";
import { Stopped, type OpenRestorer } from "../../src/experiments/experiment.ts";
import type { DamagedImages, Restorer } from "../../src/restorers/restorer.ts";
import { Breath } from "../breathe.ts";

/** Who takes longer for one picture does not follow the pen. */
const LIVE_LIMIT_MS = 150;

export class Actor {
  readonly name: string;
  /** Measured on one picture, once warm. */
  readonly pace: "live" | "patient";
  readonly #restorer: Restorer | OpenRestorer;
  readonly #breath: StaleBreath;

  private constructor(restorer: Restorer | OpenRestorer, breath: StaleBreath, pace: "live" | "patient") {
    this.name = restorer.name;
    this.pace = pace;
    this.#restorer = restorer;
    this.#breath = breath;
  }

  /** @param open - given how to breathe; what it opens is disposed of with the actor */
  static async of(open: (breathe: () => Promise<void>) => Promise<Restorer | OpenRestorer>): Promise<Actor> {
    const breath = new StaleBreath();
    try {
      const restorer = await open(breath.take);
      return new Actor(restorer, breath, await paceOf(restorer));
    } catch (error) {
      breath.close();
      throw error;
    }
  }

  /** @param isStale - asked between two steps; once it says so, this rejects with `Stopped` */
  async restore(images: DamagedImages, isStale: () => boolean): Promise<Float32Array> {
    this.#breath.isStale = isStale;
    return this.#restorer.restore(images);
  }

  dispose(): void {
    this.#breath.close();
    if ("dispose" in this.#restorer) this.#restorer.dispose();
  }
}

class StaleBreath {
  isStale: () => boolean = () => false;
  readonly #breath = new Breath();

  readonly take = async (): Promise<void> => {
    await this.#breath.take();
    if (this.isStale()) throw new Stopped();
  };

  close(): void {
    this.#breath.close();
  }
}

/** Pictures that it is given to show how fast it is; a busy machine may spoil one of them. */
const TRIALS = 3;

/** The first picture also compiles kernels and fills caches; only one that takes very long is judged by it. */
async function paceOf(restorer: Restorer): Promise<"live" | "patient"> {
  const holes = new Uint8Array(PIXELS).fill(1, 280, 504); // eight rows
  const images: DamagedImages = { pixels: new Float32Array(PIXELS), holes, count: 1 };
  for (let trial = 0; trial <= TRIALS; trial++) {
    const startedMs = performance.now();
    await restorer.restore(images);
    const ms = performance.now() - startedMs;
    if (trial === 0 && ms > 10 * LIVE_LIMIT_MS) return "patient";
    if (trial > 0 && ms <= LIVE_LIMIT_MS) return "live";
  }
  return "patient";
}
