import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import { metricsOf } from "../../../src/results/metrics.ts";

describe("a run in a few numbers", () => {
  const spec = findExperiment("masked-restoration");
  const point = (series: string, value: number): Parameters<typeof metricsOf>[2][number] => {
    return { series, value, epoch: 0, step: 0, wallMs: 0 };
  };

  it("has the mean of a column over its rows, and a curve's last and best", () => {
    const rows = [
      { restorer: "network", composited: false, mse_all: 0.25 },
      { restorer: "network", composited: false, mse_all: 0.75 },
      { restorer: "network", composited: true, mse_all: 9 },
      { restorer: "linear-fill", composited: true, mse_all: 0.125, mse_all_ci95: 0.5 },
    ];
    const points = [point("train", 3), point("train", 1), point("train", 2)];
    expect(metricsOf(spec, rows, points).map(({ name, last, best, ci95 }) => [name, last, best, ci95])).to.deep.equal([
      ["network_mse", 0.5, 0.5, null],
      ["linear_mse", 0.125, 0.125, 0.5],
      ["train", 2, 1, null],
    ]);
  });

  it("passes over what is no number, which no store would take", () => {
    const rows = [{ restorer: "network", composited: false, mse_all: NaN, mse_all_ci95: NaN }];
    const points = [point("train", 3), point("train", 1), point("train", Infinity), point("lost", NaN)];
    expect(metricsOf(spec, rows, points).map(({ name, last, best }) => [name, last, best])).to.deep.equal([
      ["train", 1, 1],
    ]);
  });

  it("takes the highest for best where higher is better", () => {
    const gan = findExperiment("hole-filling-gan");
    const points = [point("Accuracy/restored", 50), point("Accuracy/restored", 80), point("Accuracy/restored", 70)];
    expect(metricsOf(gan, [], points)[0]).to.include({ last: 70, best: 80, better: "higher" });
  });

  it("leaves out the lines of a crowd, such as the restarts of a search", () => {
    const latent = findExperiment("latent-inpainting");
    const points = [point("J, N = 500/image 1 start 1", 3), point("train", 2)];
    expect(metricsOf(latent, [], points).map(({ name }) => name)).to.deep.equal(["train"]);
  });
});
