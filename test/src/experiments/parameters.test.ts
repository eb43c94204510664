import { expect } from "@esm-bundle/chai";
import { CATALOG, checkConfig, checkEngine, findExperiment, findPreset } from "../../../src/catalog.ts";
import {
  checkValue,
  checkValues,
  fileOf,
  formatValue,
  ParameterError,
  parseValue,
  type Parameters as ParameterDescriptions,
} from "../../../src/experiments/parameters.ts";

const PARAMETERS = {
  epochs: { kind: "integer", label: "Epochs", help: "", unit: "epochs", minimum: 1, maximum: 100 },
  rate: { kind: "number", label: "Rate", help: "", minimum: 0.001, maximum: 1 },
  sizes: { kind: "integer-list", label: "Sizes", help: "", unit: "px", minimum: 1, maximum: 28, fewest: 1 },
  law: {
    kind: "choice",
    label: "Law",
    help: "",
    options: [
      { value: "published", label: "" },
      { value: "wide", label: "" },
    ],
  },
  paste: { kind: "switch", label: "Paste", help: "" },
  generator: {
    kind: "file",
    label: "Generator",
    help: "",
    options: [{ value: "own", label: "" }],
    suffix: ".json",
  },
} as const satisfies ParameterDescriptions;

const good = { epochs: 5, rate: 0.1, sizes: [3], law: "wide", paste: true, generator: "mine.json" };

describe("parameters", () => {
  it("read from text what they write to it", () => {
    for (const [name, value] of Object.entries(good)) {
      expect(parseValue(PARAMETERS, name, formatValue(value))).to.deep.equal(value);
    }
  });

  it("take what comes with the lab or a file by the end of its name", () => {
    expect(checkValue("generator", PARAMETERS.generator, "own")).to.equal("own");
    expect(fileOf(PARAMETERS.generator, "own")).to.equal(null);
    expect(fileOf(PARAMETERS.generator, "mine.json")).to.equal("mine.json");
    for (const value of ["", ".json", "mine.txt", 3, `${"x".repeat(300)}.json`]) {
      expect(() => checkValue("generator", PARAMETERS.generator, value)).to.throw(
        "Cannot set generator: it must be own or a .json file, got",
      );
    }
  });

  it("read lists with ranges, sorted and without repeats", () => {
    expect(parseValue(PARAMETERS, "sizes", "7, 3..5,4")).to.deep.equal([3, 4, 5, 7]);
  });

  const faults: [name: string, text: string, says: string][] = [
    ["epochs", "0", "Cannot set epochs: it must be a whole number from 1 to 100 epochs, got 0."],
    ["epochs", "2.5", "got 2.5"],
    ["epochs", "NaN", 'got "NaN"'],
    ["epochs", "", "got nothing"],
    ["epochs", "Infinity", "got Infinity"],
    ["epochs", "ten", 'got "ten"'],
    ["rate", "1e9", "it must be a number from 0.001 to 1, got 1000000000"],
    ["sizes", "29", "whole numbers from 1 to 28 px, such as 3,5,7 or 3..15, got 29"],
    ["sizes", "", "at least 1 of the whole numbers from 1 to 28 px, such as 3,5,7 or 3..15, got an empty list"],
    ["sizes", "5..3", 'got "5..3"'],
    ["sizes", "1..99999", 'got "1..99999"'],
    ["sizes", "a,b", 'got "a,b"'],
    ["law", "narrow", 'it must be one of published, wide, got "narrow"'],
    ["paste", "maybe", 'it must be on or off, got "maybe"'],
    [
      "depoch",
      "3",
      'Cannot set "depoch": there is no such parameter. Known: epochs, rate, sizes, law, paste, generator.',
    ],
    ["constructor", "3", "there is no such parameter"],
  ];
  for (const [name, text, says] of faults) {
    it(`refuse ${name}=${text || "(nothing)"}`, () => {
      expect(() => parseValue(PARAMETERS, name, text)).to.throw(ParameterError, says);
    });
  }

  it("refuse values of the wrong kind from a stored file", () => {
    expect(() => checkValue("paste", PARAMETERS.paste, "on")).to.throw("it must be on or off");
    expect(() => checkValue("sizes", PARAMETERS.sizes, { 0: 3 })).to.throw("got an object");
    expect(() => checkValues(PARAMETERS, { ...good, extra: 1 })).to.throw('"extra"');
    expect(() => checkValues(PARAMETERS, { epochs: 5 })).to.throw("rate has no value");
  });
});

describe("the catalog", () => {
  for (const spec of CATALOG) {
    it(`holds ${spec.name} with presets that pass their own checks and columns named once`, () => {
      expect(Object.keys(spec.presets)).to.include(spec.defaultPreset);
      for (const [preset, { values }] of Object.entries(spec.presets)) {
        expect(checkConfig({ experiment: spec.name, preset, engine: "auto", values }).values).to.deep.equal(values);
      }
      const names = spec.columns.map(({ name }) => name);
      expect(new Set(names).size).to.equal(names.length);
    });
  }

  it("refuses what it does not hold, and says what it does", () => {
    expect(() => findExperiment("nope")).to.throw('Cannot find experiment "nope". Known: masked-restoration');
    expect(() => findPreset(findExperiment("masked-restoration"), "toString")).to.throw(
      "Known: quick, as-published, best",
    );
    expect(() => checkEngine("webgl")).to.throw('Cannot use engine "webgl". Known: auto, webgpu, wasm, cpu.');
  });

  it("refuses masked restoration without a single mask, and with no digit", () => {
    const { values } = findPreset(findExperiment("masked-restoration"), "quick");
    const config = (change: object): Parameters<typeof checkConfig>[0] => ({
      experiment: "masked-restoration",
      preset: "quick",
      engine: "auto",
      values: { ...values, ...change },
    });
    expect(() => checkConfig(config({ stripeWidths: [], patchSizes: [] }))).to.throw(
      "choose at least one stripe width",
    );
    expect(() => checkConfig(config({ digits: [] }))).to.throw("Cannot set digits: it takes at least 1");
  });
});
