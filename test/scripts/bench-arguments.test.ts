/** Words to a benchmark's request: what is refused and in which words, and what is asked when little is said. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BENCH_HELP, readRequest, type BenchRequest } from "../../scripts/bench/arguments.ts";
import { readFormerFile } from "../../scripts/bench/former-file.ts";
import { BENCH_ENGINES, USUAL_ENGINES, WORKLOAD_NAMES } from "../../src/bench/protocol.ts";

function read(...words: string[]): BenchRequest {
  const request = readRequest(words);
  assert.ok(request !== null);
  return request;
}

describe("npm run bench refuses", () => {
  const CASES: readonly (readonly [what: string, words: readonly string[], sentence: RegExp])[] = [
    ["an unknown workload", ["--only", "mlp-1288"], /"mlp-1288" is not among .* Did you mean mlp-128\?/],
    ["an unknown engine", ["--engines", "tfjs-wasn"], /"tfjs-wasn" is not among .* Did you mean tfjs-wasm\?/],
    ["an empty name in a list", ["--only", "mlp-32,"], /"" is not among/],
    ["a name that every object has", ["--engines", "constructor"], /"constructor" is not among/],
    ["an unknown option", ["--engine", "tfjs-wasm"], /no such option.*Did you mean --engines\?/],
    ["an option without its value", ["--only"], /--only: it needs a value/],
    ["an option in place of a value", ["--only", "--out", "x"], /--only: it needs a value/],
    ["an option with an empty value", ["--out="], /--out: it needs a value/],
    ["the same option twice", ["--out", "a", "--out", "b"], /--out is given twice/],
    ["a value for a switch", ["--help=yes"], /it takes no value/],
    ["a stray word", ["mlp-128"], /Cannot read "mlp-128": options begin with --/],
    ["too few steps", ["--steps", "9"], /a whole number from 10 to 10000/],
    ["half a step", ["--steps", "10.5"], /a whole number from 10 to 10000/],
    ["steps that are no number", ["--steps", "many"], /Cannot read --steps many/],
  ];
  for (const [what, words, sentence] of CASES) {
    it(what, () => {
      assert.throws(() => readRequest(words), sentence);
    });
  }

  it("to compare with a file that is not there, or is no bench.csv", () => {
    assert.throws(() => readFormerFile("nowhere/bench.csv"), /there is no such file/);
    assert.throws(() => readFormerFile("package.json"), /it lacks engine, workload/);
  });
});

describe("npm run bench reads", () => {
  it("nothing as everything: every workload on every engine", () => {
    assert.deepEqual(read(), {
      workloads: WORKLOAD_NAMES,
      engines: USUAL_ENGINES,
      steps: 60,
      outFolder: null,
      againstPath: null,
    });
  });

  it("names in any order, each once, and puts them into the order in which engines take turns", () => {
    const { engines, workloads } = read(
      "--engines",
      "lacuna-wasm, tfjs-wasm,lacuna-wasm",
      "--only",
      "inference,mlp-32",
    );
    assert.deepEqual(engines, ["tfjs-wasm", "lacuna-wasm"]);
    assert.deepEqual(workloads, ["mlp-32", "inference"]);
  });

  it("steps, a folder and an older file", () => {
    const { steps, outFolder, againstPath } = read("--steps", "200", "--out", "results/x", "--against", "old.csv");
    assert.deepEqual([steps, outFolder, againstPath], [200, "results/x", "old.csv"]);
  });

  it("--help and -h, which name every engine and every workload", () => {
    assert.equal(readRequest(["--help"]), null);
    assert.equal(readRequest(["-h", "--only", "mlp-32"]), null);
    for (const name of [...BENCH_ENGINES, ...WORKLOAD_NAMES]) assert.ok(BENCH_HELP.includes(name), name);
  });
});
