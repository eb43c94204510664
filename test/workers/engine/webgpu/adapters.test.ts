import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { adam } from "../../../../src/training/optimizers.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { installWebGpuKernels } from "../../../../workers/engine/webgpu-kernels.ts";
import type { Gpu } from "../../../../workers/engine/webgpu/device.ts";
import { expectLikeCpu, noise } from "./against-cpu.ts";

/** The lab's device, told to be another one. */
async function pretend(to: Pick<Gpu, "software" | "subgroupSize">): Promise<Gpu> {
  await chooseEngine("webgpu");
  const backend = tf.backend() as WebGPUBackend;
  return { name: "of the test", device: backend.device, backend, fault: null, ...to };
}

describe("kernels by adapter", () => {
  it("do without subgroups where their size is not known", async () => {
    expect(installWebGpuKernels(await pretend({ software: true, subgroupSize: 1 }))).to.equal("updates and software");
    const product = await expectLikeCpu(() => tf.matMul(noise([19, 13], 1), noise([11, 13], 2), false, true), 1e-5);
    const convolve = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, "same");
    const convolution = await expectLikeCpu(() => {
      const [x, w] = [noise([3, 9, 8, 3], 1), noise([3, 3, 3, 10], 2)];
      const y = convolve(x, w);
      const [dx, dw] = tf.grads(convolve)([x, w], noise(y.shape, 3)) as [tf.Tensor, tf.Tensor];
      return tf.concat([y.flatten(), dx.flatten(), dw.flatten()]);
    }, 1e-5);
    expect(product.runs).to.equal(0);
    expect(convolution.runs).to.be.at.most(3); // what puts the three side by side is tfjs'
  });

  it("leave a hardware GPU its own products and sums, and give it single updates", async () => {
    expect(installWebGpuKernels(await pretend({ software: false, subgroupSize: 32 }))).to.equal("updates");
    const product = await expectLikeCpu(() => tf.matMul(noise([5, 7], 1), noise([7, 3], 2)), 1e-5);
    const sum = await expectLikeCpu(() => tf.sum(noise([5, 7], 1), 0), 1e-5);
    expect(Math.min(product.runs, sum.runs)).to.be.greaterThan(0);
    const variable = tf.variable(tf.tensor([1, -2]));
    const optimizer = adam(0.5);
    optimizer.minimize(() => variable.square().sum<tf.Scalar>());
    const [first, second] = await variable.data();
    expect(first).to.be.closeTo(0.5, 1e-5);
    expect(second).to.be.closeTo(-1.5, 1e-5);
    variable.dispose();
    optimizer.dispose();
  });
});
