/** What `sweep` is given, and what the options put in its place. No process is started. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readSweepSource, usualSweepFolder, type SweepQuestion } from "../../scripts/lab/sweep-source.ts";
import { findSweptFiles } from "../../scripts/lab/parameter-files.ts";
import type { Sweep } from "../../src/sweep/sweep.ts";
import { inTemporaryFolder } from "./run-lab.ts";

const SMALL = {
  experiment: "masked-restoration",
  method: "grid",
  parameters: { epochs: { values: [1, 2] }, engine: { values: ["wasm", "cpu"] } },
};

function ask(source: string, options: Partial<SweepQuestion> = {}): Sweep {
  return readSweepSource({ source, preset: null, engine: null, assignments: [], dataFolder: null, ...options });
}

/** The sweep in a file with this text. */
async function askText(text: string, options: Partial<SweepQuestion> = {}): Promise<Sweep> {
  let sweep: Sweep | null = null;
  await inTemporaryFolder((folder) => {
    const path = join(folder, "sweep.json");
    writeFileSync(path, text);
    sweep = ask(path, options);
    return Promise.resolve();
  });
  assert.ok(sweep !== null);
  return sweep;
}

const askJson = async (json: unknown, options: Partial<SweepQuestion> = {}): Promise<Sweep> =>
  await askText(JSON.stringify(json), options);

describe("a sweep on the command line", () => {
  it("is a ready one by its name, or a file of JSON", async () => {
    assert.equal(ask("hole-sizes").experiment, "masked-restoration");
    assert.deepEqual((await askJson(SMALL)).parameters["epochs"], { kind: "values", values: [1, 2] });
  });

  it("takes from the options what they say, and the rest from itself", async () => {
    const options = { preset: "best", engine: "cpu", assignments: ["seed=7", "epochs=3"], dataFolder: "x" } as const;
    const { preset, engine, parameters } = await askJson(SMALL, options);
    assert.equal(preset, "best");
    assert.equal(engine, "cpu");
    assert.deepEqual(parameters, {
      epochs: { kind: "values", values: [3] },
      seed: { kind: "values", values: [7] },
      data: { kind: "values", values: ["real"] },
    });
    const embedded = { ...SMALL, parameters: { data: { value: "embedded" } } };
    assert.deepEqual((await askJson(embedded, { dataFolder: "x" })).parameters, {
      data: { kind: "values", values: ["embedded"] },
    });
  });

  it("is refused with the name that was probably meant", async () => {
    assert.throws(() => ask("hole-size"), /no such file, and no ready sweep.*Did you mean hole-sizes\?/);
    await assert.rejects(askText("{"), /Cannot read the sweep: it is not JSON/);
    await assert.rejects(askJson({ ...SMALL, metrik: {} }), /no key "metrik"\. Known: .*Did you mean metric\?/);
    const misspelt = { experiment: "masked-restoration", method: "grid", parametres: {} };
    await assert.rejects(askJson(misspelt), /"parameters" is missing\. Is "parametres" meant to be it\?/);
    const parameters = { epochs: { valuess: [1] } };
    await assert.rejects(askJson({ ...SMALL, parameters }), /"valuess" in "parameters\.epochs".*Did you mean values\?/);
    await assert.rejects(
      askJson({ ...SMALL, parameters: { epoch: { value: 1 } } }),
      /Cannot sweep "epoch".*Did you mean epochs\?/,
    );
    await assert.rejects(askJson({ ...SMALL, experiment: "masked-restorat" }), /Did you mean masked-restoration\?/);
    await assert.rejects(askJson({ ...SMALL, run_cap: 0 }), /"run_cap" must be at least 1, got 0/);
    await assert.rejects(askJson(SMALL, { assignments: ["epochs=0"] }), /from 1 to 1000 epochs, got 0/);
    await assert.rejects(askJson(SMALL, { preset: "quik" }), /Did you mean quick\?/);
  });

  it("goes into a folder of its own name", () => {
    assert.equal(usualSweepFolder("hole-sizes"), "results/sweep-hole-sizes");
    assert.equal(usualSweepFolder("a/b/mine.json"), "results/sweep-mine");
  });
});

describe("files that a sweep names", () => {
  it("are found, and known by their names alone", async () => {
    await inTemporaryFolder((folder) => {
      const [one, other] = [join(folder, "one.json"), join(folder, "other.json")];
      for (const path of [one, other]) writeFileSync(path, "{}");
      const json = {
        experiment: "latent-inpainting",
        method: "grid",
        parameters: { generator: { values: [one, other] } },
      };
      const path = join(folder, "sweep.json");
      writeFileSync(path, JSON.stringify(json));
      const { sweep, files } = findSweptFiles(ask(path));
      assert.deepEqual(sweep.parameters["generator"], { kind: "values", values: ["one.json", "other.json"] });
      assert.deepEqual(
        files.map((file) => file.path),
        [one, other],
      );
      assert.throws(
        () => findSweptFiles(ask(path, { assignments: ["generator=nowhere.json"] })),
        /Cannot set generator: there is no file nowhere\.json/,
      );
      return Promise.resolve();
    });
  });
});
