import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { adam } from "../../../../src/training/optimizers.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { OPTIMIZER_RULES } from "../optimizer-rules.ts";
import { expectClose } from "../../../backends.ts";
import { noise } from "./against-cpu.ts";

const STEPS = 30;

/** Values after some steps towards a target, pulled by weights that differ. */
async function train(optimizer: tf.Optimizer, count: number): Promise<Float32Array> {
  const [start, target, pull] = [noise([count], 1), noise([count], 2), tf.tidy(() => noise([count], 3).square())];
  const variable = tf.variable(start);
  for (let step = 0; step < STEPS; step++) {
    optimizer.minimize(() => variable.sub(target).square().mul(pull).sum<tf.Scalar>());
  }
  const values = await variable.data<"float32">();
  tf.dispose([start, variable, target, pull]);
  optimizer.dispose();
  return values;
}

describe("optimisers on WebGPU", () => {
  before(async () => {
    await chooseEngine("webgpu");
  });

  for (const [name, kernel, own, reference] of OPTIMIZER_RULES) {
    for (const count of [1, 7, 256, 1027]) {
      it(`follow plain ${name} over ${STEPS} steps in one kernel: ${count} values`, async () => {
        expect(tf.getKernel(kernel, "webgpu")).not.to.equal(undefined);
        expectClose(await train(own(), count), await train(reference(), count), 2e-6);
      });
    }
  }

  it("take Adam's step as it is written down", async () => {
    const variable = tf.variable(tf.tensor([1, -2, 3]));
    const optimizer = adam(0.5);
    optimizer.minimize(() => variable.square().sum<tf.Scalar>());
    // The first step is the rate in the direction of the gradient, whatever its size.
    expectClose(await variable.data(), [0.5, -1.5, 2.5], 1e-5);
    variable.dispose();
    optimizer.dispose();
  });

  it("leave a clone of a variable as it was, also one that was read before", async () => {
    const variable = tf.variable(tf.tensor([1, 2, 3, 4]));
    const kept = variable.clone();
    await variable.data();
    const optimizer = adam(0.5);
    for (let step = 0; step < 2; step++) optimizer.minimize(() => variable.square().sum<tf.Scalar>());
    expect([...(await kept.data())]).to.deep.equal([1, 2, 3, 4]);
    expectClose(await variable.data(), [0, 1, 2, 3], 2e-2);
    tf.dispose([variable, kept]);
    optimizer.dispose();
  });

  it("show a state's new values to whoever has read the old ones", async () => {
    const state = tf.zeros([4]);
    expect([...(await state.data())]).to.deep.equal([0, 0, 0, 0]);
    const [value, gradient] = [tf.zeros([4]), tf.tensor([1, 2, 3, 4])];
    const attributes = { learningRate: 1, momentum: 0.5, nesterov: false };
    const updated = tf.engine().runKernel<tf.Tensor>("FusedMomentum", { value, gradient, first: state }, attributes);
    expect([...(await state.data())]).to.deep.equal([1, 2, 3, 4]);
    expect([...(await updated.data())]).to.deep.equal([-1, -2, -3, -4]);
    tf.dispose([state, value, gradient, updated]);
  });

  it("leave no tensor", async () => {
    const before = tf.memory().numTensors;
    await train(adam(0.01), 5);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
