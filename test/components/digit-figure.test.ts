import { expect } from "@esm-bundle/chai";
import type WaDialog from "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { html } from "lit";
import "../../components/digit-figure.ts";
import type { DigitFigure } from "../../components/digit-figure.ts";
import { GAP_PX, tileSizePx } from "../../components/digit-figure/tiles.ts";
import { allWithin, faultsOf, mount, next, settled, textOf, until, within } from "./page.ts";
import { PIXELS } from "../../src/data/dataset.ts";
import type { FigureRow } from "../../src/results/figure.ts";
import { SHEET } from "./every-panel.ts";
import { FIGURE } from "./records.ts";

/** The scale that two columns get in a page this wide. */
const SCALE = 4;

async function figure(): Promise<DigitFigure> {
  const element = await mount<DigitFigure>(html`<digit-figure .figure=${FIGURE}></digit-figure>`);
  await until("the figure fits its room", () => within(element, ".grid").clientWidth > 2 * tileSizePx(SCALE));
  await settled(element);
  return element;
}

/** The middle of a tile, in CSS pixels from the grid's top left. */
const middle = (index: number): number => index * (tileSizePx(SCALE) + GAP_PX) + tileSizePx(SCALE) / 2;

/** Colours along a diagonal in the middle of a tile, red only. */
function redsOf(element: Element, column: number, row: number): number[] {
  const canvas = within<HTMLCanvasElement>(element, ".grid canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const context = canvas.getContext("2d");
  return Array.from({ length: 10 }, (_, i) => {
    const [left, top] = [(middle(column) + i) * ratio, (middle(row) + i) * ratio];
    return context?.getImageData(left, top, 1, 1).data[0] ?? -1;
  });
}

describe("a figure of digits", () => {
  it("paints its tiles: ink white, paper black, differences in their colours", async () => {
    const element = await figure();
    expect(new Set(redsOf(element, 0, 0))).to.deep.equal(new Set([255]));
    expect(new Set(redsOf(element, 1, 0))).to.deep.equal(new Set([0]));
    expect(new Set(redsOf(element, 0, 3))).to.deep.equal(new Set([230]));
    expect(new Set(redsOf(element, 1, 3))).to.deep.equal(new Set([86]));
  });

  it("hatches the hole of a damaged digit", async () => {
    const element = await figure();
    expect(Math.min(...redsOf(element, 0, 1))).to.be.within(0x26, 0x40);
    expect(new Set(redsOf(element, 0, 1)).size).to.be.greaterThan(1);
    expect(new Set(redsOf(element, 1, 1))).to.deep.equal(new Set([0]));
  });

  it("paints anew when a newer figure comes", async () => {
    const element = await figure();
    element.figure = { ...FIGURE, rows: [...FIGURE.rows].reverse() };
    await settled(element);
    expect(new Set(redsOf(element, 0, 3))).to.deep.equal(new Set([255]));
  });

  it("names rows, groups of columns and the ends of the difference scale", async () => {
    const element = await figure();
    expect(textOf(within(element, ".rows"))).to.equal("original damaged restored difference");
    expect(textOf(within(element, ".columns"))).to.equal("Square patch 12 px");
    expect(textOf(within(element, ".below")))
      .to.contain("After epoch 1 of 2.")
      .and.to.contain("−1, too dark");
  });

  it("tells the value of the pixel that is pointed at", async () => {
    const element = await figure();
    const point = async (column: number, row: number): Promise<string> => {
      const { left, top } = within(element, ".grid canvas").getBoundingClientRect();
      const [clientX, clientY] = [left + middle(column), top + middle(row)];
      within(element, ".grid").dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true }));
      await settled(element);
      return textOf(within(element, ".value"));
    };
    expect(await point(0, 0)).to.equal("original, pixel 14, 14: 1.00");
    expect(await point(0, 1)).to.equal("damaged, pixel 14, 14: missing");
    expect(await point(0, 3)).to.equal("difference, pixel 14, 14: +1.00");
    expect(await point(1, 3)).to.equal("difference, pixel 14, 14: −1.00");
    within(element, ".grid").dispatchEvent(new PointerEvent("pointerleave"));
    await settled(element);
    expect(textOf(within(element, ".value"))).to.contain("Point at a pixel");
  });

  it("shows a column large, open to everyone, and closes again", async () => {
    const element = await figure();
    const dialog = within<WaDialog>(element, "wa-dialog");
    const shown = next(dialog, "wa-after-show");
    within<HTMLButtonElement>(element, "button[aria-label^='Enlarge column 1']").click();
    await shown;
    const enlarged = allWithin<HTMLCanvasElement>(element, "canvas.enlarged");
    expect(enlarged.map((canvas) => canvas.getContext("2d")?.getImageData(100, 100, 1, 1).data[0])[0]).to.equal(255);
    expect(enlarged.length).to.equal(4);
    expect(await faultsOf(element)).to.deep.equal([]);
    const hidden = next(dialog, "wa-after-hide");
    dialog.open = false;
    await hidden;
    await settled(element);
    expect(allWithin(element, "canvas.enlarged")).to.deep.equal([]);
  });

  it("is open to everyone", async () => {
    expect(await faultsOf(await figure())).to.deep.equal([]);
  });

  it("without gaps is one sheet without headings, centred and no higher than a screen", async () => {
    const element = await mount<DigitFigure>(html`<digit-figure .figure=${SHEET}></digit-figure>`);
    await until("it fits its room", () => within(element, ".grid").clientWidth > 6 * 28 * 2);
    await settled(element);
    expect([allWithin(element, ".rows"), allWithin(element, ".columns")]).to.deep.equal([[], []]);
    const canvas = within<HTMLCanvasElement>(element, ".grid canvas");
    const size = canvas.clientWidth / 6;
    expect(canvas.clientHeight).to.equal(canvas.clientWidth);
    expect(Number.isInteger(size / 28)).to.equal(true);
    const ratio = canvas.width / canvas.clientWidth;
    const red = (x: number): number | undefined =>
      canvas.getContext("2d")?.getImageData(Math.round(x * ratio), 5, 1, 1).data[0];
    // The first tile is ink to its last pixel, and the second begins right after.
    expect([red(0), red(size - 1), red(size)]).to.deep.equal([255, 255, 0]);
    expect(textOf(within(element, ".value"))).to.equal("Point at a pixel for its value; press to enlarge.");
    expect(await faultsOf(element)).to.deep.equal([]);
  });

  it("makes a sheet smaller than its pixels where there is no room, and never scrolls sideways", async () => {
    const wide = { ...SHEET, columns: Array<string>(20).fill(""), rows: [tall(20)] };
    const element = await mount<DigitFigure>(html`<digit-figure style="width: 320px" .figure=${wide}></digit-figure>`);
    await until("it fits its room", () => within(element, ".grid").clientWidth <= 300);
    expect(within(element, ".sideways").scrollWidth).to.equal(within(element, ".sideways").clientWidth);
  });

  it("enlarges a sheet as a whole", async () => {
    const element = await mount<DigitFigure>(html`<digit-figure .figure=${SHEET}></digit-figure>`);
    await settled(element);
    const dialog = within<WaDialog>(element, "wa-dialog");
    const shown = next(dialog, "wa-after-show");
    within<HTMLButtonElement>(element, "button[aria-label='Enlarge A walk']").click();
    await shown;
    const enlarged = within<HTMLCanvasElement>(element, "canvas.enlarged");
    expect(enlarged.width).to.be.greaterThan(within(element, ".grid canvas").clientWidth);
    expect(enlarged.getContext("2d")?.getImageData(5, 5, 1, 1).data[0]).to.equal(255);
    expect(await faultsOf(element)).to.deep.equal([]);
  });

  it("names rows only as often as there is room for their names", async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({ ...tall(1), label: `row ${index}` }));
    const element = await mount<DigitFigure>(
      html`<digit-figure style="width: 200px" .figure=${{ ...SHEET, columns: [""], rows }}></digit-figure>`,
    );
    await until("it fits its room", () => textOf(within(element, ".rows")).split(" row").length === 40);
    // 40 rows share the height of a screen: each still has room for its name.
    const columns = Array.from({ length: 20 }, (_, index) => (index / 10 - 1).toFixed(1));
    element.figure = { ...SHEET, columns, rows: [tall(20)] };
    await settled(element);
    await until("its headings are fewer", () => textOf(within(element, ".columns")).split(" ").length < 20);
  });
});

function tall(columns: number): FigureRow {
  return { label: "", role: "image", pixels: new Float32Array(columns * PIXELS) };
}
