/** Words to commands: what is refused and in which words, and what the flags stand for. No process is started. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { readCommand, usualOutFolder, type RunCommand } from "../../scripts/lab/arguments.ts";
import { readManifest } from "../../scripts/lab/manifest-file.ts";
import { nearest } from "../../src/nearest.ts";

const RUN = ["run", "masked-restoration"];

function readRun(...words: string[]): RunCommand {
  const command = readCommand([...RUN, ...words]);
  assert.ok(command.kind === "run");
  return command;
}

describe("readCommand refuses", () => {
  const CASES: readonly (readonly [what: string, words: readonly string[], sentence: RegExp])[] = [
    ["an unknown command", ["rum"], /no such command.*Did you mean run\?/],
    ["no experiment", ["run"], /name an experiment/],
    ["an unknown experiment", ["run", "maskd-restoration"], /no such experiment.*Did you mean masked-restoration\?/],
    ["an unknown preset", [...RUN, "--preset", "quik"], /no such preset.*Did you mean quick\?/],
    ["an unknown parameter", [...RUN, "--set", "epoch=3"], /no such parameter.*Did you mean epochs\?/],
    ["a value out of range", [...RUN, "--set", "epochs=0"], /it must be a whole number from 1 to 1000 epochs, got 0/],
    ["a negative seed", [...RUN, "--seed", "-1"], /seed: it must be a whole number from 0/],
    ["an unknown option", [...RUN, "--sed", "1"], /no such option.*Did you mean --seed\?/],
    ["an option without its value", [...RUN, "--seed"], /--seed: it needs a value/],
    ["an option with an empty value", [...RUN, "--out="], /--out: it needs a value/],
    ["an option in place of a value", [...RUN, "--seed", "--json"], /--seed: it needs a value/],
    ["a value for a switch", [...RUN, "--json=1"], /--json takes no value/],
    ["an unknown engine", [...RUN, "--engine", "webgl"], /no such engine/],
    ["a value without a name", [...RUN, "--set", "5"], /name=value/],
    ["the same parameter twice", [...RUN, "--seed", "1", "--set", "seed=2"], /given twice/],
    ["the same option twice", [...RUN, "--seed", "1", "--seed", "2"], /given twice/],
    ["a word too many", [...RUN, "quick"], /one word too many/],
    ["a rerun of nothing", ["rerun"], /name a manifest\.json/],
    ["a sweep of nothing", ["sweep"], /name a file of sweep JSON or a ready sweep.*Ready: kept-pixels/],
    ["a second sweep", ["sweep", "engines", "hole-sizes"], /one word too many/],
    ["to resume a sweep, which it does by itself", ["sweep", "engines", "--resume"], /no such option/],
    ["an unknown engine for a sweep", ["sweep", "engines", "--engine", "wsm"], /no such engine.*Did you mean wasm\?/],
    ["names that every object has", ["run", "constructor"], /no such experiment/],
    ["parameters that every object has", [...RUN, "--set", "constructor=1"], /no such parameter/],
  ];
  for (const [what, words, sentence] of CASES) {
    it(what, () => {
      assert.throws(() => readCommand(words), sentence);
    });
  }
});

describe("readCommand reads", () => {
  it("whether a run goes on where it was interrupted", () => {
    assert.equal(readRun().start, "anew");
    assert.equal(readRun("--resume").start, "resume");
  });

  it("the preset's values, changed by --set and --seed", () => {
    const { config } = readRun(
      "--preset",
      "as-published",
      "--set",
      "epochs=5",
      "--set",
      "stripeWidths=3..5",
      "--seed",
      "9",
    );
    assert.equal(config.preset, "as-published");
    assert.equal(config.values["epochs"], 5);
    assert.deepEqual(config.values["stripeWidths"], [3, 4, 5]);
    assert.equal(config.values["seed"], 9);
    assert.equal(config.values["batchSize"], 128);
  });

  it("--data as a wish for real digits, unless --set says otherwise", () => {
    assert.equal(readRun().config.values["data"], "embedded");
    assert.equal(readRun("--data", "x").config.values["data"], "real");
    assert.equal(readRun("--data", "x", "--set", "data=embedded").config.values["data"], "embedded");
  });

  it("--help of the lab and of each command", () => {
    for (const words of [
      [],
      ["--help"],
      ["-h"],
      ["help"],
      ["help", "run"],
      ["run", "--help"],
      ["list", "-h"],
      ["help", "sweep"],
    ]) {
      assert.equal(readCommand(words).kind, "help", words.join(" "));
    }
  });
});

describe("the usual folder for results", () => {
  it("names experiment, preset and seed", () => {
    assert.equal(usualOutFolder(readRun("--seed", "3").config), "results/masked-restoration-quick-seed3");
  });
});

describe("readManifest", () => {
  const folder = "docs/results";
  for (const name of readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/manifest.json`))) {
    it(`finds a run that can be had again in ${name}`, () => {
      const { config, note } = readManifest(`${folder}/${name}/manifest.json`);
      assert.ok(name.startsWith(config.experiment));
      assert.match(note, /^$|^An earlier version of the lab made it, which did not ask for: /);
    });
  }
});

describe("readManifest refuses", () => {
  it("a file that is not there", () => {
    assert.throws(() => readManifest("nowhere/manifest.json"), /there is no such file/);
  });

  it("a file that is no manifest", () => {
    assert.throws(() => readManifest("package.json"), /it holds no configuration of a run/);
    assert.throws(() => readManifest("README.md"), /Cannot rerun README\.md/);
  });
});

describe("nearest", () => {
  it("guesses a slip of the finger and nothing wilder", () => {
    assert.equal(nearest("epoch", ["epochs", "seed"]), "epochs");
    assert.equal(nearest("learningrate", ["learningRate", "seed"]), "learningRate");
    assert.equal(nearest("colour", ["epochs", "seed"]), null);
  });
});
