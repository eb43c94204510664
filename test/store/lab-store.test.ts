import { expect } from "@esm-bundle/chai";
import { Dexie } from "dexie";
import { findExperiment, findPreset } from "../../src/catalog.ts";
import type { CurvePoint, RunConfig } from "../../src/protocol.ts";
import type { Figure } from "../../src/results/figure.ts";
import { newRecord, recordEvent, type RunRecord } from "../../src/results/run-record.ts";
import { newTrial } from "../../src/sweep/progress.ts";
import { readSweep } from "../../src/sweep/sweep-json.ts";
import { trialsOf } from "../../src/sweep/trials.ts";
import { LabStore, newSweep, sweepOf } from "../../store/lab-store.ts";
import { RunKeeper } from "../../store/run-keeper.ts";
import { storeFault, StoreFault } from "../../store/store-fault.ts";

const SPEC = findExperiment("masked-restoration");
const CONFIG: RunConfig = {
  experiment: SPEC.name,
  preset: "quick",
  engine: "auto",
  values: findPreset(SPEC, "quick").values,
};
const BELONGING = { identity: "0123456789abcdef", sweepId: null };
const NAME = "lacuna-test";

const point = (step: number, value: number, series = "train"): CurvePoint => ({
  series,
  epoch: step / 10,
  step,
  wallMs: step * 2.5,
  value,
});

const figure = (id: string, ink: number): Figure => ({
  kind: "tiles",
  id,
  title: id,
  caption: "",
  columns: ["1"],
  rows: [{ label: "original", role: "image", pixels: new Float32Array(784).fill(ink) }],
});

function running(runId: string, more: Partial<RunRecord> = {}): RunRecord {
  return { ...newRecord(CONFIG), runId, status: "running", ...more };
}

describe("the store", () => {
  let store: LabStore;

  beforeEach(() => {
    store = new LabStore(NAME);
  });

  afterEach(async () => {
    await store.erase();
    store.close();
  });

  const keep = async (record: RunRecord): Promise<void> => {
    await new RunKeeper(store, SPEC, BELONGING).end(record);
  };

  it("gives a run back as it was told, curves, rows and figures in order, after it was opened anew", async () => {
    const keeper = new RunKeeper(store, SPEC, BELONGING);
    const first = running("a", { points: [point(1, 0.5)], figures: [figure("x", 0.25), figure("y", 0)] });
    keeper.take(first);
    const points = [...first.points, point(2, 0.125), point(2, 0.75, "validation")];
    const rows = [{ restorer: "network", composited: false, mse_all: 0.03125, quality: null }];
    const last: RunRecord = {
      ...first,
      status: "done",
      points,
      rows,
      figures: [figure("x", 0.5), first.figures[1] as Figure],
    };
    expect(await keeper.end(last)).to.equal(true);
    store.close();
    store = new LabStore(NAME);
    const record = await store.record("a");
    expect(record).to.deep.equal(last);
    const [entry] = (await store.list()).runs;
    expect(entry?.metrics.map(({ name, last: value }) => [name, value])).to.deep.equal([
      ["network_mse", 0.03125],
      ["train", 0.125],
      ["validation", 0.75],
    ]);
  });

  it("writes the end of a run and the state of its trial together, or neither", async () => {
    const sweep = readSweep({
      experiment: SPEC.name,
      preset: "quick",
      method: "grid",
      parameters: { seed: { values: [1, 2] } },
    });
    const { trials } = trialsOf(sweep, () => "MNIST");
    await store.writeSweep(newSweep("s", sweep, new Date(0)), trials.map(newTrial));
    const [trial] = (await store.sweep("s"))?.trials ?? [];
    if (trial === undefined) throw new Error("the sweep has no trial");
    await new RunKeeper(store, SPEC, { ...BELONGING, sweepId: "s" }).end(running("a", { status: "done" }), {
      ...trial,
      state: "done",
      runId: "a",
      attempts: 1,
    });
    const kept = await store.sweep("s");
    expect(kept?.trials.map(({ state, runId }) => [state, runId])).to.deep.equal([
      ["done", "a"],
      ["queued", null],
    ]);
    expect(kept === null ? null : sweepOf(kept.sweep)).to.deep.equal(sweep);
    const faults: (StoreFault | null)[] = [];
    const unclonable = { ...trial, place: (() => 1) as unknown as number };
    const keeper = new RunKeeper(store, SPEC, BELONGING, (fault) => faults.push(fault));
    expect(await keeper.end(running("b", { status: "done" }), unclonable)).to.equal(false);
    expect(faults.at(-1)).to.be.instanceOf(StoreFault);
    expect(await store.run("b")).to.equal(null);
  });

  it("keeps how figures came about as they thin out, and loses it with the run alone", async () => {
    const keeper = new RunKeeper(store, SPEC, BELONGING);
    let record = running("a");
    for (let epoch = 1; epoch <= 70; epoch++) {
      const event = { kind: "figure", figure: figure("x", epoch / 70), when: `epoch ${epoch} of 70` } as const;
      record = recordEvent(record, event);
      if (epoch % 30 === 0) await keeper.end(record);
    }
    await keeper.end({ ...record, status: "done" });
    expect((await store.record("a"))?.histories).to.deep.equal(record.histories);
    expect(record.histories[0]?.frames.length).to.equal(60);
    await store.remove(["a"], new Date(1000));
    await store.purge(new Date(2000));
    await keep(running("a", { status: "done" }));
    expect((await store.record("a"))?.histories).to.deep.equal([]);
  });

  it("says of runs whose page went away that they were interrupted", async () => {
    await keep(running("a", { points: [point(1, 0.5)] }));
    await keep(running("b", { status: "done" }));
    await store.markInterrupted();
    expect((await store.run("a"))?.status).to.equal("interrupted");
    expect((await store.run("b"))?.status).to.equal("done");
    const record = await store.record("a");
    expect(record?.status).to.equal("stopped");
    expect(record?.points.length).to.equal(1);
    expect(record?.notices.join()).to.contain("went away");
  });

  it("brings back deleted runs, until they are purged with all that belongs to them", async () => {
    for (const id of ["a", "b"]) await keep(running(id, { status: "done", points: [point(1, 1)] }));
    await store.remove(["a", "b"], new Date(1000));
    expect((await store.list()).runs).to.deep.equal([]);
    await store.restore(["b"]);
    await store.purge(new Date(2000));
    expect((await store.list()).runs.map(({ runId }) => runId)).to.deep.equal(["b"]);
    expect(await store.record("a")).to.equal(null);
    expect(await store.points("a")).to.deep.equal([]);
    expect((await store.points("b")).length).to.equal(1);
  });

  it("keeps tags and notes while the run goes on being written", async () => {
    const keeper = new RunKeeper(store, SPEC, BELONGING);
    await keeper.end(running("a"));
    await store.annotate("a", { tags: ["baseline"], note: "the good one" });
    await keeper.end(running("a", { status: "done" }));
    const run = await store.run("a");
    expect([run?.status, run?.tags, run?.note]).to.deep.equal(["done", ["baseline"], "the good one"]);
  });

  it("lists what is sound beside what is damaged", async () => {
    await keep(running("a", { status: "done" }));
    const raw = new Dexie(NAME);
    await raw.open();
    await raw.table("runs").put({ runId: "broken", startedAt: "2026", status: 7 });
    await raw.table("sweeps").put({ sweepId: "odd", createdAt: "2026", json: { method: "magic" }, deletedAt: null });
    raw.close();
    const { runs, damaged } = await store.list();
    expect(runs.map(({ runId }) => runId)).to.deep.equal(["a"]);
    expect(damaged).to.deep.equal(["broken"]);
    expect(await store.run("broken")).to.equal(null);
    expect(await store.sweeps()).to.deep.equal([]);
    await store.purge(new Date(0), damaged);
    expect((await store.list()).damaged).to.deep.equal([]);
  });

  it("finds the newest finished run of an identity", async () => {
    await keep(running("a", { status: "failed" }));
    expect(await store.finished(BELONGING.identity)).to.equal(null);
    await keep(running("b", { status: "done" }));
    expect((await store.finished(BELONGING.identity))?.runId).to.equal("b");
  });

  it("opens a thousand runs within two seconds", async function () {
    this.timeout(60_000);
    await keep(running("0", { status: "done", points: [point(1, 1)], rows: [{ mse_all: 1 }] }));
    const raw = new Dexie(NAME);
    await raw.open();
    const run = (await raw.table("runs").get("0")) as object;
    await raw.table("runs").bulkPut(Array.from({ length: 1000 }, (_, i) => ({ ...run, runId: String(i) })));
    raw.close();
    store.close();
    store = new LabStore(NAME);
    const start = performance.now();
    expect((await store.list()).runs.length).to.equal(1000);
    expect(performance.now() - start).to.be.below(2000);
  });
});

/** Another tab in the middle of a change of layout, until it is let go. */
function holdUpgrade(name: string): Promise<() => Promise<void>> {
  let isHeld = true;
  return new Promise((holding, refused) => {
    const request = indexedDB.open(name, 1);
    const done = new Promise<void>((resolve) => {
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    request.onerror = () => refused(request.error ?? new Error("it was refused"));
    request.onupgradeneeded = () => {
      const table = request.result.createObjectStore("held");
      const again = (): void => {
        if (isHeld) table.get(1).onsuccess = again;
      };
      again();
      holding(() => {
        isHeld = false;
        return done;
      });
    };
  });
}

it("a store that does not open is given up with a sentence, and opens when what held it is gone", async () => {
  const name = "lacuna-held-test";
  const letGo = await holdUpgrade(name);
  const store = new LabStore(name);
  let fault: unknown = null;
  await store.open(100).catch((error: unknown) => (fault = error));
  expect(fault).to.be.instanceOf(StoreFault);
  expect((fault as StoreFault).message)
    .to.contain("the browser has not answered")
    .and.to.contain("Reload to try again");
  await letGo();
  const next = new LabStore(name);
  await next.open();
  expect((await next.list()).runs).to.deep.equal([]);
  await next.erase();
  next.close();
});

describe("what went wrong with the store", () => {
  it("is said with what is safe and what to do", () => {
    const full = storeFault(new DOMException("no room", "QuotaExceededError"));
    expect(full.isFull).to.equal(true);
    expect(full.message).to.contain("full").and.to.contain("kept before is safe").and.to.contain("delete old runs");
    expect(storeFault({ name: "AbortError", inner: { name: "QuotaExceededError" } }).isFull).to.equal(true);
    expect(storeFault(new DOMException("denied", "SecurityError")).message).to.contain("private window");
    for (const name of ["VersionError", "NotFoundError"]) {
      expect(storeFault(new DOMException("newer", name)).message).to.contain("then reload to get that version");
    }
  });
});
