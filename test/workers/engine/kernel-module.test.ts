import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { adam } from "../../../src/training/optimizers.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { runProduct } from "../../../workers/engine/wasm/product-job.ts";
import { runUpdate } from "../../../workers/engine/wasm/update-job.ts";
import { expectClose } from "../../backends.ts";
import { GuardedMemory, noise } from "./guarded-memory.ts";
import { OPTIMIZER_RULES } from "./optimizer-rules.ts";

describe("the kernel module", () => {
  let watched: GuardedMemory;

  before(async () => {
    watched = await GuardedMemory.open();
  });
  after(() => watched.close());

  it("shares tfjs-wasm's memory with its threads and uses fused multiply-add where the browser has it", () => {
    const { memory, modules } = watched;
    expect(memory.isShared).to.equal(true);
    expect(modules.map(({ threads }) => threads)).to.deep.equal([1, 2, 3]);
    expect(modules[0]?.variant).to.deep.equal({ memory: "shared", arithmetic: "relaxed" });
  });

  const shapes: [rows: number, columns: number, depth: number][] = [
    [1, 1, 1],
    [1, 7, 3],
    [6, 8, 384],
    [7, 9, 385],
    [13, 17, 769],
    [5, 131, 2],
    [97, 61, 53],
    [128, 64, 96],
    [2, 300, 400],
  ];
  for (const [rows, columns, depth] of shapes) {
    it(`multiplies ${rows} × ${depth} by ${depth} × ${columns}, all transpositions and threads, inside its output`, () => {
      const a = noise(rows * depth, 1);
      const b = noise(depth * columns, 2);
      const bias = noise(columns, 3);
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const wanted = new Float64Array(rows * columns);
          for (let i = 0; i < rows; i++) {
            for (let j = 0; j < columns; j++) {
              let sum = bias[j] as number;
              for (let k = 0; k < depth; k++) {
                const x = a[transposeA ? k * rows + i : i * depth + k] as number;
                sum += x * (b[transposeB ? j * depth + k : k * columns + j] as number);
              }
              wanted[i * columns + j] = Math.max(0, sum);
            }
          }
          for (const module of watched.modules) {
            const [ga, gb, gbias] = [watched.place(a), watched.place(b), watched.place(bias)];
            const gc = watched.place(new Float32Array(rows * columns).fill(Number.NaN));
            runProduct(module, {
              a: ga.address,
              b: gb.address,
              c: gc.address,
              rows,
              columns,
              depth,
              aRowStride: transposeA ? 1 : depth,
              aColumnStride: transposeA ? rows : 1,
              bRowStride: transposeB ? 1 : columns,
              bColumnStride: transposeB ? depth : 1,
              bias: gbias.address,
              activation: "relu",
            });
            expectClose(gc.read(), wanted, 1e-5);
            expect([ga, gb, gbias, gc].every(({ isIntact }) => isIntact())).to.equal(true);
          }
        }
      }
    });
  }

  for (const count of [1, 3, 16, 37, 50_001]) {
    it(`updates ${count} ${count === 1 ? "value" : "values"} by Adam inside its tensors, on any number of threads`, () => {
      const [value, gradient, first, second] = [noise(count, 1), noise(count, 2), noise(count, 3), noise(count, 4)];
      const positive = second.map(Math.abs);
      const wanted = value.map((w, i) => {
        const m = 0.9 * (first[i] as number) + 0.1 * (gradient[i] as number);
        const v = 0.999 * (positive[i] as number) + 0.001 * (gradient[i] as number) ** 2;
        return w - (0.01 * (m / 0.19)) / (Math.sqrt(v / 0.001999) + 1e-7);
      });
      for (const module of watched.modules) {
        const parts = [
          watched.place(value),
          watched.place(gradient),
          watched.place(first),
          watched.place(positive),
        ] as const;
        runUpdate(module, {
          rule: "adam",
          value: parts[0].address,
          result: parts[0].address,
          gradient: parts[1].address,
          first: parts[2].address,
          second: parts[3].address,
          count,
          numbers: [0.9, 1 - 0.9, 0.999, 1 - 0.999, 0.19, 0.001999, 0.01, 1e-7],
        });
        expectClose(parts[0].read(), wanted, 1e-5);
        expect(parts.every(({ isIntact }) => isIntact())).to.equal(true);
      }
    });
  }
});

describe("optimisers on WASM", () => {
  const train = async (optimizer: tf.Optimizer): Promise<Float32Array> => {
    const variable = tf.variable(tf.tensor([0.5, -1, 2, 0, 1e-3]));
    const target = tf.tensor([1, 1, 1, 1, 1]);
    for (let step = 0; step < 30; step++) {
      optimizer.minimize(() => variable.sub(target).square().mul([1, 10, 0.1, 0, 3]).sum<tf.Scalar>());
    }
    const values = await variable.data<"float32">();
    tf.dispose([variable, target]);
    optimizer.dispose();
    return values;
  };

  for (const [name, kernel, own, reference] of OPTIMIZER_RULES) {
    it(`run ${name} in the lab's own kernel, and follow its reference to the last digits`, async () => {
      await chooseEngine("wasm");
      expect(tf.getKernel(kernel, "wasm")).not.to.equal(undefined);
      expectClose(await train(own()), await train(reference()), 1e-6);
    });
  }

  it("leave a clone of a variable as it was", async () => {
    await chooseEngine("wasm");
    const variable = tf.variable(tf.tensor([1, 2]));
    const kept = variable.clone();
    const optimizer = adam(0.5);
    optimizer.minimize(() => variable.square().sum<tf.Scalar>());
    expect([...(await kept.data())]).to.deep.equal([1, 2]);
    expect([...(await variable.data())]).not.to.deep.equal([1, 2]);
    tf.dispose([variable, kept]);
    optimizer.dispose();
  });
});
