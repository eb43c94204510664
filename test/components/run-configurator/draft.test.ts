import { expect } from "@esm-bundle/chai";
import { changedTexts, presetDraft, readDraft, type Draft } from "../../../components/run-configurator/draft.ts";
import { draftOfSweep } from "../../../components/run-configurator/sweep-draft.ts";
import { CATALOG } from "../../../src/catalog.ts";
import { maskedRestoration as spec } from "../../../src/experiments/masked-restoration/spec.ts";

function quick(texts: Record<string, string> = {}): Draft {
  const draft = presetDraft(spec, "quick");
  return { ...draft, texts: { ...draft.texts, ...texts } };
}

describe("a draft", () => {
  for (const { name, presets } of CATALOG) {
    it(`of any preset of ${name} reads as that preset, unchanged`, () => {
      const experiment = CATALOG.find((one) => one.name === name) as (typeof CATALOG)[number];
      for (const [preset, { values }] of Object.entries(presets)) {
        const draft = presetDraft(experiment, preset, "cpu");
        expect(readDraft(experiment, draft).config).to.deep.equal({ experiment: name, preset, engine: "cpu", values });
        expect(changedTexts(experiment, draft)).to.deep.equal({});
      }
    });
  }

  it("says what differs from the preset, not how it is written", () => {
    expect(changedTexts(spec, quick({ learningRate: "0.001", stripeWidths: "3,5, 7,9,11,15,21" }))).to.deep.equal({});
    expect(changedTexts(spec, quick({ epochs: "3" }))).to.deep.equal({ epochs: "3" });
  });

  it("keeps a text at fault as it was typed, says why, and cannot be run", () => {
    const draft = quick({ epochs: "a few", hiddenUnits: "64" });
    const { config, faults, values } = readDraft(spec, draft);
    expect(config).to.equal(null);
    expect(faults).to.deep.equal({
      epochs: 'Cannot set epochs: it must be a whole number from 1 to 1000 epochs, got "a few".',
    });
    expect(values["hiddenUnits"]).to.equal(64);
    expect(changedTexts(spec, draft)).to.deep.equal({ epochs: "a few", hiddenUnits: "64" });
  });

  it("cannot be run where each value is sound and together they are not", () => {
    const { config, faults } = readDraft(spec, quick({ stripeWidths: "", patchSizes: "" }));
    expect(config).to.equal(null);
    expect(faults).to.deep.equal({ stripeWidths: "Cannot measure: choose at least one stripe width or patch size." });
  });
});

describe("a draft that sweeps", () => {
  const swept = (texts: Record<string, string>, sweep: Partial<Draft["sweep"]> = {}): Draft => {
    const draft = quick(texts);
    return { ...draft, sweep: { ...draft.sweep, ...sweep } };
  };

  it("asks for a sweep of what is swept, with what else was changed, and for no single run", () => {
    const { config, sweep, swept: names } = readDraft(spec, swept({ epochs: "1; 2", hiddenUnits: "64" }));
    expect(config).to.equal(null);
    expect(names).to.deep.equal(["epochs"]);
    expect(sweep?.parameters).to.deep.equal({
      epochs: { kind: "values", values: [1, 2] },
      hiddenUnits: { kind: "values", values: [64] },
    });
  });

  it("may sweep the engine", () => {
    const { sweep } = readDraft(spec, swept({ engine: "wasm; cpu" }));
    expect(sweep?.parameters["engine"]).to.deep.equal({ kind: "values", values: ["wasm", "cpu"] });
    expect(readDraft(spec, swept({ engine: "wasm; gpu" })).faults["engine"]).to.contain('Cannot use engine "gpu"');
  });

  it("comes back from its sweep", () => {
    const draft = swept(
      { epochs: "1; 2", learningRate: "0.001..0.1 log" },
      { method: "random", runCap: "5", metric: "train" },
    );
    const { sweep } = readDraft(spec, draft);
    expect(sweep === null ? null : draftOfSweep(spec, sweep)).to.deep.equal(draft);
  });

  it("says what is wrong with the sweep as a whole", () => {
    expect(readDraft(spec, swept({ learningRate: "0.001..0.1" })).sweepFault).to.contain("add a step");
    expect(readDraft(spec, swept({ epochs: "1; 2" }, { method: "random" })).sweepFault).to.contain("without an end");
    expect(readDraft(spec, swept({ epochs: "1; 2" }, { early: "median" })).sweepFault).to.contain("choose the metric");
    expect(readDraft(spec, swept({ epochs: "1; 2" }, { runCap: "0" })).sweepFault).to.contain("from 1 to 10000");
    expect(readDraft(spec, swept({ epochs: "1..900 by 1", seed: "1..900 by 1" })).sweepFault).to.contain(
      "810000 trials",
    );
  });
});
