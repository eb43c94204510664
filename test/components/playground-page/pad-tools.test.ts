import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type {
  ChoiceChangedEvent,
  DigitChosenEvent,
  PadStepEvent,
  PictureBroughtEvent,
} from "../../../components/playground-page/events.ts";
import "../../../components/playground-page/pad-tools.ts";
import type { PadTools } from "../../../components/playground-page/pad-tools.ts";
import { USUAL_PLAYGROUND } from "../../../src/playground/choice.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told, within } from "../page.ts";

const radio = (tools: Element, words: string): HTMLInputElement => {
  const label = allWithin(tools, ".segments label").find((one) => textOf(one) === words);
  return within<HTMLInputElement>(label as Element, "input");
};

describe("the tools under the pad", () => {
  it("tell upward what was pressed, and each tool's usual size with it", async () => {
    const tools = await mount<PadTools>(html`<pad-tools digit undoable></pad-tools>`);
    expect(await faultsOf(tools)).to.deep.equal([]);
    const choices = await told<ChoiceChangedEvent>("choice-changed", () => radio(tools, "Patch").click());
    expect(choices.map(({ change }) => change)).to.deep.equal([{ tool: "patch", size: 9 }]);
    const digits = await told<DigitChosenEvent>("digit-chosen", () => {
      radio(tools, "4").click();
      press(tools, `Another ${USUAL_PLAYGROUND.digit}`);
    });
    expect(digits.map(({ digit, index }) => [digit, index])).to.deep.equal([
      [4, 0],
      [USUAL_PLAYGROUND.digit, USUAL_PLAYGROUND.index + 1],
    ]);
    const steps = await told<PadStepEvent>("pad-step", () => {
      for (const words of ["Undo", "Put all back", "Blank paper"]) press(tools, words);
    });
    expect(steps.map(({ step }) => step)).to.deep.equal(["undo", "mend", "blank"]);
  });

  it("offer only what can be done now", async () => {
    const stripe = { ...USUAL_PLAYGROUND, tool: "stripe", size: 9 } as const;
    const tools = await mount<PadTools>(
      html`<pad-tools .choice=${stripe} own whole refusal="Cannot read it."></pad-tools>`,
    );
    await settled(tools);
    expect(["Undo", "Put all back", "Fit and centre"].map((words) => buttonOf(tools, words).disabled)).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(allWithin(tools, "legend").map(textOf)).to.deep.equal(["Tool", "Direction of the stripe", "Test digit"]);
    expect(textOf(within(tools, "[role=alert]"))).to.equal("Cannot read it.");
    expect(allWithin<HTMLInputElement>(tools, ".digits input").some(({ checked }) => checked)).to.equal(false);
    expect(textOf(within(tools, ".slider"))).to.equal("Width 9 px");
  });

  it("hand on a file that was chosen, and can take the same one again", async () => {
    const tools = await mount<PadTools>(html`<pad-tools></pad-tools>`);
    const input = within<HTMLInputElement>(tools, "input[type=file]");
    const chosen = new DataTransfer();
    chosen.items.add(new File(["x"], "one.png"));
    const brought = await told<PictureBroughtEvent>("picture-brought", () => {
      input.files = chosen.files;
      input.dispatchEvent(new Event("change"));
    });
    expect(brought.map(({ file }) => (file as File).name)).to.deep.equal(["one.png"]);
    expect(input.files?.length).to.equal(0);
  });
});
