/** A store in which single entries were damaged: each costs itself, and what is lost is said. */
import { expect } from "@esm-bundle/chai";
import { Dexie, type Table } from "dexie";
import { newTrial } from "../../src/sweep/progress.ts";
import { readSweep } from "../../src/sweep/sweep-json.ts";
import { trialsOf } from "../../src/sweep/trials.ts";
import { exportArchive } from "../../store/archive.ts";
import { LabStore, newSweep } from "../../store/lab-store.ts";
import { keepRun } from "./kept-runs.ts";

const NAME = "lacuna-damaged-test";

const SWEEP = readSweep({
  experiment: "masked-restoration",
  preset: "quick",
  method: "grid",
  parameters: { seed: { values: [1, 2, 3] } },
});

describe("a store with damaged entries", () => {
  let store: LabStore;
  let raw: Dexie;
  const table = (name: string): Table => raw.table(name);

  beforeEach(async () => {
    store = new LabStore(NAME);
    await store.erase();
    await keepRun(store, "a");
    await keepRun(store, "b");
    await store.writeSweep(newSweep("s", SWEEP, new Date(0)), trialsOf(SWEEP, () => "MNIST").trials.map(newTrial));
    raw = new Dexie(NAME);
    await raw.open();
  });

  afterEach(async () => {
    raw.close();
    await store.erase();
    store.close();
  });

  it("gives back the rest of a run, with a notice of what is missing", async () => {
    const whole = await store.record("b");
    await table("curves").put({ runId: "a", part: 1, series: ["train"], seriesOf: new Uint16Array(3) });
    await table("figures").put({ runId: "a", id: "torn", place: 9, figure: null });
    const record = await store.record("a");
    expect(record?.points).to.deep.equal(whole?.points);
    expect(record?.figures).to.deep.equal(whole?.figures);
    expect(record?.notices.at(-1)).to.equal(
      "2 parts of this run could not be read from the store and were left out: curves, rows or figures are incomplete.",
    );
    await table("rows").put({ runId: "a", rows: "nonsense" });
    expect((await store.record("a"))?.rows).to.deep.equal([]);
    expect(await store.points("a")).to.deep.equal(whole?.points);
    expect((await store.record("b"))?.notices).to.deep.equal([]);
    expect((await exportArchive(store, null, () => [])).size).to.be.greaterThan(1000);
  });

  it("leaves out a trial that cannot be read, and counts it", async () => {
    const [, second] = (await store.sweep("s"))?.trials ?? [];
    await table("trials").put({ ...second, state: "lost" });
    const entry = await store.sweep("s");
    expect(entry?.trials.map(({ place }) => place)).to.deep.equal([0, 2]);
    expect(entry?.damaged).to.equal(1);
    expect((await store.sweeps())[0]?.damaged).to.equal(1);
  });

  it("names sweeps that cannot be read, and removes them with the runs that are damaged when asked", async () => {
    await table("sweeps").update("s", { json: { method: "magic" } });
    await table("runs").update("a", { config: 7 });
    const { runs, damaged, damagedSweeps } = await store.list();
    expect([runs.map(({ runId }) => runId), damaged, damagedSweeps]).to.deep.equal([["b"], ["a"], ["s"]]);
    await store.purge(new Date(0), damaged, damagedSweeps);
    expect(await table("trials").count()).to.equal(0);
    const after = await store.list();
    expect([after.damaged, after.damagedSweeps, after.runs.length]).to.deep.equal([[], [], 1]);
  });
});
