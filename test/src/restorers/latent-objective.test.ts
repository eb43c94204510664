import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../../src/data/dataset.ts";
import { generatorOfFile, readGeneratorFile } from "../../../src/experiments/latent-inpainting/generator-file.ts";
import { Random } from "../../../src/random.ts";
import { latentObjective, maskedLatentObjective } from "../../../src/restorers/latent-objective.ts";
import { expectClose, onEachBackend } from "../../backends.ts";

const LATENT = 3;
const HIDDEN = 5;
const KEPT = 300;

/** Weights as seed 001 writes them, small ones. */
function drawWeights(random: Random): { A1: number[][]; B1: number[]; A2: number[][]; B2: number[] } {
  const draw = (count: number, scale: number): number[] => Array.from({ length: count }, () => scale * random.normal());
  return {
    A1: Array.from({ length: HIDDEN }, () => draw(LATENT, 1)),
    B1: draw(HIDDEN, 0.5),
    A2: Array.from({ length: PIXELS }, () => draw(HIDDEN, 1)),
    B2: draw(PIXELS, 1),
  };
}

/** J and dJ/dz by the source's own formulas, in 64 bits: the first KEPT pixels, x = 1 / (1 + exp(+w2)). */
function byHand(
  { A1, B1, A2, B2 }: ReturnType<typeof drawWeights>,
  z: readonly number[],
  observed: readonly number[],
): { objective: number; gradient: number[] } {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
  const w1 = A1.map((row, h) => dot(row, z) + (B1[h] as number));
  const hidden = w1.map((value) => Math.max(value, 0));
  const x = A2.map((row, p) => 1 / (1 + Math.exp(dot(row, hidden) + (B2[p] as number))));
  const r = x.map((value, p) => (p < KEPT ? (observed[p] as number) - value : 0));
  const s = dot(r, r);
  const u2 = r.map((value) => (-2 / s) * value);
  const v2 = u2.map((value, p) => -value * (x[p] as number) * (1 - (x[p] as number)));
  const u1 = hidden.map((_, h) => v2.reduce((sum, value, p) => sum + value * (A2[p]?.[h] as number), 0));
  const v1 = u1.map((value, h) => ((w1[h] as number) > 0 ? value : 0));
  const u0 = z.map((_, l) => v1.reduce((sum, value, h) => sum + value * (A1[h]?.[l] as number), 0));
  return {
    objective: KEPT * Math.log(s) + dot(z, z),
    gradient: u0.map((value, l) => KEPT * value + 2 * (z[l] as number)),
  };
}

onEachBackend("the latent objective", () => {
  it("is N · ln of the squared distance on the kept pixels, plus the code's square, for each row", async () => {
    const z = tf.tensor2d([
      [1, 2],
      [0, -3],
    ]);
    const generated = tf.tensor2d([
      [0.5, 0.25, 0.9],
      [1, 0, 0.1],
    ]);
    const observed = tf.tensor2d([
      [0.5, 0.75],
      [0, 0.5],
    ]);
    const objective = latentObjective(z, generated, observed);
    expectClose(await objective.data(), [2 * Math.log(0.25) + 5, 2 * Math.log(1.25) + 9], 1e-5);
    tf.dispose([z, generated, observed, objective]);
  });

  it("takes whichever pixels are known, each row its own, and no others", async () => {
    const z = tf.tensor2d([[2], [0]]);
    const generated = tf.tensor2d([
      [0.5, 0.2, 0.9],
      [1, 0, 0.1],
    ]);
    const observed = tf.tensor2d([
      [1, 9, 0.4],
      [0, 0.5, 7],
    ]);
    const known = tf.tensor2d([
      [1, 0, 1],
      [0, 1, 0],
    ]);
    const objective = maskedLatentObjective(z, generated, observed, known);
    expectClose(await objective.data(), [2 * Math.log(0.5) + 4, Math.log(0.25)], 1e-5);
    tf.dispose([z, generated, observed, known, objective]);
  });

  it("has the value and the gradient of the source's formulas, and that of finite differences", async () => {
    const random = new Random(5);
    const weights = drawWeights(random);
    const file = readGeneratorFile("small.json", new TextEncoder().encode(JSON.stringify(weights)));
    const observed = Array.from({ length: PIXELS }, () => random.uniform());
    const codes = [0, 1].map(() => Array.from({ length: LATENT }, () => random.normal()));
    const wanted = codes.map((z) => byHand(weights, z, observed));

    const generator = generatorOfFile(file);
    const target = tf.tensor2d([observed, observed]);
    const known = tf.tensor2d([0, 1].map(() => observed.map((_, p) => (p < KEPT ? 1 : 0))));
    const z = tf.tensor2d(codes);
    const ones = tf.ones<tf.Rank.R1>([2]);
    const { value, grad } = tf.valueAndGrad((at: tf.Tensor) =>
      maskedLatentObjective(at as tf.Tensor2D, generator.apply(at as tf.Tensor2D), target, known),
    )(z, ones);
    const gradient = [...(await grad.data())];
    expectClose(
      await value.data(),
      wanted.map((each) => each.objective),
      1e-5,
    );
    expectClose(
      gradient,
      wanted.flatMap((each) => each.gradient),
      1e-4,
    );
    tf.dispose([z, ones, target, known, value, grad]);
    generator.dispose();

    const h = 1e-5;
    const differences = codes.flatMap((code) =>
      code.map((_, l) => {
        const moved = (by: number): number =>
          byHand(
            weights,
            code.map((number, i) => (i === l ? number + by : number)),
            observed,
          ).objective;
        return (moved(h) - moved(-h)) / (2 * h);
      }),
    );
    expectClose(gradient, differences, 1e-4);
    expect(Math.max(...differences.map(Math.abs))).to.be.greaterThan(1);
  });
});
