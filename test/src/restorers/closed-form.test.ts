import { expect } from "@esm-bundle/chai";
import { Matrix, solve } from "ml-matrix";
import { drawHoles } from "../../../src/corruptions/corruption.ts";
import { toUnit } from "../../../src/data/batches.ts";
import { Random } from "../../../src/random.ts";
import { leaveBlack } from "../../../src/restorers/leave-black.ts";
import { leaveGrey } from "../../../src/restorers/leave-grey.ts";
import { finish } from "../../../src/restorers/in-pieces.ts";
import { linearFill } from "../../../src/restorers/linear-fill.ts";
import { meanImage } from "../../../src/restorers/mean-image.ts";
import { pca } from "../../../src/restorers/pca.ts";
import { pixelMoments, type PixelMoments } from "../../../src/restorers/pixel-moments.ts";
import { pixelSpectrum, type PixelSpectrum } from "../../../src/restorers/pixel-spectrum.ts";
import { RIDGE_SHARE } from "../../../src/restorers/ridge-precision.ts";
import { composite, type DamagedImages, type Restorer } from "../../../src/restorers/restorer.ts";
import { damage } from "../../../src/corruptions/corruption.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { expectClose, tensorsLeftBy, tinyImages } from "../../backends.ts";

const noPause = (): Promise<void> => Promise.resolve();

describe("closed-form restorers", () => {
  const images = tinyImages(60, 1);
  const originals = toUnit(tinyImages(4, 2).pixels);
  const holes = drawHoles({ kind: "patch", sizePx: 6 }, 4, new Random(3));
  const damaged = { pixels: damage(originals, holes), holes, count: 4 };
  let moments: PixelMoments;
  let spectrum: PixelSpectrum;
  let fill: Restorer;

  before(async () => {
    await chooseEngine("wasm");
    moments = await finish(pixelMoments(images), noPause);
    spectrum = await finish(pixelSpectrum(moments), noPause);
    fill = await finish(linearFill(moments, noPause), noPause);
  });

  it("take mean and covariance as their definitions say", () => {
    const unit = toUnit(images.pixels);
    const column = (p: number): number[] => Array.from({ length: 60 }, (_, i) => unit[i * 784 + p] as number);
    const [p, q] = [12 * 28 + 12, 13 * 28 + 12];
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [mp, mq] = [mean(column(p)), mean(column(q))];
    expect(moments.mean[p]).to.be.closeTo(mp, 1e-7);
    const covariance = mean(column(p).map((value, i) => (value - mp) * ((column(q)[i] as number) - mq)));
    expect(moments.covariance[p * 784 + q]).to.be.closeTo(covariance, 1e-7);
    expect(moments.covariance[q * 784 + p]).to.equal(moments.covariance[p * 784 + q]);
  });

  it("refuse to learn from no images", async () => {
    const none = { pixels: new Uint8Array(0), labels: new Uint8Array(0), count: 0 };
    let message = "";
    await finish(pixelMoments(none), noPause).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal("Cannot take pixel moments: there are no images");
  });

  it("leave black, and return the mean image, as they say", async () => {
    expect(await leaveBlack.restore(damaged)).to.equal(damaged.pixels);
    const restored = await meanImage(moments).restore(damaged);
    expectClose(restored.slice(784, 1568), moments.mean, 1e-6);
  });

  it("find directions that are orthonormal and rebuild the covariance", () => {
    const { directions, variances, covariance } = spectrum;
    const dot = (a: number, b: number): number => {
      let sum = 0;
      for (let p = 0; p < 784; p++) sum += (directions[a * 784 + p] as number) * (directions[b * 784 + p] as number);
      return sum;
    };
    expect(dot(0, 0)).to.be.closeTo(1, 1e-9);
    expect(dot(0, 5)).to.be.closeTo(0, 1e-9);
    expect(variances[0]).to.be.above(variances[1] as number);
    const p = 12 * 28 + 12;
    let rebuilt = 0;
    for (let k = 0; k < 784; k++) rebuilt += (variances[k] as number) * (directions[k * 784 + p] as number) ** 2;
    expect(rebuilt).to.be.closeTo(covariance[p * 784 + p] as number, 1e-9);
  });

  it("PCA with every direction returns what it was given, with one only a shade of the mean", async () => {
    expectClose(await pca(spectrum, 784, noPause).restore(damaged), damaged.pixels, 1e-5);
    const one = await pca(spectrum, 1, noPause).restore({ ...damaged, pixels: new Float32Array(4 * 784) });
    expect(one.some((pixel) => pixel !== 0)).to.equal(true);
    expect(() => pca(spectrum, 0, noPause)).to.throw("components must be a whole number from 1 to 784, got 0");
  });

  it("PCA projects on the mean and the first directions as its formula says, and leaves no tensor", async () => {
    const wanted = new Float64Array(4 * 784);
    for (let at = 0; at < 4; at++) {
      for (let p = 0; p < 784; p++) wanted[at * 784 + p] = moments.mean[p] as number;
      for (let k = 0; k < 3; k++) {
        let score = 0;
        for (let p = 0; p < 784; p++) {
          const centred = (damaged.pixels[at * 784 + p] as number) - (moments.mean[p] as number);
          score += (spectrum.directions[k * 784 + p] as number) * centred;
        }
        for (let p = 0; p < 784; p++) {
          wanted[at * 784 + p] =
            (wanted[at * 784 + p] as number) + score * (spectrum.directions[k * 784 + p] as number);
        }
      }
    }
    const left = await tensorsLeftBy(async () => {
      expectClose(await pca(spectrum, 3, noPause).restore(damaged), wanted, 1e-5);
    });
    expect(left).to.equal(0);
  });

  it("PCA may start from grey instead: the projection of the picture whose hole holds one half", async () => {
    const grey = damaged.pixels.map((pixel, i) => (holes[i] === 1 ? 0.5 : pixel));
    const wanted = await pca(spectrum, 3, noPause).restore({ ...damaged, pixels: grey });
    const restorer = pca(spectrum, 3, noPause, { holeValue: 0.5, name: "pca-3" });
    expect(restorer.name).to.equal("pca-3");
    expect(await restorer.restore(damaged)).to.deep.equal(wanted);
    expect(await pca(spectrum, 3, noPause).restore(damaged)).not.to.deep.equal(wanted);
  });

  it("leave grey fills with one half and touches no known pixel", async () => {
    const restored = await leaveGrey.restore(damaged);
    expect([...restored].every((pixel, i) => pixel === (holes[i] === 1 ? 0.5 : damaged.pixels[i]))).to.equal(true);
  });

  it("linear fill agrees with ridge regression solved directly from the known pixels", async () => {
    const restored = await fill.restore(damaged);
    const ridge = RIDGE_SHARE * ((): number => spectrum.variances.reduce((a, b) => a + b) / 784)();
    const { covariance, mean } = moments;
    for (const image of [0, 3]) {
      const hidden: number[] = [];
      const known: number[] = [];
      for (let p = 0; p < 784; p++) (holes[image * 784 + p] === 1 ? hidden : known).push(p);
      const block = (rows: number[], columns: number[], diagonal: number): Matrix =>
        new Matrix(rows.map((r) => columns.map((c) => (covariance[r * 784 + c] as number) + (r === c ? diagonal : 0))));
      const visible = Matrix.columnVector(
        known.map((p) => (damaged.pixels[image * 784 + p] as number) - (mean[p] as number)),
      );
      const direct = block(hidden, known, 0).mmul(solve(block(known, known, ridge), visible));
      const wanted = hidden.map((p, i) => (mean[p] as number) + direct.get(i, 0));
      expectClose(
        hidden.map((p) => restored[image * 784 + p] as number),
        wanted,
        1e-4,
      );
    }
  });

  it("linear fill touches no known pixel", async () => {
    const restored = await fill.restore(damaged);
    expect([...composite(restored, damaged)]).to.deep.equal([...restored]);
  });

  it("linear fill restores a wholly hidden picture, and pixels that never vary, to the mean", async () => {
    const all = { pixels: new Float32Array(784), holes: new Uint8Array(784).fill(1), count: 1 };
    expectClose(await fill.restore(all), moments.mean, 1e-6);
    const edge = { pixels: all.pixels, holes: new Uint8Array(784).fill(1, 0, 28), count: 1 };
    expect([...(await fill.restore(edge)).slice(0, 28)]).to.deep.equal(new Array(28).fill(0));
  });

  it("linear fill hears a stop between pieces", async () => {
    const many = testHoles(600);
    const stopped = await finish(
      linearFill(moments, () => Promise.reject(new Error("stop"))),
      noPause,
    );
    let message = "";
    await stopped.restore(many).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal("stop");
  });

  it("linear fill refuses training images that are all the same", () => {
    const flat = { ...moments, covariance: new Float64Array(784 * 784) };
    expect(() => linearFill(flat, noPause).next()).to.throw("the training images are all the same");
  });
});

/** Large holes at the same place: more work than one piece. */
function testHoles(count: number): DamagedImages {
  const holes = new Uint8Array(count * 784);
  for (let image = 0; image < count; image++) holes.fill(1, image * 784 + 84, (image + 1) * 784);
  return { pixels: new Float32Array(count * 784), holes, count };
}
