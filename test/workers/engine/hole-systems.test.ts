import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { Random } from "../../../src/random.ts";
import type { RidgePrecision } from "../../../src/restorers/ridge-precision.ts";
import { HOLE_SYSTEMS, solveHoles, type HoleSystem } from "../../../src/restorers/solve-holes.ts";
import { solveHolesPlainly } from "../../../src/restorers/solve-holes-plainly.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { runHoleSystems } from "../../../workers/engine/wasm/hole-system-kernels.ts";
import { expectClose, tensorsLeftBy } from "../../backends.ts";
import { GuardedMemory } from "./guarded-memory.ts";

const noPause = (): Promise<void> => Promise.resolve();

function plainly(...args: Parameters<typeof solveHolesPlainly>): Float32Array {
  const work = solveHolesPlainly(...args);
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
  }
}

/** A positive definite K of `size` pixels, and some K μ. */
function precisionOf(size: number): RidgePrecision {
  const random = new Random(size);
  const root = Float64Array.from({ length: size * size }, () => random.normal());
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = i === j ? size : 0;
      for (let k = 0; k < size; k++) sum += (root[i * size + k] as number) * (root[j * size + k] as number);
      matrix[i * size + j] = sum;
    }
  }
  const timesMean = Float64Array.from({ length: size }, () => random.normal());
  return { pixels: Uint16Array.from({ length: size }, (_, p) => p), matrix, timesMean };
}

/** Holes of `count` places each, every other one from `from` on. */
const holeFrom = (from: number, count: number, imageCount: number): HoleSystem => ({
  places: Uint16Array.from({ length: count }, (_, i) => from + 2 * i),
  imageCount,
});

/** Images with ink everywhere but in their holes. */
function inksOf(size: number, holes: readonly HoleSystem[]): Float32Array {
  const random = new Random(7);
  const images = holes.flatMap(({ places, imageCount }) =>
    Array.from({ length: imageCount }, () => {
      const image = Float32Array.from({ length: size }, () => random.normal());
      for (const place of places) image[place] = 0;
      return image;
    }),
  );
  return Float32Array.from(images.flatMap((image) => [...image]));
}

const cases: [name: string, size: number, holes: HoleSystem[]][] = [
  ["one pixel, hidden", 1, [holeFrom(0, 1, 1)]],
  ["one of two pixels", 2, [holeFrom(1, 1, 3)]],
  ["three of seven, for one image, and two, for five", 7, [holeFrom(0, 3, 1), holeFrom(3, 2, 5)]],
  ["a hole without pixels, and one with", 5, [holeFrom(0, 0, 2), holeFrom(1, 2, 1)]],
  ["a hole that no image has, and one that 33 have", 12, [holeFrom(0, 4, 0), holeFrom(1, 5, 33)]],
  [
    "primes: 37 of 101 for 67 images, and 13 and 29",
    101,
    [holeFrom(3, 37, 67), holeFrom(0, 13, 5), holeFrom(40, 29, 2)],
  ],
  ["many holes, for all threads", 64, Array.from({ length: 20 }, (_, i) => holeFrom(i, 16, 1 + (i % 5)))],
];

describe("linear fill's systems", () => {
  it("give what can be worked out by hand: one hidden pixel, x = (Kμ − K_hv x_v) / K_hh", () => {
    const precision = {
      pixels: Uint16Array.of(0, 1),
      matrix: Float64Array.of(2, -1, -1, 4),
      timesMean: Float64Array.of(3, 5),
    };
    const holes = [{ places: Uint16Array.of(0), imageCount: 2 }];
    const answers = plainly(precision, holes, Float32Array.of(0, 0.5, 0, 0));
    expect([...answers]).to.deep.equal([(3 + 0.5) / 2, 3 / 2]);
  });

  for (const backend of ["cpu", "wasm"] as const) {
    it(`are solved by the kernel where there is one, plainly elsewhere, and leave no tensor: ${backend}`, async () => {
      await chooseEngine(backend);
      expect(tf.getKernel(HOLE_SYSTEMS, backend) !== undefined).to.equal(backend === "wasm");
      const [precision, holes] = [precisionOf(30), [holeFrom(1, 9, 4), holeFrom(0, 3, 1)]];
      const inks = inksOf(30, holes);
      const left = await tensorsLeftBy(async () => {
        const answers = await solveHoles(precision, holes, inks, noPause);
        expectClose(answers, plainly(precision, holes, inks), 1e-6);
      });
      expect(left).to.equal(0);
    });
  }

  it("come in pieces where they are solved plainly, so that a stop gets in", async () => {
    await chooseEngine("cpu");
    const [precision, holes] = [precisionOf(160), [holeFrom(0, 80, 7000)]]; // 45 million multiply-adds
    const stop = (): Promise<void> => Promise.reject(new Error("stop"));
    let message = "";
    await solveHoles(precision, holes, new Float32Array(160 * 7000), stop).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.equal("stop");
  });

  describe("on the kernel module", () => {
    let watched: GuardedMemory;

    before(async () => {
      watched = await GuardedMemory.open();
    });
    after(() => watched.close());

    for (const [name, size, holes] of cases) {
      it(`agree with the plain ones, the same on any number of threads, inside their output: ${name}`, () => {
        const precision = precisionOf(size);
        const inks = inksOf(size, holes);
        const wanted = plainly(precision, holes, inks);
        const results = watched.modules.map((module) => {
          const placed = watched.place(inks);
          const out = watched.place(new Float32Array(wanted.length).fill(Number.NaN));
          runHoleSystems(module, watched.memory, precision, holes, { inks: placed.address, out: out.address });
          expectClose(out.read(), wanted, 1e-6);
          expect([placed, out].every((part) => part.isIntact())).to.equal(true);
          expect([...placed.read()]).to.deep.equal([...inks]);
          return [...out.read()];
        });
        expect(results[1]).to.deep.equal(results[0]);
        expect(results[2]).to.deep.equal(results[0]);
      });
    }
  });
});
