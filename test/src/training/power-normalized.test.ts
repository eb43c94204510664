import * as tf from "@tensorflow/tfjs";
import { expect } from "@esm-bundle/chai";
import { PowerNormalized } from "../../../src/training/power-normalized.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

onEachBackend("the power-normalised gradient", () => {
  it("starts with the first power, then smooths it, and keeps nothing once disposed of", async () => {
    const [rate, share, floor] = [0.1, 0.25, 0.01];
    let values: number[] = [];
    const left = await tensorsLeftBy(async () => {
      const optimizer = new PowerNormalized(rate, share, floor);
      const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
      for (const gradient of [
        [3, 0],
        [-1, 0.5],
      ]) {
        const tensor = tf.tensor1d(gradient);
        optimizer.applyGradients([{ name: variable.name, tensor }]);
        tensor.dispose();
      }
      values = [...(await variable.data())];
      variable.dispose();
      optimizer.dispose();
    });
    const first = 1 - (rate * 3) / Math.sqrt(floor + 9);
    const second = first + rate / Math.sqrt(floor + 0.75 * 9 + 0.25);
    expectClose(values, [second, -2 - (rate * 0.5) / Math.sqrt(floor + 0.25 * 0.25)], 1e-5);
    expect(left).to.equal(0);
  });
});
