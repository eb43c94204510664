import { expect } from "@esm-bundle/chai";
import { sharePanels, type ShareRole } from "../../../components/hidden-share-chart/share-series.ts";
import { maskLines } from "../../../src/results/mask-lines.ts";
import { row } from "../records.ts";

const PUBLISHED = [
  { corruption: "vertical-stripe", sizePx: 9, maskedPercent: 32, mse: 0.02, qualityAsPrinted: "Good" },
  { corruption: "vertical-stripe", sizePx: 5, maskedPercent: 18, mse: 0.01, qualityAsPrinted: "Good" },
  { corruption: "patch", sizePx: 5, maskedPercent: 3, mse: 0.01, qualityAsPrinted: "Good" },
];

describe("the panels of error against hidden share", () => {
  it("are one for each mask kind, share rising, with an interval only where it was measured", () => {
    const panels = sharePanels(maskLines(PUBLISHED, [row("network", 0.5), row("pca", 0.03)], false));
    expect(panels.map(({ corruption }) => corruption)).to.deep.equal(["vertical-stripe", "patch"]);
    const points = (role: ShareRole) => panels[0]?.series.find((one) => one.role === role)?.points;
    expect(points("published")).to.deep.equal([
      { x: 18, y: 0.01, error: undefined },
      { x: 32, y: 0.02, error: undefined },
    ]);
    expect(points("ours")).to.deep.equal([{ x: 18, y: 0.5, error: 0.05 }]);
    expect(points("pca")?.length).to.equal(1);
    expect(points("mean-image")).to.deep.equal([]);
  });
});
