import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { adam } from "../../../src/training/optimizers.ts";
import { warmUpThenCosine } from "../../../src/training/schedules.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

describe("a warm-up followed by a cosine", () => {
  it("rises evenly to its peak, falls through half of it, and ends at its last share", () => {
    const rate = warmUpThenCosine({ peak: 0.2, steps: 12, warmUpSteps: 4, lastShare: 0.1 });
    expect([1, 2, 4].map(rate)).to.deep.equal([0.05, 0.1, 0.2]);
    expect(rate(8)).to.be.closeTo((0.2 + 0.02) / 2, 1e-12); // half way down
    expect(rate(6)).to.be.closeTo(0.02 + (0.18 * (1 + Math.SQRT1_2)) / 2, 1e-12);
    expect(rate(12)).to.be.closeTo(0.02, 1e-12);
    expect(rate(20)).to.be.closeTo(0.02, 1e-12);
  });

  it("begins at its peak without a warm-up", () => {
    expect(warmUpThenCosine({ peak: 1, steps: 1000, warmUpSteps: 0, lastShare: 0 })(1)).to.be.closeTo(1, 1e-5);
  });

  it("refuses a warm-up as long as the training", () => {
    expect(() => warmUpThenCosine({ peak: 1, steps: 5, warmUpSteps: 5, lastShare: 0 })).to.throw(
      RangeError,
      "Cannot plan the learning rate: the warm-up must be shorter than the training of 5 steps, got 5",
    );
  });
});

onEachBackend("Adam with a schedule", () => {
  it("takes each step at the step's own rate", async () => {
    const left = await tensorsLeftBy(async () => {
      const rates = [0.5, 0, 0.125];
      const optimizer = adam((step) => rates[step - 1] ?? 0);
      const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
      const gradient = tf.tensor1d([0.3, -4]);
      const seen: number[][] = [];
      while (seen.length < rates.length) {
        optimizer.applyGradients([{ name: variable.name, tensor: gradient }]);
        seen.push([...(await variable.data())]);
      }
      // The same gradient each time: both corrected moments are it and its square, so a step is the rate against its sign.
      expectClose(seen.flat(), [0.5, -1.5, 0.5, -1.5, 0.375, -1.375], 1e-4);
      tf.dispose([variable, gradient]);
      optimizer.dispose();
    });
    expect(left).to.equal(0);
  });
});
