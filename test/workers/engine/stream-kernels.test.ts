import { expect } from "@esm-bundle/chai";
import { dropoutMask, dropThreshold } from "../../../src/training/seeded-dropout.ts";
import type { KernelModule } from "../../../workers/engine/wasm/kernel-module.ts";
import { sumColumns } from "../../../workers/engine/wasm/sum-kernels.ts";
import { expectClose } from "../../backends.ts";
import { GuardedMemory, noise } from "./guarded-memory.ts";

/** Kernels that pass over their numbers once, on guarded memory, on one to three threads. */
describe("streaming kernels", () => {
  let watched: GuardedMemory;

  before(async () => {
    watched = await GuardedMemory.open();
  });
  after(() => watched.close());

  /** Runs on each module and checks the output, and that nothing else changed. */
  function check(
    inputs: readonly Float32Array[],
    wanted: ArrayLike<number>,
    run: (module: KernelModule, addresses: number[], out: number) => void,
  ): void {
    for (const module of watched.modules) {
      const placed = inputs.map((values) => watched.place(values));
      const out = watched.place(new Float32Array(wanted.length).fill(Number.NaN));
      run(
        module,
        placed.map(({ address }) => address),
        out.address,
      );
      expectClose(out.read(), wanted, 1e-6);
      expect([...placed, out].every((part) => part.isIntact())).to.equal(true);
      placed.forEach((part, index) => expect([...part.read()]).to.deep.equal([...(inputs[index] as Float32Array)]));
    }
  }

  for (const [rows, columns] of [
    [1, 1],
    [1000, 1],
    [7, 5],
    [65, 16],
    [3, 37],
    [130, 19],
    [5000, 3],
    [129, 784],
  ] as const) {
    it(`sum the columns of ${rows} × ${columns}`, () => {
      const x = noise(rows * columns, 1);
      const wanted = new Float64Array(columns);
      x.forEach((value, at) => (wanted[at % columns] = (wanted[at % columns] as number) + value / rows));
      check([x], wanted, (module, [address], out) =>
        sumColumns(module, { x: address as number, out, rows, columns, scale: 1 / rows }),
      );
    });
  }

  for (const columns of [1, 6, 16, 37]) {
    it(`sum products of centred columns, and scale ${columns} of them each by its own number`, () => {
      const rows = 301;
      const [x, y] = [noise(rows * columns, 1), noise(rows * columns, 2)];
      const [a, b, c] = [noise(columns, 3), noise(columns, 4), noise(columns, 5)];
      const squares = new Float64Array(columns);
      const products = new Float64Array(columns);
      const scaled = new Float64Array(x.length);
      x.forEach((value, at) => {
        const column = at % columns;
        const [other, a0, b0, c0] = [y[at], a[column], b[column], c[column]] as [number, number, number, number];
        squares[column] = (squares[column] as number) + (value - a0) ** 2;
        products[column] = (products[column] as number) + (value - a0) * other;
        scaled[at] = a0 * value + b0 * other + c0;
      });
      const job = { rows, columns, scale: 1 };
      check([x, a], squares, (module, [at = 0, centre = 0], out) => sumColumns(module, { x: at, centre, out, ...job }));
      check([x, y, a], products, (module, [at = 0, other = 0, centre = 0], out) =>
        sumColumns(module, { x: at, y: other, centre, out, ...job }),
      );
      check([x, y, a, b, c], scaled, (module, addresses, out) =>
        module.run("scaleChannels", { words: [...addresses, out, rows, columns] }, 3),
      );
    });
  }

  it("copy columns from one matrix into another, and touch no others", () => {
    const from = noise(50 * 7, 1);
    for (const columns of [1, 5, 7]) {
      const wanted = Float32Array.from({ length: 50 * columns }, (_, at) => {
        return from[7 * Math.floor(at / columns) + 7 - columns + (at % columns)] as number;
      });
      check([from], wanted, (module, [address = 0], out) => {
        module.run("copyColumns", { words: [address + 4 * (7 - columns), out, 50, columns, 7, columns] }, 3);
      });
    }
  });

  for (const [kind, size] of [
    ["row", 13],
    ["column", 7],
    ["number", 1],
  ] as const) {
    it(`repeat a ${kind} to a matrix`, () => {
      const small = noise(size, 1);
      const wanted = Float64Array.from({ length: 7 * 13 }, (_, at) => {
        return small[kind === "column" ? Math.floor(at / 13) : at % size] as number;
      });
      const code = ["row", "column", "number"].indexOf(kind);
      check([small], wanted, (module, [from = 0], out) => module.run("repeat", { words: [from, out, 7, 13, code] }, 3));
    });
  }

  for (const count of [1, 3, 4, 19, 1001]) {
    it(`rectify ${count}, pass gradients back, and drop out as the mask says`, () => {
      const [x, dy] = [noise(count, 1), noise(count, 2)];
      const leaky = x.map((value) => (value > 0 ? value : 0.2 * value));
      check([x], leaky, (module, [a = 0], out) =>
        module.run("rectifier", { words: [a, 0, out, count, 0, 0], floats: [0.2] }, 3),
      );
      const back = dy.map((value, at) => ((x[at] as number) > 0 ? value : 0.2 * value));
      check([x, dy], back, (module, [a = 0, b = 0], out) =>
        module.run("rectifierGradient", { words: [a, b, out, count, 0, 0], floats: [0.2] }, 3),
      );
      const attributes = { rate: 0.3, seed: 0xfedc_ba98 };
      const mask = dropoutMask(count, attributes);
      const dropped = x.map((value, at) => value * (mask[at] as number));
      check([x], dropped, (module, [a = 0], out) => {
        const words = [a, 0, out, count, attributes.seed, dropThreshold(attributes.rate)];
        module.run("dropout", { words, floats: [1 / 0.7] }, 3);
      });
    });
  }

  it("give a largest pixel's gradient to the first of equals, at edges too", () => {
    // One image of 3 × 3, five channels alike; windows of 2 × 2, stride 2, padded at the end.
    const spread = (values: number[]): Float32Array =>
      Float32Array.from(values.flatMap((value) => new Array<number>(5).fill(value)));
    const x = spread([1, 5, 2, 5, 0, 2, 7, 7, 3]);
    const [y, dy] = [spread([5, 2, 7, 3]), spread([10, 20, 30, 40])];
    const wanted = spread([0, 10, 20, 0, 0, 0, 30, 0, 40]);
    check([dy, x, y], wanted, (module, addresses, out) =>
      module.run("poolingGradient", { words: [...addresses, out, 1, 3, 3, 5, 2, 2, 2, 2, 2, 2, 0, 0, 0] }, 3),
    );
    const average = spread([2.5, 2.5, 5, 2.5, 2.5, 5, 7.5, 7.5, 10]);
    check([dy], average, (module, [a = 0], out) =>
      module.run("poolingGradient", { words: [a, 0, 0, out, 1, 3, 3, 5, 2, 2, 2, 2, 2, 2, 0, 0, 1] }, 3),
    );
  });

  it("enlarge pixels by whole factors, and sum their gradients", () => {
    const small = noise(2 * 2 * 3 * 5, 1); // [2, 2, 3, 5]
    const large = new Float64Array(2 * 4 * 9 * 5); // [2, 4, 9, 5]
    const sums = new Float64Array(small.length);
    const dy = noise(large.length, 2);
    for (let at = 0; at < large.length; at++) {
      const [channel, column, line] = [at % 5, Math.floor(at / 5) % 9, Math.floor(at / 45)];
      const from = (Math.floor(line / 2) * 3 + Math.floor(column / 3)) * 5 + channel;
      large[at] = small[from] as number;
      sums[from] = (sums[from] as number) + (dy[at] as number);
    }
    check([small], large, (module, [a = 0], out) => module.run("upsampling", { words: [a, out, 4, 3, 5, 2, 3] }, 3));
    check([dy], sums, (module, [a = 0], out) =>
      module.run("upsamplingGradient", { words: [out, a, 4, 3, 5, 2, 3] }, 3),
    );
  });
});
