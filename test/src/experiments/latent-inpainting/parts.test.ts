import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../../../src/data/dataset.ts";
import { Curves } from "../../../../src/experiments/latent-inpainting/curves.ts";
import { arePublished, publishedPlateau } from "../../../../src/experiments/latent-inpainting/published.ts";
import { latentSearch } from "../../../../src/experiments/latent-inpainting/restorers.ts";
import { negativeBound } from "../../../../src/experiments/latent-inpainting/variational-learner.ts";
import type { RunUpdate } from "../../../../src/experiments/experiment.ts";
import type { DamagedImages } from "../../../../src/restorers/restorer.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../../../../src/results/checkpoint.ts";
import { testCase } from "../../../../src/metrics/evaluate.ts";
import { tinyImages, expectClose, onEachBackend, tensorsLeftBy, testContext } from "../../../backends.ts";

describe("the curves of J", () => {
  it("hold no more points and no more curves than a chart can show, and the chosen one whole", () => {
    const curves = new Curves("N = 500", 4, { steps: 500, restarts: 30 });
    const series = new Map<string, number>();
    for (let step = 0; step <= 500; step++) {
      const objective = Float32Array.from({ length: 120 }, (_, row) => (row === 1 ? NaN : row + step));
      for (const each of curves.add({ epoch: step / 500, step, wallMs: 0 }, objective)) {
        series.set(each.series, (series.get(each.series) ?? 0) + 1);
      }
    }
    expect(series.size).to.equal(99); // 25 starts of each image, one of which diverged
    expect(Math.max(...series.values())).to.be.lessThan(60);
    const chosen = curves.chosen([29, 30, 60, 90]).filter(({ series }) => series === "J, N = 500/image 1 chosen");
    expect([chosen[0]?.value, chosen.at(-1)?.value, chosen.at(-1)?.step]).to.deep.equal([29, 529, 500]);
  });
});

describe("the published figures", () => {
  it("belong to four pictures that show as much paper as the published ones, and to no others", () => {
    const pictures = (means: readonly number[]): Float32Array =>
      Float32Array.from({ length: means.length * PIXELS }, (_, i) => means[Math.floor(i / PIXELS)] as number);
    expect(arePublished(pictures([0.89261, 0.84533, 0.88521, 0.83743]))).to.equal(true);
    expect(arePublished(pictures([0.84533, 0.89261, 0.88521, 0.83743]))).to.equal(false);
    expect(arePublished(pictures([0.89261, 0.84533, 0.88521]))).to.equal(false);
    expect([publishedPlateau(400, 1), publishedPlateau(300, 3), publishedPlateau(450, 0)]).to.deep.equal([
      580,
      330,
      null,
    ]);
  });
});

/** −ELBO of one picture in 64 bits, from its definition. */
function boundByHand(picture: number[], restored: number[], mean: number[], logVariance: number[]): number {
  const entropy = picture.reduce((sum, x, i) => {
    const p = restored[i] as number;
    return sum - x * Math.log(p) - (1 - x) * Math.log(1 - p);
  }, 0);
  return logVariance.reduce((sum, v, l) => sum - 0.5 * (1 + v - (mean[l] as number) ** 2 - Math.exp(v)), entropy);
}

onEachBackend("the variational bound", () => {
  it("has the value and the gradient of its definition", async () => {
    const picture = Array.from({ length: PIXELS }, (_, i) => (i % 3) / 2);
    const restored = Array.from({ length: PIXELS }, (_, i) => 0.1 + (0.8 * ((i * 7) % 11)) / 11);
    const [mean, logVariance] = [
      [0.5, -1.5],
      [0.3, -0.7],
    ];
    const inputs = [[restored], [mean], [logVariance]].map((rows) => tf.tensor2d(rows));
    const target = tf.tensor2d([picture]);
    const { value, grads } = tf.valueAndGrads((...at: tf.Tensor[]) => {
      const [restored, mean, logVariance] = at as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      return negativeBound(target, restored, mean, logVariance);
    })(inputs);
    const h = 1e-5;
    const at = (moved: readonly number[][]): number =>
      boundByHand(picture, ...(moved as [number[], number[], number[]]));
    const lists = [restored, mean, logVariance] as number[][];
    expectClose(await value.data(), [at(lists)], 1e-4);
    for (const [which, list] of lists.entries()) {
      const differences = list.map((_, i) => {
        const by = (step: number): number =>
          at(lists.map((each, k) => (k === which ? each.map((v, j) => (j === i ? v + step : v)) : each)));
        return (by(h) - by(-h)) / (2 * h);
      });
      expectClose(await (grads[which] as tf.Tensor).data(), differences, 1e-3);
    }
    tf.dispose([...inputs, target, value, ...grads]);
  });
});

async function train(): Promise<Checkpoint> {
  const training = latentSearch.train(await testContext().dataset("embedded"), "glimpse", testContext());
  const updates: RunUpdate[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done === true) {
      expect(updates.some(({ kind }) => kind === "points")).to.equal(true);
      return next.value;
    }
    updates.push(next.value);
  }
}

onEachBackend("latent search on the yardstick", () => {
  it("restores behind any hole and from noise, also after a way through a file, and leaves no tensor", async () => {
    const originals = Float32Array.from(tinyImages(2, 9).pixels, (pixel) => pixel / 255);
    const behindHole = testCase({ kind: "patch", sizePx: 9 }, originals.subarray(0, PIXELS));
    const fromNoise = testCase({ kind: "gaussian-noise", percent: 50 }, originals.subarray(PIXELS));
    const damaged: DamagedImages = {
      pixels: Float32Array.of(...behindHole.pixels, ...fromNoise.pixels),
      holes: Uint8Array.of(...behindHole.holes, ...fromNoise.holes),
      count: 2,
    };
    const left = await tensorsLeftBy(async () => {
      const checkpoint = decodeCheckpoint(encodeCheckpoint(await train()));
      const restorer = await latentSearch.open(checkpoint, testContext());
      const again = await latentSearch.open(checkpoint, testContext());
      const restored = await restorer.restore(damaged);
      expect(restored.length).to.equal(originals.length);
      expect(restored.every((pixel) => pixel >= 0 && pixel <= 1)).to.equal(true);
      expect([...(await again.restore(damaged))]).to.deep.equal([...restored]);
      restorer.dispose();
      again.dispose();
    });
    expect(left).to.equal(0);
  });
});
