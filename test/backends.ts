/** Every engine the tests run on, and tiny data for them. WebGPU here is the browser's software adapter. */
import * as tf from "@tensorflow/tfjs";
import { PIXELS, type Dataset, type ImageSet, type Split } from "../src/data/dataset.ts";
import { forgetfulStates, type RunContext, type Shelf } from "../src/experiments/experiment.ts";
import { plainTurns } from "../src/experiments/turns.ts";
import { Random } from "../src/random.ts";
import { chooseEngine } from "../workers/engine/choose.ts";

export const BACKENDS = ["cpu", "wasm", "webgpu"] as const;
export type Backend = (typeof BACKENDS)[number];

/** A suite per backend, that backend started before its tests. */
export function onEachBackend(title: string, tests: (backend: Backend) => void): void {
  for (const backend of BACKENDS) {
    describe(`${title} on ${backend}`, () => {
      before(async () => {
        await chooseEngine(backend);
      });
      tests(backend);
    });
  }
}

/** Asserts that two arrays agree to `tolerance` of the larger one's largest entry. */
export function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  if (actual.length !== wanted.length) throw new Error(`got ${actual.length} values, wanted ${wanted.length}`);
  let scale = 1e-30;
  for (let i = 0; i < wanted.length; i++) scale = Math.max(scale, Math.abs(wanted[i] as number));
  for (let i = 0; i < wanted.length; i++) {
    const [got, want] = [actual[i] as number, wanted[i] as number];
    if (!(Math.abs(got - want) <= tolerance * scale)) throw new Error(`value ${i} is ${got}, wanted ${want}`);
  }
}

/** Bars and dots with a little noise: images of two classes, 5 and 7, that differ and vary. */
export function tinyImages(count: number, seed: number): ImageSet {
  const random = new Random(seed);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    labels[image] = image % 2 === 0 ? 5 : 7;
    const at = random.integer(6, 18);
    for (let p = 0; p < PIXELS; p++) {
      const [row, column] = [Math.floor(p / 28), p % 28];
      const inked = labels[image] === 5 ? Math.abs(row - at) < 3 : Math.abs(column - at) < 3;
      pixels[image * PIXELS + p] =
        inked && row > 3 && row < 24 && column > 3 && column < 24 ? random.integer(150, 255) : 0;
    }
  }
  return { pixels, labels, count };
}

/** A whole data set of `tinyImages`. */
export function tinyDataset(trainCount: number, testCount: number): Dataset {
  const sets: Record<Split, ImageSet> = { train: tinyImages(trainCount, 1), test: tinyImages(testCount, 2) };
  return {
    identity: { name: "tiny", origin: "files", sha256: {}, trainCount, testCount },
    select: (split) => Promise.resolve(sets[split]),
  };
}

/** Keeps nothing. */
export const forgetfulShelf: Shelf = {
  read: () => Promise.resolve(null),
  write: () => Promise.resolve(false),
  removeAll: () => Promise.resolve(),
};

/** Keeps what it is given, in memory. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, Uint8Array>();
  return {
    read: (key) => Promise.resolve(kept.get(key) ?? null),
    write: (key, bytes) => Promise.resolve(kept.set(key, bytes.slice()).has(key)),
    removeAll: (prefix) => {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
      return Promise.resolve();
    },
  };
}

/** The context of a run in a test: tiny digits 5 and 7, nothing kept, no files. */
export function testContext(change: Partial<RunContext> = {}): RunContext {
  return {
    dataset: () => Promise.resolve(tinyDataset(40, 10)),
    breathe: () => Promise.resolve(),
    turns: plainTurns,
    nowMs: () => performance.now(),
    file: (name) => Promise.reject(new Error(`Cannot read ${name}: the file was not given.`)),
    asset: readAsset,
    shelf: forgetfulShelf,
    states: forgetfulStates,
    restorers: [],
    ...change,
  };
}

/** A file of `public/`, which the test server offers with the rest of the project. */
async function readAsset(name: string): Promise<Uint8Array> {
  const response = await fetch(`/public/${name}`);
  if (!response.ok) throw new Error(`Cannot read ${name}: the test server answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Tensors that `work` leaves behind. */
export async function tensorsLeftBy(work: () => Promise<void>): Promise<number> {
  const before = tf.memory().numTensors;
  await work();
  return tf.memory().numTensors - before;
}
