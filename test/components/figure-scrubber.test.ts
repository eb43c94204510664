import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type { DigitFigure } from "../../components/digit-figure.ts";
import "../../components/figure-scrubber.ts";
import type { FigureScrubber } from "../../components/figure-scrubber.ts";
import type { TileFigure } from "../../src/results/figure.ts";
import { withKeyframe, type FigureHistory } from "../../src/results/keyframes.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, until, within } from "./page.ts";
import { FIGURE } from "./records.ts";

const after = (epoch: number): TileFigure => ({ ...FIGURE, caption: `After epoch ${epoch} of 4.` });

function historyOf(epochs: readonly number[]): FigureHistory | null {
  const histories = epochs.reduce<FigureHistory[]>(
    (sofar, epoch) => withKeyframe(sofar, after(epoch), `epoch ${epoch} of 4`),
    [],
  );
  return histories[0] ?? null;
}

const FOUR = historyOf([1, 2, 3, 4]);
const THREE = FOUR === null ? null : { ...FOUR, frames: FOUR.frames.slice(0, 3) };

const show = (newest: number, history: FigureHistory | null): Promise<FigureScrubber> =>
  mount(html`<figure-scrubber .figure=${after(newest)} .history=${history}></figure-scrubber>`);

const caption = (element: Element): string | undefined => within<DigitFigure>(element, "digit-figure").figure.caption;

async function drag(element: Element, index: number): Promise<void> {
  const slider = within<HTMLInputElement>(element, "input");
  slider.value = String(index);
  slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settled(element);
}

describe("a figure with its history", () => {
  it("has no slider before there is something to slide through", async () => {
    expect(allWithin(await show(1, historyOf([1])), "input").length).to.equal(0);
    expect(allWithin(await show(1, null), "input").length).to.equal(0);
  });

  it("follows a run that goes on, until it is looked at in the past", async () => {
    const element = await show(3, THREE);
    expect(textOf(within(element, ".when"))).to.equal("epoch 3 of 4");
    await show(4, FOUR);
    expect([textOf(within(element, ".when")), caption(element)]).to.deep.equal(["epoch 4 of 4", "After epoch 4 of 4."]);
    await show(3, THREE);
    await drag(element, 1);
    await show(4, FOUR);
    expect([textOf(within(element, ".when")), caption(element)]).to.deep.equal(["epoch 2 of 4", "After epoch 2 of 4."]);
    const slider = within<HTMLInputElement>(element, "input");
    expect([slider.value, slider.max, slider.getAttribute("aria-valuetext")]).to.deep.equal(["1", "3", "epoch 2 of 4"]);
    expect(element.shown.caption).to.equal("After epoch 2 of 4.");
    await drag(element, 3);
    expect(element.shown).to.equal(element.figure);
  });

  it("goes to the end with another run", async () => {
    const element = await show(4, FOUR);
    await drag(element, 0);
    await show(2, historyOf([1, 2]));
    expect(textOf(within(element, ".when"))).to.equal("epoch 2 of 4");
  });

  it("plays from the first moment to the last, and stops there", async () => {
    const element = await show(4, FOUR);
    press(element, "Play");
    await settled(element);
    expect(textOf(within(element, ".when"))).to.equal("epoch 1 of 4");
    expect(buttonOf(element, "Pause")).to.be.instanceOf(HTMLButtonElement);
    await until("it has come to the end", () => textOf(within(element, ".when")) === "epoch 4 of 4");
    await settled(element);
    expect(buttonOf(element, "Play")).to.be.instanceOf(HTMLButtonElement);
  });

  it("is open to everyone", async () => {
    expect(await faultsOf(await show(4, FOUR))).to.deep.equal([]);
  });
});
