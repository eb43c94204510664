import { expect } from "@esm-bundle/chai";
import { dropWords, takerOf, type Taker } from "../../../components/lacuna-lab/dropped-files.ts";
import { readPlace } from "../../../components/url-state.ts";

const takes = (hash: string, name: string, type = ""): Taker => takerOf(readPlace(hash), { name, type });

describe("a file that is dropped on the lab", () => {
  it("goes to what the place works with", () => {
    expect(takes("#/bench", "old.csv")).to.deep.equal({ kind: "comparison" });
    expect(takes("#/runs", "runs.zip")).to.deep.equal({ kind: "archive" });
    expect(takes("#/playground", "seven.png", "image/png")).to.deep.equal({ kind: "picture" });
    expect(takes("#/sweeps", "Mine.JSON")).to.deep.equal({ kind: "sweep" });
  });

  it("goes to the parameter that asks for its kind, however its name is written", () => {
    const taker: Taker = { kind: "parameter", parameter: "generator" };
    expect(takes("#/latent-inpainting", "mine.json")).to.deep.equal(taker);
    expect(takes("#/latent-inpainting", "MINE.JSON")).to.deep.equal(taker);
  });

  it("is taken for real digits wherever nothing else asks for it", () => {
    for (const hash of ["", "#/run/a", "#/compare?runs=a", "#/sweeps", "#/sweep/a", "#/masked-restoration"]) {
      expect(takes(hash, "seven.png", "image/png"), hash).to.deep.equal({ kind: "digits" });
    }
    expect(takes("#/playground", "train-images-idx3-ubyte")).to.deep.equal({ kind: "digits" });
    expect(takes("#/latent-inpainting", "train-images-idx3-ubyte")).to.deep.equal({ kind: "digits" });
  });

  it("is asked for in words that say what the place takes", () => {
    const words = (hash: string): string => dropWords(readPlace(hash));
    expect(words("#/bench")).to.contain("bench.csv");
    expect(words("#/runs")).to.contain("zip of runs");
    expect(words("#/playground")).to.contain("picture of a digit");
    expect(words("#/sweeps")).to.contain("a sweep as .json");
    expect(words("#/latent-inpainting")).to.equal("Drop a .json file for Generator, or the four IDX files");
    expect(words("#/masked-restoration")).to.equal("Drop the four IDX files to use them");
    expect(words("")).to.equal("Drop the four IDX files to use them");
  });
});
