import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { Random } from "../../../src/random.ts";
import { isSoftware, reportAdapter } from "../../../workers/engine/adapter.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { expectClose } from "../../backends.ts";

const noise = (shape: number[], seed: number): tf.Tensor => {
  const random = new Random(seed);
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );
};

/** The same computation on the CPU backend and on WASM. */
async function compare(compute: () => tf.Tensor, tolerance: number): Promise<void> {
  const results: Float32Array[] = [];
  for (const backend of ["cpu", "wasm"] as const) {
    await chooseEngine(backend);
    const result = tf.tidy(compute);
    results.push(await result.data<"float32">());
    result.dispose();
  }
  expectClose(results[1] as Float32Array, results[0] as Float32Array, tolerance);
}

describe("the choice of engine", () => {
  it("knows software adapters by their own words, not by the fallback flag alone", () => {
    expect(isSoftware("google", "swiftshader", "", undefined)).to.equal(true);
    expect(isSoftware("mesa", "", "llvmpipe (LLVM 19.1, 256 bits)", false)).to.equal(true);
    expect(isSoftware("mesa", "lavapipe", "", false)).to.equal(true);
    expect(isSoftware("nvidia", "ampere", "NVIDIA GeForce RTX 3080", false)).to.equal(false);
    expect(isSoftware("intel", "gen-12lp", "", true)).to.equal(true);
  });

  it("takes WASM on a machine whose WebGPU runs in software, and says why", async () => {
    expect((await reportAdapter())?.software).to.equal(true);
    const engine = await chooseEngine("auto");
    expect(engine.backend).to.equal("wasm");
    expect(engine.reason).to.contain("its WebGPU runs in software (swiftshader)");
    expect(tf.getBackend()).to.equal("wasm");
  });

  it("uses SIMD, and threads where the page is cross-origin isolated", async () => {
    const { wasm } = await chooseEngine("wasm");
    expect(wasm?.simd).to.equal(true);
    expect(self.crossOriginIsolated).to.equal(true);
    expect(wasm?.threads).to.equal(Math.min(8, navigator.hardwareConcurrency));
    expect(wasm?.kernels).to.equal("fused multiply-add");
  });

  it("keeps an explicit choice of the software adapter, and names it so", async () => {
    const engine = await chooseEngine("webgpu");
    expect(engine.backend).to.equal("webgpu");
    expect(engine.softwareAdapter).to.equal(true);
    expect(engine.label).to.contain("in software");
  });
});

describe("kernels on WASM", () => {
  for (const [transposeA, transposeB] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    it(`multiply with ${transposeA ? "Aᵀ" : "A"} and ${transposeB ? "Bᵀ" : "B"} as the CPU does`, async () => {
      await compare(() => {
        const a = noise(transposeA ? [7, 5] : [5, 7], 1);
        const b = noise(transposeB ? [3, 7] : [7, 3], 2);
        return tf.matMul(a, b, transposeA, transposeB);
      }, 1e-5);
    });
  }

  it("multiply batches with a transposed operand", async () => {
    await compare(() => tf.matMul(noise([2, 7, 5], 1), noise([2, 7, 3], 2), true, false), 1e-5);
  });

  const convolutions: [name: string, x: number[], filter: number[], stride: number, pad: "same" | "valid"][] = [
    ["3 × 3, same", [2, 7, 6, 3], [3, 3, 3, 4], 1, "same"],
    ["3 × 3, valid", [2, 7, 6, 3], [3, 3, 3, 4], 1, "valid"],
    ["stride 2, same, even size", [2, 8, 8, 2], [3, 3, 2, 5], 2, "same"],
    ["stride 2, same, odd size", [1, 7, 7, 2], [3, 3, 2, 5], 2, "same"],
    ["stride 2, valid, with a row that no output reaches", [1, 8, 8, 2], [3, 3, 2, 3], 2, "valid"],
    ["5 × 5, stride 3", [1, 11, 10, 1], [5, 5, 1, 2], 3, "valid"],
    ["one pixel, one channel", [1, 1, 1, 1], [1, 1, 1, 1], 1, "same"],
  ];
  for (const [name, xShape, filterShape, stride, pad] of convolutions) {
    it(`take the filter gradient of a convolution: ${name}`, async () => {
      await compare(() => {
        const x = noise(xShape, 3) as tf.Tensor4D;
        const filter = noise(filterShape, 4) as tf.Tensor4D;
        const gradient = tf.grad((w: tf.Tensor) =>
          tf
            .conv2d(x, w as tf.Tensor4D, stride, pad)
            .square()
            .sum(),
        );
        return gradient(filter);
      }, 1e-4);
    });
  }
});
