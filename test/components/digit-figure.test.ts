import { expect } from "@esm-bundle/chai";
import type WaDialog from "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { html } from "lit";
import "../../components/digit-figure.ts";
import type { DigitFigure } from "../../components/digit-figure.ts";
import { GAP_PX, tileSizePx } from "../../components/digit-figure/tiles.ts";
import { allWithin, faultsOf, mount, next, settled, textOf, until, within } from "./page.ts";
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
});
