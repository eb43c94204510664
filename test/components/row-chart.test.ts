import { expect } from "@esm-bundle/chai";
import { Chart } from "chart.js";
import { html } from "lit";
import "../../components/row-chart.ts";
import type { RowChart } from "../../components/row-chart.ts";
import type { LinesSpec } from "../../components/row-chart/series.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { EVERY_PANEL, EVERY_STATE, ROWS } from "./every-panel.ts";
import { cellsOf, faultsOf, mount, press, savedText, settled, textOf, within } from "./page.ts";
import { record } from "./records.ts";

const [BY_SIZE, BY_METHOD] = EVERY_PANEL.charts;

const show = (shown: RunRecord | null, chart: LinesSpec = BY_SIZE): Promise<RowChart> =>
  mount(html`<row-chart .chart=${chart} .columns=${EVERY_PANEL.columns} .record=${shown}></row-chart>`);

function chartOf(element: Element): Chart {
  const chart = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"));
  if (chart === undefined) throw new Error("no chart is drawn");
  return chart;
}

const pointsOf = (element: Element): unknown[] =>
  chartOf(element).data.datasets.map(({ label, data }) => [
    label,
    data.map((point): unknown[] => Object.values(point as object)),
  ]);

describe("a chart of rows", () => {
  it("shows published figures hollow before anything runs, and measured ones beside them as they come", async () => {
    const element = await show(null);
    expect(pointsOf(element)).to.deep.equal([["published", [[5, 0.5]]]]);
    expect(textOf(element)).to.contain("measured ones join them when a run measures");
    const first = chartOf(element);
    await show(record("running", { rows: ROWS.slice(0, 3) }));
    expect(pointsOf(element)).to.deep.equal([
      [
        "PCA",
        [
          [5, 0.2, 0.02],
          [9, 0.4, 0.04],
        ],
      ],
      ["net", [[5, 0.1, 0.01]]],
      ["published", [[5, 0.5]]],
    ]);
    expect(chartOf(element)).to.equal(first);
    expect(first.scales["y"]?.type).to.equal("logarithmic");
    expect(textOf(within(element, ".legend"))).to.equal("PCA net published: table 1 whiskers: 95 % interval");
  });

  it("says what it waits for where nothing was published", async () => {
    const element = await show(null, BY_METHOD);
    expect(textOf(element)).to.contain("Drawn here row by row as a run measures.");
    await show(record("stopped"), BY_METHOD);
    expect(textOf(element)).to.contain("Stopped before anything was measured for it.");
  });

  it("lays bars in groups where x is text, high enough for each of them", async () => {
    const element = await show(record("done", { rows: ROWS }), BY_METHOD);
    const chart = chartOf(element);
    expect(chart.data.labels).to.deep.equal(["PCA", "net"]);
    expect(pointsOf(element)).to.deep.equal([
      ["size 5 px", [[0.2, 0, undefined], [0.7, 1, undefined]]], // prettier-ignore
      ["size 9 px", [[0.4, 0, undefined], [0.3, 1, undefined]]], // prettier-ignore
    ]);
    expect(chart.options.indexAxis).to.equal("y");
    const heightPx = within(element, ".canvas").clientHeight;
    await show(record("done", { rows: ROWS.map((row) => ({ ...row, size: 5 })) }), BY_METHOD);
    expect(within(element, ".canvas").clientHeight).to.be.below(heightPx);
  });

  it("is one keypress away from a table, and one from a CSV with every digit", async () => {
    const rows = [{ ...ROWS[0], mse: 0.123456789 }];
    const element = await show(record("done", { rows }));
    press(element, "Table");
    await settled(element);
    expect(cellsOf(within(element, "table"))).to.deep.equal([
      ["measured", "5", "0.123", "0.020"],
      ["published, table 1", "5", "0.500", "–"],
    ]);
    expect(await savedText(() => press(element, "CSV"))).to.equal(
      'Series,Size (px),MSE,±\r\nmeasured,5,0.123456789,0.02\r\n"published, table 1",5,0.5,',
    );
  });

  it("lets go of its chart when it leaves the page", async () => {
    const element = await show(EVERY_STATE["done"] ?? null);
    element.remove();
    expect(Object.keys(Chart.instances)).to.deep.equal([]);
  });

  for (const [name, shown] of Object.entries(EVERY_STATE)) {
    it(`is open to everyone: ${name}`, async () => {
      for (const chart of [BY_SIZE, BY_METHOD]) {
        const element = await show(shown, chart);
        expect(await faultsOf(element)).to.deep.equal([]);
      }
    });
  }
});
