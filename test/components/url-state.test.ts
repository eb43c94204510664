import { expect } from "@esm-bundle/chai";
import { presetDraft, readDraft, type Draft } from "../../components/run-configurator/draft.ts";
import { benchHash, experimentHash, placeHash, readPlace, type Place } from "../../components/url-state.ts";
import { USUAL_CHOICE } from "../../src/bench/choice.ts";
import { maskedRestoration as spec } from "../../src/experiments/masked-restoration/spec.ts";

function experiment(hash: string): Extract<Place, { kind: "experiment" }> {
  const place = readPlace(hash);
  if (place.kind !== "experiment") throw new Error(`${hash} leads home`);
  return place;
}

describe("the address", () => {
  it("holds a configuration and gives the same one back", () => {
    const best = presetDraft(spec, "best", "wasm");
    const draft: Draft = { ...best, texts: { ...best.texts, epochs: "5", digits: "1,2", composite: "off" } };
    const hash = experimentHash(spec, draft);
    expect(hash).to.equal("#/masked-restoration?preset=best&engine=wasm&digits=1,2&composite=off&epochs=5");
    expect(experiment(hash)).to.deep.include({ spec, draft, warnings: [] });
    expect(readDraft(spec, experiment(hash).draft).config).to.deep.equal(readDraft(spec, draft).config);
  });

  it("holds a sweep, and how it is made", () => {
    const draft: Draft = {
      ...presetDraft(spec, "quick"),
      sweep: { method: "random", runCap: "9", metric: "train", early: "median" },
    };
    const texts = { ...draft.texts, epochs: "1; 5", engine: "wasm; cpu" };
    const hash = experimentHash(spec, { ...draft, texts });
    expect(experiment(hash)).to.deep.include({ draft: { ...draft, texts }, warnings: [] });
    const { warnings } = experiment("#/masked-restoration?method=bayes&early_terminate=soon");
    expect(warnings.join()).to.contain("method: it must be one of grid, random").and.to.contain("early_terminate");
  });

  it("of every place leads back to it", () => {
    const hashes = {
      home: "#/",
      experiment: "#/masked-restoration?preset=best&epochs=5",
      playground: "#/playground?digit=7",
      runs: "#/runs?tag=good",
      run: "#/run/a%20run",
      compare: "#/compare?runs=a,b",
      sweeps: "#/sweeps",
      sweep: "#/sweep/sweep-1",
      bench: "#/bench?workloads=mlp-32",
    } satisfies Record<Place["kind"], string>;
    for (const [kind, hash] of Object.entries(hashes)) {
      expect([readPlace(hash).kind, placeHash(readPlace(hash))]).to.deep.equal([kind, hash]);
    }
  });

  it("leads to a sweep of this name", () => {
    expect(readPlace("#/sweep/sweep-1")).to.deep.equal({ kind: "sweep", sweepId: "sweep-1", warnings: [] });
  });

  it("is short for a preset untouched", () => {
    expect(experimentHash(spec, presetDraft(spec, "quick"))).to.equal("#/masked-restoration");
    expect(experiment("#/masked-restoration").draft).to.deep.equal(presetDraft(spec, "quick"));
  });

  it("leads home where it is empty", () => {
    for (const hash of ["", "#", "#/"]) expect(readPlace(hash)).to.deep.equal({ kind: "home", warnings: [] });
  });

  it("leads home from an experiment that nobody knows, and says so", () => {
    const { kind, warnings } = readPlace("#/nope%");
    expect(kind).to.equal("home");
    expect(warnings[0]).to.contain('Cannot find experiment "nope%"');
  });

  it("warns of a key, a preset and an engine that nobody knows, and reads the rest", () => {
    const { draft, warnings } = experiment("#/masked-restoration?stray=1&preset=hasty&engine=abacus&epochs=5");
    expect(warnings.length).to.equal(3);
    expect(warnings[0]).to.contain('Cannot set "stray": there is no such parameter.');
    expect(warnings[1]).to.contain('Cannot find preset "hasty"');
    expect(warnings[2]).to.contain('Cannot use engine "abacus"');
    expect([draft.preset, draft.engine, draft.texts["epochs"]]).to.deep.equal(["quick", "auto", "5"]);
  });

  it("keeps a faulty value for the form, which tells its fault, and gives it back", () => {
    const { draft, warnings } = experiment("#/masked-restoration?epochs=0&digits=5,x%20y");
    expect(warnings).to.deep.equal([]);
    expect(draft.texts).to.include({ epochs: "0", digits: "5,x y" });
    expect(Object.keys(readDraft(spec, draft).faults)).to.deep.equal(["digits", "epochs"]);
    expect(experiment(experimentHash(spec, draft)).draft).to.deep.equal(draft);
  });

  it("holds what a benchmark compares, also nothing, and is short for the usual choice", () => {
    expect(benchHash(USUAL_CHOICE)).to.equal("#/bench");
    const choices = [
      USUAL_CHOICE,
      { engines: ["tfjs-cpu"], workloads: ["mlp-32", "inference"] },
      { engines: [], workloads: [] },
    ] as const;
    for (const choice of choices) {
      expect(readPlace(benchHash(choice))).to.deep.equal({ kind: "bench", choice, warnings: [] });
    }
  });

  it("warns of a benchmark's names that nobody knows or that a page cannot measure, and reads the rest", () => {
    const place = readPlace("#/bench?engines=lacuna-wasm,abacus,jax-wasm&workloads=mlp-32&stray=1");
    expect(place).to.deep.include({ kind: "bench", choice: { engines: ["lacuna-wasm"], workloads: ["mlp-32"] } });
    expect(place.warnings.length).to.equal(3);
    expect(place.warnings[0]).to.contain('Cannot measure engine "abacus": there is no such engine. Known: tfjs-wasm');
    expect(place.warnings[1]).to.equal("Cannot measure jax-wasm on this page: it is measured by npm run bench.");
    expect(place.warnings[2]).to.equal('Cannot set "stray": a benchmark knows engines and workloads.');
  });
});
