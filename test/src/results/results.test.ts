import { expect } from "@esm-bundle/chai";
import Papa from "papaparse";
import { newRecord, recordEvent, isRunning } from "../../../src/results/run-record.ts";
import { curvesCsv, tableCsv } from "../../../src/results/csv.ts";
import { formatDuration, TimeLeft } from "../../../src/results/time-left.ts";
import type { CurvePoint, RunConfig } from "../../../src/protocol.ts";

describe("CSV", () => {
  it("has the columns in order, six significant digits, yes and no, and empty cells where nothing is", () => {
    const columns = [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }];
    const text = tableCsv(columns, [
      { b: 0.012345678, a: "x", c: true, ignored: 1 },
      { a: 1234567, d: null },
    ]);
    expect(text).to.equal("a,b,c,d\r\nx,0.0123457,yes,\r\n1234567,,,\r\n");
  });

  it("quotes what needs quoting and reads back the same", () => {
    const text = tableCsv([{ name: "a" }], [{ a: 'says "no", twice' }]);
    expect(Papa.parse<string[]>(text.trim()).data[1]).to.deep.equal(['says "no", twice']);
  });

  it("lets no spreadsheet run a cell, but keeps negative numbers", () => {
    const text = tableCsv([{ name: "a" }], [{ a: "=1+1" }, { a: -0.5 }, { a: "-cmd" }]);
    expect(text).to.equal(`a\r\n"'=1+1"\r\n-0.5\r\n"'-cmd"\r\n`);
  });

  it("writes curves in long form", () => {
    const point: CurvePoint = { series: "train", epoch: 0.5, step: 3, wallMs: 12.6, value: 0.25 };
    expect(curvesCsv("r1", [point])).to.equal("run_id,series,epoch,step,wall_ms,value\r\nr1,train,0.5,3,13,0.25\r\n");
  });

  it("has its header even with no rows", () => {
    expect(tableCsv([{ name: "a" }, { name: "b" }], [])).to.equal("a,b\r\n");
  });
});

describe("a run's record", () => {
  const config: RunConfig = { experiment: "e", preset: "p", engine: "auto", values: {} };

  it("folds events without changing what it was", () => {
    const fresh = newRecord(config);
    const withRow = recordEvent(fresh, { kind: "row", row: { a: 1 } });
    expect(fresh.rows).to.deep.equal([]);
    expect(withRow.rows).to.deep.equal([{ a: 1 }]);
    expect(isRunning(withRow)).to.equal(true);
  });

  it("keeps the newest figure of each id", () => {
    const figure = (id: string, caption: string) => ({
      kind: "tiles" as const,
      id,
      title: "",
      caption,
      columns: [],
      rows: [],
    });
    let record = newRecord(config);
    for (const [id, caption] of [
      ["a", "1"],
      ["b", "1"],
      ["a", "2"],
    ] as const) {
      record = recordEvent(record, { kind: "figure", figure: figure(id, caption) });
    }
    expect(record.figures.map(({ id, caption }) => id + caption)).to.deep.equal(["b1", "a2"]);
  });

  it("keeps what was measured when a run fails", () => {
    let record = recordEvent(newRecord(config), { kind: "row", row: { a: 1 } });
    record = recordEvent(record, { kind: "failed", message: "lost", manifest: null });
    expect(record.status).to.equal("failed");
    expect(record.error).to.equal("lost");
    expect(record.rows.length).to.equal(1);
    expect(isRunning(record)).to.equal(false);
  });
});

describe("time left", () => {
  it("says nothing before it has something to go by", () => {
    const estimate = new TimeLeft();
    expect(estimate.update(0, "training", 0, 100)).to.equal(null);
    expect(estimate.update(100, "training", 1, 100)).to.equal(null);
  });

  it("follows the pace of late, not of the slow first steps", () => {
    const estimate = new TimeLeft();
    estimate.update(0, "training", 0, 1000);
    estimate.update(30_000, "training", 1, 1000); // compiling
    for (let second = 31; second <= 60; second++) estimate.update(second * 1000, "training", 10 * (second - 30), 1000);
    expect(estimate.update(61_000, "training", 310, 1000)).to.be.closeTo(69_000, 500);
  });

  it("starts over in another phase", () => {
    const estimate = new TimeLeft();
    estimate.update(0, "training", 0, 10);
    expect(estimate.update(1000, "training", 5, 10)).to.equal(1000);
    expect(estimate.update(1100, "measuring", 0, 22)).to.equal(null);
  });

  it("reads as a person would say it", () => {
    expect([400, 38_000, 250_000, 120_000, 3_900_000, 7_200_000].map(formatDuration)).to.deep.equal([
      "0 s",
      "38 s",
      "4 min 10 s",
      "2 min",
      "1 h 5 min",
      "2 h",
    ]);
  });
});
