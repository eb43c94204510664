import { expect } from "@esm-bundle/chai";
import { formatLoss, formatMebibytes, formatRatio, formatTime } from "../../../components/bench-table/format.ts";

describe("a benchmark's figures", () => {
  it("have the digits that they deserve", () => {
    expect([4.794, 31.92, 7841.3].map(formatTime)).to.deep.equal(["4.79", "31.9", "7 841"]);
    expect([0.0521, 0.98, 1.71, 39.54].map(formatRatio)).to.deep.equal(["0.052", "0.98", "1.71", "39.5"]);
    expect(formatMebibytes(33 * 2 ** 20)).to.equal("33");
    expect(formatLoss(0.0639433)).to.equal("0.06394");
  });

  it("are a dash where nothing is known", () => {
    expect([formatRatio(null), formatMebibytes(null), formatLoss(null)]).to.deep.equal(["–", "–", "–"]);
  });
});
