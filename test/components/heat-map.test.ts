import { expect } from "@esm-bundle/chai";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html } from "lit";
import "../../components/heat-map.ts";
import type { HeatMap } from "../../components/heat-map.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { EVERY_PANEL, EVERY_STATE } from "./every-panel.ts";
import { allWithin, cellsOf, faultsOf, mount, press, saved, savedText, settled, textOf, within } from "./page.ts";
import { record } from "./records.ts";

const show = (shown: RunRecord | null): Promise<HeatMap> =>
  mount(html`<heat-map .chart=${EVERY_PANEL.charts[2]} .columns=${EVERY_PANEL.columns} .record=${shown}></heat-map>`);

async function choose(element: Element, label: string, value: string): Promise<void> {
  const select = within<WaSelect>(element, `wa-select[label="${label}"]`);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settled(element);
}

const shares = (element: Element): string[] =>
  allWithin(element, "td").map((cell) => cell.style.getPropertyValue("--share"));

describe("a heat map", () => {
  it("says what it waits for", async () => {
    expect(textOf(await show(null))).to.contain("Drawn here row by row as a run measures.");
    expect(textOf(await show(record("running")))).to.contain("Drawn as soon as measuring begins.");
  });

  it("is a table with groups of headings, a value in each cell and a dash in empty ones", async () => {
    const element = await show(EVERY_STATE["running"] ?? null);
    const headings = allWithin<HTMLTableCellElement>(element, "thead th").map((one) => [textOf(one), one.colSpan]);
    expect(headings).to.deep.equal([
      ["Method", 1],
      ["Square patch", 2],
      ["brush", 1],
      ["5", 1],
      ["9", 1],
      ["5", 1],
    ]);
    expect(cellsOf(within(element, "table"))).to.deep.equal([
      ["PCA", "0.200", "0.400", "–"],
      ["net", "0.100 best of the column", "0.300 best of the column", "0.700"],
    ]);
    expect(within(element, "td.nothing span").getAttribute("aria-label")).to.equal("not measured");
  });

  it("shows another value, and shades over all cells, when asked to", async () => {
    const element = await show(EVERY_STATE["done"] ?? null);
    expect(shares(element)).to.deep.equal(["0.0%", "0.0%", "", "100.0%", "100.0%", "50.0%"]);
    await choose(element, "Shade", "all");
    expect(shares(element)).to.deep.equal(["83.3%", "50.0%", "", "100.0%", "66.7%", "0.0%"]);
    expect(textOf(within(element, ".legend"))).to.contain("0.700 0.100 Lower is better");
    await choose(element, "Value", "accuracy_percent");
    expect(cellsOf(within(element, "table"))[1]?.[1]).to.equal("90.0 best of the column");
    expect(textOf(within(element, ".legend"))).to.contain("Higher is better");
  });

  it("is taken away as CSV and as a picture", async () => {
    const element = await show(EVERY_STATE["done"] ?? null);
    expect(await savedText(() => press(element, "CSV"))).to.equal(
      "Method,Square patch 5,Square patch 9,brush 5\r\nPCA,0.2,0.4,\r\nnet,0.1,0.3,0.7",
    );
    const { name, blob } = await saved(() => press(element, "PNG"));
    expect([name, blob.type]).to.deep.equal(["all-on-all-mse.png", "image/png"]);
    expect((await createImageBitmap(blob)).width).to.be.greaterThan(400);
  });

  for (const [name, shown] of Object.entries(EVERY_STATE)) {
    it(`is open to everyone: ${name}`, async () => {
      expect(await faultsOf(await show(shown))).to.deep.equal([]);
    });
  }
});
