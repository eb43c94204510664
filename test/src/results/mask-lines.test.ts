import { expect } from "@esm-bundle/chai";
import { maskLines, type MaskLine } from "../../../src/results/mask-lines.ts";
import type { PublishedPoint } from "../../../src/experiments/experiment.ts";
import { row } from "../../components/records.ts";

const STRIPE: PublishedPoint = {
  corruption: "vertical-stripe",
  sizePx: 5,
  maskedPercent: 17.9,
  mse: 0.0156,
  qualityAsPrinted: "Good",
};

function only(lines: readonly MaskLine[]): MaskLine {
  expect(lines.length).to.equal(1);
  return lines[0] as MaskLine;
}

describe("mask lines", () => {
  it("stand there published before anything is measured", () => {
    const line = only(maskLines([STRIPE], [], false));
    expect(line).to.include({ sizePx: 5, published: 0.0156, printed: "Good", network: null, lowest: null });
    expect(line.baselines).to.deep.equal({ "leave-black": null, "mean-image": null, pca: null, "linear-fill": null });
  });

  it("mark a printed label that the stated rule does not give", () => {
    const printed = (mse: number, qualityAsPrinted: string): boolean =>
      only(maskLines([{ ...STRIPE, mse, qualityAsPrinted }], [], false)).printedContradicts;
    expect(printed(0.0156, "Good")).to.equal(false);
    expect(printed(0.0183, "Acceptable")).to.equal(true);
    expect(printed(0.035, "Poor")).to.equal(true);
    expect(printed(0.0603, "Very Poor")).to.equal(false);
  });

  it("set the measured figure, its interval and every baseline beside the published one", () => {
    const line = only(maskLines([STRIPE], [row("network", 0.0312), row("pca", 0.02)], false));
    expect(line.network).to.deep.equal({ mse: 0.0312, ci95: 0.00312 });
    expect(line.differencePercent).to.be.closeTo(100, 1e-9);
    expect(line.baselines.pca?.mse).to.equal(0.02);
    expect(line.lowest).to.equal("pca");
  });

  it("take the reading that is asked for, and the other one where it is the only one", () => {
    const rows = [row("network", 0.03), row("network", 0.01, { composited: true }), row("leave-black", 0.05)];
    for (const order of [rows, [...rows].reverse()]) {
      expect(only(maskLines([], order, false)).network?.mse).to.equal(0.03);
      expect(only(maskLines([], order, true)).network?.mse).to.equal(0.01);
      expect(only(maskLines([], order, true)).baselines["leave-black"]?.mse).to.equal(0.05);
    }
  });

  it("show the mean over seeds where there is one", () => {
    const seeds = [1, 2, 3].flatMap((seed) => [
      row("network", 0.01 * seed, { seed }),
      row("network", 0.001 * seed, { seed, composited: true }),
    ]);
    const seed = "mean of 1, 2, 3";
    const means = [row("network", 0.02, { seed }), row("network", 0.002, { seed, composited: true })];
    expect(only(maskLines([], [...seeds, ...means], false)).network?.mse).to.equal(0.02);
    expect(only(maskLines([], [...seeds, ...means], true)).network?.mse).to.equal(0.002);
  });

  it("keep the source's order of masks, sizes rising, sizes of our own among them", () => {
    const patch = { ...STRIPE, corruption: "patch" };
    const lines = maskLines([{ ...STRIPE, sizePx: 9 }, STRIPE, patch], [row("network", 0.01, { size_px: 7 })], false);
    expect(lines.map(({ corruption, sizePx }) => `${corruption} ${sizePx}`)).to.deep.equal([
      "vertical-stripe 5",
      "vertical-stripe 7",
      "vertical-stripe 9",
      "patch 5",
    ]);
    expect(lines[1]?.published).to.equal(null);
  });

  it("pass over rows that are of no mask", () => {
    expect(maskLines([], [{ restorer: "network", mse_all: 0.1 }], false)).to.deep.equal([]);
  });
});
