import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../src/catalog.ts";
import type { Row } from "../../src/results/table.ts";
import type { TrainedModel } from "../../src/results/trained-model.ts";
import { LabStore, type StoredTrial } from "../../store/lab-store.ts";
import { RunKeeper } from "../../store/run-keeper.ts";
import { record, row } from "../components/records.ts";
import { MODEL } from "./kept-runs.ts";

const SPEC = findExperiment("masked-restoration");
const OTHER = { ...MODEL, name: "seed 2" };

/** The database refuses a function, as it refuses what is too large. */
const REFUSED = { ...MODEL, name: "refused", topology: { of: (): null => null } };

/** A model that counts how often the database takes a copy of it. */
function counted(name: string, onCopy: () => void): TrainedModel {
  return {
    ...MODEL,
    name,
    get topology() {
      onCopy();
      return MODEL.topology;
    },
  };
}

describe("a keeper of runs", () => {
  const store = new LabStore("lacuna-keeper-test");
  const faults: (string | null)[] = [];
  let keeper: RunKeeper;

  beforeEach(async () => {
    await store.erase();
    faults.length = 0;
    const belonging = { identity: "a", sweepId: null };
    keeper = new RunKeeper(store, SPEC, belonging, (fault) => faults.push(fault?.message ?? null));
  });
  after(async () => {
    await store.erase();
    store.close();
  });

  it("keeps trained models in their order, each once, and gives them back whole", async () => {
    const going = record("running", { runId: "a", models: [OTHER] });
    keeper.take(going);
    expect(await keeper.end({ ...going, status: "done", models: [OTHER, MODEL] })).to.equal(true);
    expect(await store.modelNames("a")).to.deep.equal(["seed 2", "seed 1"]);
    expect(await store.model("a", "seed 1")).to.deep.equal(MODEL);
    expect(await store.model("a", "seed 3")).to.equal(null);
    await store.remove(["a"], new Date(0));
    await store.purge(new Date(1));
    expect(await store.modelNames("a")).to.deep.equal([]);
  });

  it("keeps all that was measured where a model cannot be kept, and says which half is missing", async () => {
    const rows = [row("network", 0.02)];
    expect(await keeper.end(record("done", { runId: "a", rows, models: [REFUSED] }))).to.equal(true);
    expect(faults.length).to.equal(1);
    expect(faults[0]).to.match(/^Cannot keep the trained models of this run: .*All that it measured is kept/);
    expect([(await store.run("a"))?.status, (await store.record("a"))?.rows]).to.deep.equal(["done", rows]);
    expect(await store.modelNames("a")).to.deep.equal([]);
  });

  it("writes a model when it has come, and not again with what comes after it", async () => {
    const copies = { first: 0, second: 0, newer: 0 };
    const first = counted("first", () => copies.first++);
    const second = counted("second", () => copies.second++);
    const going = record("running", { runId: "a", models: [first] });
    expect(await keeper.end(going)).to.equal(true);
    const once = copies.first;
    expect(once).to.be.above(0);
    for (let rows = 1; rows <= 3; rows++) {
      const models = rows < 2 ? [first] : [first, second];
      await keeper.end({ ...going, models, rows: Array(rows).fill(row("network", 0.02)) as Row[] });
    }
    expect(copies).to.deep.equal({ first: once, second: once, newer: 0 });
    const newer = counted("first", () => copies.newer++);
    await keeper.end({ ...going, status: "done", models: [second, newer] });
    expect(copies).to.deep.equal({ first: once, second: once, newer: once });
  });

  it("tries a model once while nothing at all can be written, and again at the end", async () => {
    let copies = 0;
    const models = [counted("large", () => copies++)];
    const trial = { refused: (): null => null } as unknown as StoredTrial; // by the database, after the models
    const going = record("running", { runId: "a", models });
    expect(await keeper.end(going, trial)).to.equal(false);
    expect(copies).to.be.above(0);
    const once = copies;
    for (let i = 0; i < 3; i++) expect(await keeper.again()).to.equal(false);
    expect(copies).to.equal(once);
    expect(await keeper.end({ ...going, status: "done" })).to.equal(true);
    expect(await store.modelNames("a")).to.deep.equal(["large"]);
    expect(faults.at(-1)).to.equal(null);
  });
});
