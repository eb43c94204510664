import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../../../src/data/dataset.ts";
import { generatorOfFile, readGeneratorFile } from "../../../../src/experiments/latent-inpainting/generator-file.ts";
import { picturesOf } from "../../../../src/restorers/latent-search.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../../backends.ts";

/** One number of code, one hidden unit; every pixel has the weight 2 and the bias 1. */
function smallFile(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    about: "a generator of shades",
    A1: [[1]],
    B1: [0.5],
    A2: Array.from({ length: PIXELS }, () => [2]),
    B2: Array.from({ length: PIXELS }, () => 1),
    ...change,
  };
}

const bytesOf = (file: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(file));

function faultOf(bytes: Uint8Array): string {
  try {
    readGeneratorFile("mine.json", bytes);
  } catch (error) {
    return (error as Error).message;
  }
  return "no fault";
}

const picture = (value: number): number[] => Array.from({ length: PIXELS }, () => value);

onEachBackend("a generator from a file", () => {
  it("ends in sigmoid(−w) as seed 001's does, or in sigmoid(w) where the file says so", async () => {
    const left = await tensorsLeftBy(async () => {
      for (const [output, sign] of [
        [undefined, -1],
        ["sigmoid(w)", 1],
      ] as const) {
        const generator = generatorOfFile(readGeneratorFile("mine.json", bytesOf(smallFile({ output }))));
        const shades = await picturesOf(generator, Float32Array.of(0.25, -3));
        const sigmoid = (w: number): number => 1 / (1 + Math.exp(-w));
        expectClose([shades[0], shades[PIXELS]] as number[], [sigmoid(sign * 2.5), sigmoid(sign)], 1e-5);
        expect([generator.latentSize, generator.parameters]).to.deep.equal([1, 2 + 2 * PIXELS]);
        generator.dispose();
      }
    });
    expect(left).to.equal(0);
  });
});

describe("a generator's file", () => {
  it("is written column by column with ink as 0 unless it says otherwise, and may bring pictures", () => {
    const plain = readGeneratorFile("mine.json", bytesOf(smallFile()));
    expect(plain.space).to.deep.equal({ order: "columns", ink: 0 });
    expect([plain.ideal, plain.noisy]).to.deep.equal([null, null]);
    const file = smallFile({
      order: "rows",
      ink: 1,
      ideal: [picture(0), picture(0.5)],
      noisy: [picture(-0.25), picture(1.5)],
    });
    const full = readGeneratorFile("mine.json", bytesOf(file));
    expect(full.space).to.deep.equal({ order: "rows", ink: 1 });
    expect([full.ideal?.length, full.ideal?.[PIXELS], full.noisy?.[0]]).to.deep.equal([2 * PIXELS, 0.5, -0.25]);
  });

  it("is refused with one sentence that names the place", () => {
    const wide = smallFile({ A1: [[1], [1, 2]], B1: [0, 0], A2: Array.from({ length: PIXELS }, () => [2, 2]) });
    const holed = smallFile();
    (holed["A2"] as unknown[][])[3] = [null];
    const missing = smallFile();
    delete missing["B1"];
    const rules: readonly (readonly [file: unknown, rule: string])[] = [
      [[], "it must hold an object with A1, B1, A2 and B2"],
      [missing, "B1 is missing or no list of numbers"],
      [smallFile({ A1: [1] }), "A1[0] is missing or no list of numbers"],
      [holed, "A2[3][0] must be a finite number"],
      [smallFile({ A1: [] }), "A1 must have 1 to 4096 rows, one per hidden unit, got 0"],
      [smallFile({ A1: [[]] }), "A1 must have 1 to 1000 columns, one per number of the code, got 0"],
      [wide, "A1[1] must hold 1 numbers as the others do, got 2"],
      [smallFile({ B1: [1, 2] }), "B1 must hold 1 entries, one per row of A1, got 2"],
      [smallFile({ A2: [[1]] }), "A2 must hold 784 entries, one row per pixel, got 1"],
      [smallFile({ B2: [1] }), "B2 must hold 784 entries, one per pixel, got 1"],
      [smallFile({ output: "tanh" }), 'output must be "sigmoid(-w)" or "sigmoid(w)"'],
      [smallFile({ order: "spiral" }), 'order must be "columns" or "rows"'],
      [smallFile({ ink: 2 }), "ink must be 0 or 1"],
      [smallFile({ ideal: [] }), "ideal must hold at least one picture, or be left out"],
      [smallFile({ ideal: [[1, 2]] }), "ideal[0] must hold 784 numbers as the others do, got 2"],
      [smallFile({ noisy: [picture(0)] }), "noisy needs ideal beside it"],
      [
        smallFile({ ideal: [picture(0)], noisy: [picture(0), picture(0)] }),
        "noisy must hold as many pictures as ideal, 1, got 2",
      ],
    ];
    for (const [file, rule] of rules) expect(faultOf(bytesOf(file))).to.contain(`Cannot read mine.json: ${rule}`);
    const notJson = "Cannot read mine.json: it is not JSON (NaN and Infinity are not numbers there).";
    expect(faultOf(new TextEncoder().encode('{"A1": [[NaN]]}'))).to.equal(notJson);
    expect(faultOf(Uint8Array.of(0xff, 0xfe, 0))).to.equal(notJson);
    const endless = JSON.stringify(smallFile({ B1: [12345] })).replace("12345", "1e999");
    expect(faultOf(new TextEncoder().encode(endless))).to.contain("B1[0] must be a finite number");
  });
});
