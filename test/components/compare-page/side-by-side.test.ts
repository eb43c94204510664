import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type { RunTakenOutEvent } from "../../../components/compare-page/events.ts";
import "../../../components/compare-page/side-by-side.ts";
import type { SideBySide } from "../../../components/compare-page/side-by-side.ts";
import type { StoredRun } from "../../../store/stored-run.ts";
import { allWithin, cellsOf, faultsOf, mount, press, textOf, told, within } from "../page.ts";

const RUNS = ["a", "b"].map((runId) => ({ runId, experiment: "masked-restoration" }) as unknown as StoredRun);
const LINES = [
  {
    label: "MSE",
    cells: [
      { content: "0.3", isBest: false },
      { content: "0.1", isBest: true },
    ],
  },
];

describe("a table of runs side by side", () => {
  it("has a column for each run, marks the best, and says above what it is asked to", async () => {
    const table = await mount<SideBySide>(
      html`<side-by-side heading="Metrics" .runs=${RUNS} .lines=${LINES}><p>Two runs.</p></side-by-side>`,
    );
    expect(cellsOf(within(table, "table"))).to.deep.equal([["MSE", "0.3", "0.1"]]);
    expect(textOf(within(table, "td.best"))).to.equal("0.1");
    expect(allWithin<HTMLAnchorElement>(table, "th a").map(({ hash }) => hash)).to.deep.equal(["#/run/a", "#/run/b"]);
    expect(within(table, "[role=group]").getAttribute("aria-label")).to.equal("Metrics, table");
    expect(textOf(table)).to.contain("Two runs.");
    expect(await faultsOf(table)).to.deep.equal([]);
  });

  it("tells upward which run is taken out", async () => {
    const table = await mount<SideBySide>(
      html`<side-by-side heading="Metrics" .runs=${RUNS} .lines=${LINES}></side-by-side>`,
    );
    const out = await told<RunTakenOutEvent>("run-taken-out", () => press(table, "Take b out"));
    expect(out.map(({ runId }) => runId)).to.deep.equal(["b"]);
  });
});
