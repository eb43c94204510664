import { expect } from "@esm-bundle/chai";
import { keptUnder } from "../../../src/experiments/kept-restorers.ts";
import { embeddedDataset } from "../../../workers/datasets.ts";
import { DrawnDigits } from "../../../workers/datasets/drawn-digits.ts";

describe("the key under which a trained network is kept", () => {
  it("is the same before and after embedded digits were drawn, whichever were", async () => {
    const dataset = embeddedDataset(new DrawnDigits());
    const before = keptUnder("judge/full", dataset.identity);
    await dataset.select("test", [7]);
    expect(keptUnder("judge/full", dataset.identity)).to.equal(before);
    expect(before).to.contain("embedded digits, version 1");
  });

  it("is another one for other files, whatever they call themselves", () => {
    const mine = { name: "MNIST", origin: "files", trainCount: 1, testCount: 1 } as const;
    const keys = ["aaaaaaaabbbb", "ccccccccdddd"].map((hash) =>
      keptUnder("judge/full", { ...mine, sha256: { x: hash } }),
    );
    expect(keys).to.deep.equal(["judge/full/aaaaaaaa", "judge/full/cccccccc"]);
  });
});
