import { expect } from "@esm-bundle/chai";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import Papa from "papaparse";
import type { RunRecord } from "../../src/results/run-record.ts";
import { newTrial } from "../../src/sweep/progress.ts";
import { readSweep } from "../../src/sweep/sweep-json.ts";
import { trialsOf } from "../../src/sweep/trials.ts";
import { exportArchive, importArchive, importSentences, type ArchiveFile } from "../../store/archive.ts";
import { readArchive } from "../../store/archive/read-archive.ts";
import { LabStore, newSweep, type RunList } from "../../store/lab-store.ts";
import { keepRun } from "./kept-runs.ts";

const NAME = "lacuna-archive-test";

const SWEEP = readSweep({
  experiment: "masked-restoration",
  preset: "quick",
  method: "grid",
  parameters: { seed: { values: [1, 2] } },
});

const noFiles = (): readonly ArchiveFile[] => [];

describe("an archive of runs", () => {
  let store: LabStore;

  beforeEach(async () => {
    store = new LabStore(NAME);
    await store.erase();
    await keepRun(store, "a", 0, { run: { tags: ["good", "first"], note: 'with "quotes", commas\nand lines' } });
    await keepRun(store, "b", 1, {
      values: { epochs: 7 },
      record: {
        status: "failed",
        error: "Lost.",
        points: [{ series: "train", epoch: 1, step: 1, wallMs: 1, value: NaN }],
      },
      run: { sweepId: "s" },
    });
    await store.writeSweep(newSweep("s", SWEEP, new Date(0)), trialsOf(SWEEP, () => "MNIST").trials.map(newTrial));
  });

  afterEach(async () => {
    await store.erase();
    store.close();
  });

  const zipped = async (runIds: readonly string[] | null = null): Promise<Uint8Array> =>
    new Uint8Array(await (await exportArchive(store, runIds, noFiles)).arrayBuffer());

  const everything = async (): Promise<[RunList, (RunRecord | null)[], unknown]> => [
    await store.list(),
    [await store.record("a"), await store.record("b")],
    [(await store.sweeps()).map(({ trials }) => trials), await store.modelNames("a"), await store.model("a", "seed 1")],
  ];

  it("brings back the very same table, records, figures and sweeps after the store was erased", async () => {
    const before = await everything();
    const zip = await zipped();
    await store.erase();
    expect((await store.list()).runs).to.deep.equal([]);
    const report = await importArchive(store, zip);
    expect(report).to.deep.equal({ added: 2, known: 0, sweeps: 1, faults: [] });
    expect(await everything()).to.deep.equal(before);
    expect((await store.sweep("s"))?.sweep.state).to.equal("paused");
  });

  it("leaves out a model whose weights were cut off, says so, and keeps its run", async () => {
    const files = unzipSync(await zipped(["a"]));
    const path = "runs/a/model-seed-1/weights.bin";
    expect(files[path]?.length).to.equal(8);
    delete files["contents.json"];
    await store.erase();
    const { added, faults } = await importArchive(store, zipSync({ ...files, [path]: new Uint8Array(4) }));
    expect([added, faults]).to.deep.equal([
      1,
      ["Cannot import runs/a/model-seed-1/model.json: its weights take 4 bytes and must take 8. It was left out."],
    ]);
    expect(await store.modelNames("a")).to.deep.equal([]);
  });

  it("holds tables that any tool reads: one line for each run, and each point of each curve", async () => {
    const files = unzipSync(await zipped());
    const table = (name: string): string[][] =>
      Papa.parse<string[]>(strFromU8(files[name] as Uint8Array).trimEnd(), { newline: "\r\n" }).data;
    const [heads = [], ...runs] = table("runs.csv");
    const cell = (line: number, name: string): string | undefined => runs[line]?.[heads.indexOf(name)];
    expect(runs.map(([runId]) => runId)).to.deep.equal(["b", "a"]);
    expect([cell(0, "p.epochs"), cell(0, "status"), cell(0, "m.train_last")]).to.deep.equal(["7", "failed", ""]);
    expect(cell(1, "note")).to.equal('with "quotes", commas\nand lines');
    expect([cell(1, "tags"), cell(1, "m.network_mse_last"), cell(1, "m.train_best")]).to.deep.equal([
      "good, first",
      "0.012",
      "0.1",
    ]);
    const curves = table("curves.csv");
    expect(curves[0]).to.deep.equal(["run_id", "experiment", "series", "epoch", "step", "wall_ms", "value"]);
    expect(curves.slice(1).map(([runId, , series, , step, , value]) => [runId, series, step, value])).to.deep.equal([
      ["b", "train", "1", "NaN"],
      ["a", "train", "1", "0.5"],
      ["a", "train", "2", "0.583333"],
      ["a", "train", "3", "0.1"],
      ["a", "validation", "1", "0.4"],
      ["a", "validation", "2", "0.2"],
    ]);
  });

  it("holds the runs that were chosen, with their files, and the sweeps that they belong to", async () => {
    const file: ArchiveFile = { name: "../table.csv", bytes: () => Promise.resolve(strToU8("x")) };
    const of = async (runIds: readonly string[]): Promise<string[]> =>
      Object.keys(unzipSync(new Uint8Array(await (await exportArchive(store, runIds, () => [file])).arrayBuffer())));
    expect(await of(["a"])).to.deep.equal([
      "runs.csv",
      "curves.csv",
      "runs/a/record.json",
      ...["model.json", "weights.bin", "model-card.md"].map((name) => `runs/a/model-seed-1/${name}`),
      "runs/a/.._table.csv",
      "contents.json",
    ]);
    expect(await of(["b"])).to.include("sweeps/s.json");
  });

  it("never overwrites a run that is there, and brings it back where it was deleted", async () => {
    const zip = await zipped();
    await store.annotate("a", { note: "newer" });
    await store.remove(["b"], new Date());
    const report = await importArchive(store, zip);
    expect(importSentences(report)).to.deep.equal(["2 runs were here already and stay as they are."]);
    expect((await store.run("a"))?.note).to.equal("newer");
    expect((await store.list()).runs.length).to.equal(2);
  });

  it("leaves out a run whose file is damaged, says so, and imports the rest", async () => {
    const files = unzipSync(await zipped());
    const path = "runs/a/record.json";
    const text = strFromU8(files[path] as Uint8Array);
    await store.erase();
    for (const [broken, why] of [
      [text.slice(0, -5), "its bytes have changed"],
      [text.replace('"step"', '"stop"'), "its bytes have changed"],
    ] as const) {
      const report = await importArchive(store, zipSync({ ...files, [path]: strToU8(broken) }));
      expect(report.faults).to.deep.equal([`Cannot import ${path}: ${why}. It was left out.`]);
    }
    delete files["contents.json"];
    for (const [broken, why] of [
      [text.slice(0, -5), "it is not JSON"],
      [text.replace('"wallMs":38000', '"wallMs":"x"'), "run.manifest.wallMs: "],
      [text.replace('"role":"image"', '"role":"virus"'), "figures.0"],
      [text.replace('"runId":"a"', '"runId":"b"'), "run: its manifest is another run's"],
      [text.replaceAll('"runId":"a"', '"runId":"../a"'), "run.runId: the run's id may hold"],
    ] as const) {
      const report = await importArchive(store, zipSync({ ...files, [path]: strToU8(broken) }));
      expect(report.faults.length).to.equal(1);
      expect(report.faults[0]).to.contain(`Cannot import ${path}: ${why}`);
    }
    expect((await store.list()).runs.map(({ runId }) => runId)).to.deep.equal(["b"]);
  });

  it("reads what lies before the cut of a zip that was cut off, and says that the rest is missing", async () => {
    const zip = await zipped();
    await store.erase();
    const directory = zip.length - 300;
    const { added, faults } = await importArchive(store, zip.subarray(0, directory));
    expect(added).to.be.greaterThan(0);
    expect(faults[0]).to.contain("This zip is cut off or damaged");
    expect((await importArchive(store, zip.subarray(0, 200))).faults).to.deep.equal([
      "Cannot import this file: it is no zip, or too damaged to be read. Choose a zip that Export has made here.",
    ]);
    expect((await importArchive(store, strToU8("no zip at all"))).faults[0]).to.contain("it is no zip");
    expect((await importArchive(store, zipSync({ "holiday.txt": strToU8("x") }))).faults[0]).to.contain(
      "it holds no runs",
    );
  });

  it("costs only itself when one file is damaged inside the zip", () => {
    const zip = zipSync({
      "runs/a/record.json": new Uint8Array(2000).map((_, i) => (i * i) % 251),
      "runs/b/record.json": strToU8("b"),
    });
    zip.fill(0xff, 60, 120);
    const { files, faults } = readArchive(zip, () => true);
    expect([...files.keys()]).to.deep.equal(["runs/b/record.json"]);
    expect(faults.join()).to.contain("runs/a/record.json: it is damaged inside the zip");
  });

  it("unpacks no more than it was allowed to, also from a zip that was cut off", () => {
    const bomb = zipSync({ a: new Uint8Array(100_000), b: new Uint8Array(100_000), c: strToU8("small") });
    const limits = { totalBytes: 150_000, fileBytes: 120_000, files: 9 };
    const whole = readArchive(bomb, () => true, limits);
    expect([...whole.files.keys()]).to.deep.equal(["a"]);
    expect(whole.faults.join()).to.contain("Cannot import all of this file");
    const one = readArchive(bomb, () => true, { ...limits, fileBytes: 50_000 });
    expect([...one.files.keys()]).to.deep.equal(["c"]);
    const cut = readArchive(bomb.subarray(0, bomb.length - 30), () => true, limits);
    expect([...cut.files.keys()]).to.deep.equal(["a"]);
    expect(cut.faults.join()).to.contain("Cannot import all of this file");
  });
});
