import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import { figureToPng } from "../../components/figure-image.ts";
import "../../components/scatter-figure.ts";
import type { ScatterFigure } from "../../components/scatter-figure.ts";
import { PRINT_COLOURS } from "../../components/scatter-figure/paint.ts";
import { chooseTheme, palette } from "../../components/theme.ts";
import { SCATTER } from "./every-panel.ts";
import { allWithin, faultsOf, mount, settled, textOf, until, within } from "./page.ts";

async function figure(): Promise<ScatterFigure> {
  const element = await mount<ScatterFigure>(html`<scatter-figure .figure=${SCATTER}></scatter-figure>`);
  await until("it fits its room", () => within(element, "canvas").clientWidth > 300);
  await settled(element);
  return element;
}

/** How much of the canvas holds the colour of a digit. */
function inkOf(element: Element, digit: number): number {
  const canvas = within<HTMLCanvasElement>(element, "canvas");
  const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(palette().digits[digit]?.slice(at, at + 2) ?? "", 16));
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const isNear = [red, green, blue].every((value, channel) => Math.abs((data[i + channel] ?? 0) - (value ?? 0)) < 12);
    if (isNear && (data[i + 3] ?? 0) > 150) count++;
  }
  return count;
}

const chips = (element: Element): HTMLButtonElement[] => allWithin<HTMLButtonElement>(element, ".chips button");

describe("a figure of points", () => {
  it("paints each digit in its colour, and names the digits that are there", async () => {
    const element = await figure();
    expect(chips(element).map(textOf)).to.deep.equal(["3", "8"]);
    expect([inkOf(element, 3) > 0, inkOf(element, 8) > 0, inkOf(element, 7)]).to.deep.equal([true, true, 0]);
    expect(within(element, "canvas").getAttribute("aria-label")).to.equal(
      "The plane. 3 points of the digits 3, 8; across: z₁, up: z₂.",
    );
  });

  it("dims the others while a chip has the focus, and hides them when it is pressed", async () => {
    const element = await figure();
    const [three] = chips(element) as [HTMLButtonElement];
    three.focus();
    await settled(element);
    expect([inkOf(element, 3) > 0, inkOf(element, 8)]).to.deep.equal([true, 0]);
    three.click();
    three.blur();
    await settled(element);
    expect(three.getAttribute("aria-pressed")).to.equal("true");
    expect(inkOf(element, 8)).to.equal(0);
    three.click();
    await settled(element);
    expect(inkOf(element, 8)).to.be.greaterThan(0);
  });

  it("tells the digit and the place of the point that is pointed at", async () => {
    const element = await figure();
    const canvas = within<HTMLCanvasElement>(element, "canvas");
    const { right, top } = canvas.getBoundingClientRect();
    // The upper right corner but for the air: digit 8 at 10, 1.
    const air = (0.03 / 1.06) * (canvas.clientWidth - 52);
    const place = { clientX: right - 6 - air, clientY: top + 6 + air };
    canvas.dispatchEvent(new PointerEvent("pointermove", { ...place, bubbles: true }));
    await settled(element);
    expect(textOf(within(element, ".value"))).to.equal("digit 8 at 10.0, 1.00");
    canvas.dispatchEvent(new PointerEvent("pointerleave"));
    await settled(element);
    expect(textOf(within(element, ".value"))).to.contain("Point at a point");
  });

  it("takes the colours of another theme, and is printed in those of the light one", async () => {
    const element = await figure();
    expect(palette().digits).to.deep.equal(PRINT_COLOURS.digits);
    chooseTheme("dark");
    await settled(element);
    expect(inkOf(element, 3)).to.be.greaterThan(0);
    const image = await createImageBitmap(await figureToPng(SCATTER));
    expect(image.width).to.be.greaterThan(600);
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context?.drawImage(image, 0, 0);
    expect([...(context?.getImageData(1, 1, 1, 1).data ?? [])]).to.deep.equal([255, 255, 255, 255]);
  });

  it("is open to everyone", async () => {
    const element = await figure();
    expect(await faultsOf(element)).to.deep.equal([]);
    chips(element)[0]?.click();
    await settled(element);
    expect(await faultsOf(element)).to.deep.equal([]);
  });
});
