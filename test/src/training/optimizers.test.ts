import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { adadelta, plainAdadelta, plainRmsProp, rmsProp } from "../../../src/training/optimizers.ts";
import { PlainOptimizer } from "../../../src/training/plain-optimizer.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

/** Two steps by gradients 2, −0.001, 0 and then 1, −0.001, 3, from the values 1, 1, 1. */
const GRADIENTS = [
  [2, -0.001, 0],
  [1, -0.001, 3],
];

/** The values after each step. */
async function stepsOf(optimizer: tf.Optimizer): Promise<number[][]> {
  const variable = tf.tidy(() => tf.variable(tf.ones([3])));
  const values: number[][] = [];
  for (const numbers of GRADIENTS) {
    const tensor = tf.tensor1d(numbers);
    optimizer.applyGradients([{ name: variable.name, tensor }]);
    values.push([...(await variable.data<"float32">())]);
    tensor.dispose();
  }
  variable.dispose();
  optimizer.dispose();
  return values;
}

/** Zeiler's algorithm 1, line by line, in double precision. */
function adadeltaByHand(rate: number, rho: number, epsilon: number): number[][] {
  const [x, meanSquares, meanUpdates] = [
    [1, 1, 1],
    [0, 0, 0],
    [0, 0, 0],
  ] as [number[], number[], number[]];
  return GRADIENTS.map((gradients) => {
    gradients.forEach((g, i) => {
      meanSquares[i] = rho * (meanSquares[i] as number) + (1 - rho) * g * g; // line 4
      const update = -(Math.sqrt((meanUpdates[i] as number) + epsilon) / Math.sqrt(meanSquares[i] + epsilon)) * g; // line 5
      meanUpdates[i] = rho * (meanUpdates[i] as number) + (1 - rho) * update * update; // line 6
      x[i] = (x[i] as number) + rate * update; // line 7
    });
    return [...x];
  });
}

onEachBackend("Adadelta", () => {
  it("takes its first step as the paper does, with the mean square of after the step", async () => {
    // s = .05 · 2² = .2, u = √10⁻⁴ / √(.2 + 10⁻⁴) · 2 = .044710; tfjs would step by √10⁻⁴ / √10⁻⁴ · 2 = 2.
    const [first] = await stepsOf(adadelta(1, { epsilon: 1e-4 }));
    expect(first?.[0]).to.be.closeTo(1 - 0.04471, 1e-5);
    expect(first?.[2]).to.equal(1);
  });

  it("follows the paper's algorithm, in the kernel and in plain operations", async () => {
    for (const epsilon of [1e-7, 1e-3]) {
      const wanted = adadeltaByHand(1, 0.95, epsilon);
      const config = { learningRate: 1, rho: 0.95, epsilon };
      for (const optimizer of [adadelta(1, { epsilon }), new PlainOptimizer(plainAdadelta(config))]) {
        const got = await stepsOf(optimizer);
        got.forEach((values, step) => expectClose(values, wanted[step] as number[], 1e-6));
      }
    }
  });
});

onEachBackend("RMSProp", () => {
  it("divides by the root and epsilon beside it, as Keras does, in the kernel and in plain operations", async () => {
    // s = .1 · g², so that the first step is .01 · g / (.316228 · |g| + 10⁻⁴): .0316178 for 2, .0240253 for .001.
    const config = { learningRate: 0.01, decay: 0.9, momentum: 0, epsilon: 1e-4 };
    for (const optimizer of [rmsProp(0.01, { epsilon: 1e-4 }), new PlainOptimizer(plainRmsProp(config))]) {
      const [first, second] = (await stepsOf(optimizer)) as [number[], number[]];
      expectClose(first, [1 - 0.0316178, 1 + 0.0240253, 1], 1e-6);
      // s = .09 · 4 + .1 = .46 and .19 · 10⁻⁶; 0 and .1 · 9 = .9
      const wanted = [
        0.01 / (Math.sqrt(0.46) + 1e-4),
        -1e-5 / (Math.sqrt(0.19e-6) + 1e-4),
        0.03 / (Math.sqrt(0.9) + 1e-4),
      ];
      expectClose(
        second,
        first.map((value, i) => value - (wanted[i] as number)),
        1e-6,
      );
    }
  });

  it("carries a share of its last step on", async () => {
    const [first, second] = (await stepsOf(rmsProp(0.01, { momentum: 0.5 }))) as [number[], number[]];
    const change = 0.01 / Math.sqrt(0.46);
    expect(second[0]).to.be.closeTo((first[0] as number) - 0.5 * (1 - (first[0] as number)) - change, 1e-6);
  });
});

onEachBackend("an optimiser in plain operations", () => {
  it("leaves no tensor, and refuses a variable that is not there", async () => {
    const config = { learningRate: 1, rho: 0.95, epsilon: 1e-7 };
    expect(await tensorsLeftBy(async () => void (await stepsOf(new PlainOptimizer(plainAdadelta(config)))))).to.equal(
      0,
    );
    const tensor = tf.tensor1d([1]);
    const optimizer = new PlainOptimizer(plainAdadelta(config));
    expect(() => optimizer.applyGradients([{ name: "nobody", tensor }])).to.throw(
      "Cannot update nobody: there is no such variable",
    );
    expect(optimizer.getConfig()).to.deep.equal(config);
    tensor.dispose();
    optimizer.dispose();
  });
});
