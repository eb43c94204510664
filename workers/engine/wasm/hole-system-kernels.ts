/** Linear fill's systems on the lab's own module: tables and matrices laid out in its memory; see `solveHoles`. */
import type * as tf from "@tensorflow/tfjs";
import { padded } from "../../../src/restorers/cholesky.ts";
import type { RidgePrecision } from "../../../src/restorers/ridge-precision.ts";
import type { HoleSystem, HoleSystemsAttributes } from "../../../src/restorers/solve-holes.ts";
import type { KernelModule } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

/** As in `assembly/hole-systems.ts`. */
const IMAGES = 32;
const PRODUCTS = 16;
const WORDS_PER_TASK = 4;

/** The kernel that `solveHoles` looks for. */
export function holeSystems(memory: TensorMemory, kernels: KernelModule): tf.KernelFunc {
  return ({ inputs, attrs }) => {
    const inks = inputs["inks"] as tf.TensorInfo;
    const { precision, holes } = attrs as unknown as HoleSystemsAttributes;
    const out = memory.makeTensor([answerCount(holes)]);
    runHoleSystems(kernels, memory, precision, holes, { inks: memory.addressOf(inks), out: memory.addressOf(out) });
    return out;
  };
}

/** @param at - addresses of `[images, n]` inks and of the answers, both 32-bit floats */
export function runHoleSystems(
  kernels: KernelModule,
  memory: TensorMemory,
  precision: RidgePrecision,
  holes: readonly HoleSystem[],
  at: { readonly inks: number; readonly out: number },
): void {
  const pixels = precision.pixels.length;
  const stride = padded(pixels);
  const plan = planOf(holes);
  const threadDoubles = PRODUCTS + IMAGES * (plan.largest + stride);
  const wordCount = plan.holes.length + plan.tasks.length;
  // All room is taken before anything is written: taking some may move the memory's buffer.
  const matrixAt = kernels.room("hole-precision", 8 * pixels * (stride + 1));
  const holesAt = kernels.room("hole-tables", 4 * wordCount + 2 * plan.places.length);
  const factorsAt = kernels.room("hole-factors", 8 * plan.factorDoubles);
  const spaceAt = kernels.room("threads", 8 * threadDoubles * kernels.threads);
  const timesMeanAt = matrixAt + 8 * pixels * stride;
  const tasksAt = holesAt + 4 * plan.holes.length;
  const placesAt = holesAt + 4 * wordCount;

  const { buffer } = memory.memory;
  const matrix = new Float64Array(buffer, matrixAt, pixels * stride).fill(0);
  for (let v = 0; v < pixels; v++) matrix.set(precision.matrix.subarray(v * pixels, (v + 1) * pixels), v * stride);
  new Float64Array(buffer, timesMeanAt, pixels).set(precision.timesMean);
  new Int32Array(buffer, holesAt, wordCount).set([...plan.holes, ...plan.tasks]);
  new Uint16Array(buffer, placesAt, plan.places.length).set(plan.places);

  const words = [
    matrixAt,
    timesMeanAt,
    at.inks,
    at.out,
    pixels,
    stride,
    holesAt,
    holes.length,
    tasksAt,
    plan.tasks.length / WORDS_PER_TASK,
    placesAt,
    factorsAt,
    spaceAt,
    threadDoubles,
    plan.largest,
  ];
  const work = holes.reduce((sum, { places: { length }, imageCount }) => {
    return sum + length ** 3 / 3 + imageCount * length * (length + pixels);
  }, 0);
  kernels.run("holeSystems", { words }, kernels.threadsFor("multiply-adds", work));
}

/** What lies where: tables as `assembly/hole-systems.ts` reads them. */
interface Plan {
  readonly holes: number[];
  readonly tasks: number[];
  readonly places: number[];
  readonly factorDoubles: number;
  /** Most missing pixels, padded. */
  readonly largest: number;
}

function planOf(all: readonly HoleSystem[]): Plan {
  const holes: number[] = [];
  const tasks: number[] = [];
  const places: number[] = [];
  let [image, answer, factorDoubles, largest] = [0, 0, 0, 0];
  for (const [index, hole] of all.entries()) {
    const size = padded(hole.places.length);
    holes.push(places.length, hole.places.length, factorDoubles);
    places.push(...hole.places);
    factorDoubles += size * size;
    largest = Math.max(largest, size);
    for (let left = hole.imageCount; left > 0; left -= IMAGES) {
      const count = Math.min(IMAGES, left);
      tasks.push(index, image, count, answer);
      image += count;
      answer += count * hole.places.length;
    }
  }
  return { holes, tasks, places, factorDoubles, largest };
}

function answerCount(holes: readonly HoleSystem[]): number {
  return holes.reduce((sum, { places, imageCount }) => sum + places.length * imageCount, 0);
}
