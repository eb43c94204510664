import { expect } from "@esm-bundle/chai";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html } from "lit";
import "../../components/heat-map.ts";
import type { HeatMap } from "../../components/heat-map.ts";
import type { CellPictures } from "../../components/cell-pictures.ts";
import type { DigitFigure } from "../../components/digit-figure.ts";
import type { HeatMapSpec } from "../../components/heat-map/grid.ts";
import { PIXELS } from "../../src/data/dataset.ts";
import type { FigureRow, TileRole } from "../../src/results/figure.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { EVERY_PANEL, EVERY_STATE } from "./every-panel.ts";
import { allWithin, cellsOf, faultsOf, mount, press, saved, savedText, settled, textOf, within } from "./page.ts";
import { record } from "./records.ts";

const show = (shown: RunRecord | null, chart: HeatMapSpec = EVERY_PANEL.charts[2]): Promise<HeatMap> =>
  mount(html`<heat-map .chart=${chart} .columns=${EVERY_PANEL.columns} .record=${shown}></heat-map>`);

const tile = (label: string, role: TileRole, value: number): FigureRow => ({
  label,
  role,
  pixels: new Float32Array(PIXELS).fill(value),
});

const WITH_PICTURES: RunRecord = {
  ...(EVERY_STATE["done"] as RunRecord),
  figures: [
    {
      kind: "tiles",
      id: "pictures-patch-5",
      title: "patch 5",
      caption: "One digit.",
      columns: ["3"],
      rows: [
        tile("original", "image", 1),
        tile("damaged", "damaged", 0),
        tile("pca", "image", 0.25),
        tile("net", "image", 0.5),
      ],
    },
  ],
};

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

  it("opens the pictures behind a cell, with the difference and the column's best, and walks by the arrow keys", async () => {
    const element = await show(WITH_PICTURES, { ...EVERY_PANEL.charts[2], pictures: "pictures" });
    expect(allWithin(element, "td button").map(textOf)).to.deep.equal(["0.200", "0.100 best of the column"]);
    within(element, "td button").click();
    const pictures = within<CellPictures>(element, "cell-pictures");
    await settled(element);
    await settled(pictures);
    const shown = (): string[] =>
      within<DigitFigure>(pictures, "digit-figure").figure.rows.map(({ label, pixels }) => `${label} ${pixels[0]}`);
    expect(shown()).to.deep.equal(["original 1", "damaged 0", "pca 0.25", "difference -0.75", "best: net 0.5"]);
    expect(textOf(within(pictures, ".value"))).to.equal("MSE: 0.200");
    const press = async (key: string): Promise<void> => {
      within(pictures, ".value").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
      await settled(element);
      await settled(pictures);
    };
    await press("ArrowDown");
    expect(shown()).to.deep.equal(["original 1", "damaged 0", "net 0.5", "difference -0.5"]);
    await press("ArrowRight"); // behind that column there is nothing
    expect(textOf(within(pictures, ".value"))).to.equal("MSE: 0.100, the best of the column");
    expect(await faultsOf(element)).to.deep.equal([]);
  });

  it("offers no pictures where a run drew none", async () => {
    const element = await show(EVERY_STATE["done"] ?? null, { ...EVERY_PANEL.charts[2], pictures: "pictures" });
    expect(allWithin(element, "td button")).to.deep.equal([]);
  });

  for (const [name, shown] of Object.entries(EVERY_STATE)) {
    it(`is open to everyone: ${name}`, async () => {
      expect(await faultsOf(await show(shown))).to.deep.equal([]);
    });
  }
});
