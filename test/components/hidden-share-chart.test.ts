import { expect } from "@esm-bundle/chai";
import { Chart } from "chart.js";
import { html } from "lit";
import "../../components/hidden-share-chart.ts";
import type { HiddenShareChart } from "../../components/hidden-share-chart.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { cellsOf, faultsOf, mount, press, settled, textOf, within } from "./page.ts";
import { record, row, STATES } from "./records.ts";

const show = (shown: RunRecord | null): Promise<HiddenShareChart> =>
  mount(html`<hidden-share-chart .record=${shown} .published=${maskedRestoration.published}></hidden-share-chart>`);

function pointsOf(element: Element, role: string): number[] {
  const chart = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"));
  return chart?.data.datasets.filter(({ label }) => label === role).map(({ data }) => data.length) ?? [];
}

describe("the chart of error against hidden share", () => {
  it("shows what was published before anything runs, one panel for each mask kind", async () => {
    const element = await show(null);
    expect(pointsOf(element, "published")).to.deep.equal([7, 7, 8]);
    expect(pointsOf(element, "ours")).to.deep.equal([0, 0, 0]);
    expect(textOf(element)).to.contain("ours and four baselines join them when a run measures");
  });

  it("takes measured points as they arrive, with their baselines, on one chart", async () => {
    const element = await show(record("running"));
    const chart = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"));
    for (const [count, ours, pca] of [
      [1, 0, 1],
      [2, 1, 1],
      [3, 2, 1],
    ] as const) {
      const rows = [row("pca", 0.02), row("network", 0.012), row("network", 0.013, { size_px: 7, masked_percent: 25 })];
      await show(record("running", { rows: rows.slice(0, count) }));
      expect(pointsOf(element, "ours")).to.deep.equal([ours, 0, 0]);
      expect(pointsOf(element, "pca")).to.deep.equal([pca, 0, 0]);
    }
    expect(Chart.getChart(within<HTMLCanvasElement>(element, "canvas"))).to.equal(chart);
    expect(within(element, "canvas").getAttribute("aria-label")).to.contain("published, measured and four baselines");
    expect(textOf(within(element, ".legend"))).to.equal("published ours, 95 % interval PCA");
  });

  it("is one keypress away from the same data as a table", async () => {
    const element = await show(STATES["done"] ?? null);
    press(element, "Table");
    await settled(element);
    const lines = cellsOf(within(element, "table"));
    expect(lines.length).to.equal(maskedRestoration.published.length);
    expect(lines[1]).to.deep.equal(["Vertical stripe", "17.9", "0.0156", "0.0120", "–", "–", "–", "0.0080"]);
  });

  it("lets go of its chart when it leaves the page", async () => {
    const element = await show(STATES["done"] ?? null);
    const canvas = within<HTMLCanvasElement>(element, "canvas");
    expect(Chart.getChart(canvas)).not.to.equal(undefined);
    element.remove();
    expect(Chart.getChart(canvas)).to.equal(undefined);
    expect(Object.keys(Chart.instances)).to.deep.equal([]);
  });

  for (const [name, shown] of Object.entries(STATES)) {
    it(`is open to everyone: ${name}`, async () => {
      expect(await faultsOf(await show(shown))).to.deep.equal([]);
    });
  }

  it("is open to everyone as a table", async () => {
    const element = await show(STATES["done"] ?? null);
    press(element, "Table");
    await settled(element);
    expect(await faultsOf(element)).to.deep.equal([]);
  });
});
