import { expect } from "@esm-bundle/chai";
import { changedTexts, presetDraft, readDraft, type Draft } from "../../../components/run-configurator/draft.ts";
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
