import { expect } from "@esm-bundle/chai";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSwitch from "@awesome.me/webawesome/dist/components/switch/switch.js";
import { html } from "lit";
import type { DraftChangedEvent, ParameterFileEvent } from "../../components/events.ts";
import "../../components/run-configurator.ts";
import type { RunActivity, RunConfigurator } from "../../components/run-configurator.ts";
import { presetDraft, readDraft } from "../../components/run-configurator/draft.ts";
import type { ParameterField } from "../../components/run-configurator/parameter-field.ts";
import { CATALOG } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { embeddedDigits } from "../../src/experiments/embedded-digits/spec.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import { EVERY_PANEL } from "./every-panel.ts";
import { CONFIG } from "./records.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told, type, within } from "./page.ts";

/** The form with an owner that, as the lab does, hands every change back to it. */
async function form(
  spec: ExperimentSpec = maskedRestoration,
  activity: RunActivity = "idle",
): Promise<RunConfigurator> {
  const element = await mount<RunConfigurator>(
    html`<run-configurator
      .spec=${spec}
      .draft=${presetDraft(spec, spec.defaultPreset, "wasm")}
      activity=${activity}
      @draft-changed=${({ draft }: DraftChangedEvent) => (element.draft = draft)}
    ></run-configurator>`,
  );
  return element;
}

const fieldOf = (element: Element, name: string): ParameterField => within(element, `parameter-field[name=${name}]`);

async function typed(element: RunConfigurator, name: string, text: string): Promise<void> {
  type(within<WaInput>(fieldOf(element, name), "wa-input"), text);
  await settled(element);
}

describe("the form", () => {
  for (const spec of CATALOG) {
    it(`has a labelled field, with its unit and its value, for every parameter of ${spec.name}`, async () => {
      const element = await form(spec);
      const fields = allWithin<ParameterField>(element, "parameter-field");
      expect(fields.map(({ name }) => name).sort()).to.deep.equal([...Object.keys(spec.parameters), "engine"].sort());
      for (const field of fields) {
        const { label, unit = "" } = field.parameter;
        const control = within<WaInput | WaSelect | WaSwitch>(field, "wa-input, wa-select, wa-switch");
        expect(textOf(control)).to.contain(label).and.to.contain(unit);
        const wanted = { ...presetDraft(spec, spec.defaultPreset).texts, engine: "wasm" }[field.name];
        const value = "checked" in control ? (control.checked ? "on" : "off") : control.value;
        expect(value, field.name).to.equal(wanted);
      }
    });
  }

  it("launches what it says", async () => {
    const element = await form();
    await typed(element, "epochs", "3");
    expect(await told("launch-requested", () => press(element, "Launch"))).to.have.length(1);
    const { config } = readDraft(element.spec, element.draft);
    expect(config).to.deep.equal({ ...CONFIG, values: { ...CONFIG.values, epochs: 3 } });
  });

  it("launches by Control and Enter from any field", async () => {
    const element = await form();
    const pressed = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, composed: true });
    const launches = await told("launch-requested", () => {
      within(fieldOf(element, "seed"), "input").dispatchEvent(pressed);
    });
    expect(launches).to.have.length(1);
  });

  it("says under the field what is wrong with it, keeps what was typed and launches nothing", async () => {
    const element = await form();
    await typed(element, "epochs", "0");
    const sentence = "Cannot set epochs: it must be a whole number from 1 to 1000 epochs, got 0.";
    const field = fieldOf(element, "epochs");
    expect(textOf(within(field, "[part~=hint]"))).to.equal(sentence);
    const input = within<HTMLInputElement>(field, "input");
    expect([input.value, input.getAttribute("aria-invalid")]).to.deep.equal(["0", "true"]);
    expect(textOf(within(element, ".blocked"))).to.equal("Put right first: Epochs.");
    expect(buttonOf(element, "Launch").disabled).to.equal(true);
    const launches = await told("launch-requested", () => {
      press(element, "Launch");
      for (const ctrlKey of [true, false]) {
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey, bubbles: true, composed: true }));
      }
      within<HTMLFormElement>(element, "form").requestSubmit();
    });
    expect(launches).to.deep.equal([]);
    await typed(element, "epochs", "1");
    expect(allWithin(element, ".blocked")).to.deep.equal([]);
    expect(buttonOf(element, "Launch").disabled).to.equal(false);
  });

  it("goes back to the preset, field by field or all at once", async () => {
    const element = await form();
    await typed(element, "epochs", "3");
    await typed(element, "hiddenUnits", "8");
    await typed(element, "seed", "x");
    within(fieldOf(element, "epochs"), ".reset >> button").click();
    await settled(element);
    expect(element.draft.texts).to.include({ epochs: "10", hiddenUnits: "8", seed: "x" });
    press(element, "Reset 2 changes");
    await settled(element);
    expect(element.draft).to.deep.equal(presetDraft(element.spec, "quick", "wasm"));
    expect(allWithin(element, ".reset")).to.deep.equal([]);
  });

  it("takes another preset whole and keeps the engine", async () => {
    const element = await form();
    await typed(element, "epochs", "3");
    const select = within<WaSelect>(element, "wa-select[label=Preset]");
    select.value = "best";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled(element);
    expect(element.draft).to.deep.equal(presetDraft(element.spec, "best", "wasm"));
    expect(within<WaSwitch>(fieldOf(element, "composite"), "wa-switch").checked).to.equal(true);
  });

  it("takes switches and choices", async () => {
    const element = await form();
    within<HTMLInputElement>(fieldOf(element, "composite"), "input[type=checkbox]").click();
    const select = within<WaSelect>(fieldOf(element, "maskLaw"), "wa-select");
    select.value = "wide";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled(element);
    expect(element.draft.texts).to.include({ composite: "on", maskLaw: "wide" });
  });

  it("steps whole numbers by arrow keys, within their range", async () => {
    const element = await form();
    const arrow = async (key: string, shiftKey: boolean): Promise<void> => {
      const input = within(fieldOf(element, "repeats"), "input");
      input.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, composed: true }));
      await settled(element);
    };
    await arrow("ArrowUp", false);
    expect(element.draft.texts["repeats"]).to.equal("2");
    await arrow("ArrowUp", true);
    await arrow("ArrowUp", true);
    expect(element.draft.texts["repeats"]).to.equal("20");
    await arrow("ArrowDown", false);
    expect(element.draft.texts["repeats"]).to.equal("19");
  });

  it("explains the field that is pointed at", async () => {
    const element = await form();
    within(fieldOf(element, "hiddenUnits"), "wa-input").dispatchEvent(
      new PointerEvent("pointerover", { bubbles: true, composed: true }),
    );
    await settled(element);
    expect(textOf(within(element, ".help"))).to.contain("Hidden units. Width of the two outer hidden layers");
    expect(textOf(within(element, ".help"))).to.contain("A whole number from 2 to 2048 units.");
  });

  it("stops where it launched, once", async () => {
    const element = await form(maskedRestoration, "running");
    expect(await told("stop-requested", () => press(element, "Stop"))).to.have.length(1);
    element.activity = "stopping";
    await settled(element);
    expect(await told("stop-requested", () => press(element, "Stopping"))).to.have.length(0);
    element.activity = "busy-elsewhere";
    await settled(element);
    expect(buttonOf(element, "Another experiment runs").disabled).to.equal(true);
  });

  it("offers what comes with the lab and a file of one's own, by name", async () => {
    const element = await form(EVERY_PANEL);
    const field = fieldOf(element, "generator");
    const select = within<WaSelect>(field, "wa-select");
    expect(allWithin(field, "wa-option").map(textOf)).to.deep.equal(["The lab's own", "Another"]);
    select.value = "other";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled(element);
    expect(element.draft.texts["generator"]).to.equal("other");
    element.files = new Set(["my own.json"]);
    element.draft = { ...element.draft, texts: { ...element.draft.texts, generator: "my own.json" } };
    await settled(element);
    expect(allWithin(field, "wa-option").map(textOf)).to.deep.equal(["The lab's own", "Another", "my own.json"]);
    expect(select.value).to.equal("own-file");
    expect(readDraft(EVERY_PANEL, element.draft, element.files).config?.values["generator"]).to.equal("my own.json");
    expect(allWithin(element, ".blocked")).to.deep.equal([]);
  });

  it("tells upward which file was picked for which parameter", async () => {
    const element = await form(EVERY_PANEL);
    const picker = within<HTMLInputElement>(fieldOf(element, "generator"), "input[type=file]");
    expect(picker.accept).to.equal(".json");
    const transfer = new DataTransfer();
    transfer.items.add(new File(["{}"], "mine.json"));
    const [event] = await told<ParameterFileEvent>("parameter-file", () => {
      picker.files = transfer.files;
      picker.dispatchEvent(new Event("change", { bubbles: true }));
    });
    expect([event?.parameter, event?.file.name]).to.deep.equal(["generator", "mine.json"]);
    expect(picker.value).to.equal("");
  });

  it("says in place that a file is not at hand, and what to do, and launches nothing", async () => {
    const element = await form(EVERY_PANEL);
    element.draft = { ...element.draft, texts: { ...element.draft.texts, generator: "mine.json" } };
    await settled(element);
    expect(textOf(within(fieldOf(element, "generator"), ".fault"))).to.equal(
      "mine.json is not at hand: a link carries a file's name and not the file. Choose it here again.",
    );
    expect(textOf(within(element, ".blocked"))).to.equal("Put right first: Generator.");
    expect(await told("launch-requested", () => press(element, "Launch"))).to.deep.equal([]);
    expect(await faultsOf(element)).to.deep.equal([]);
    element.draft = { ...element.draft, texts: { ...element.draft.texts, generator: "mine.txt" } };
    await settled(element);
    expect(textOf(within(fieldOf(element, "generator"), ".fault"))).to.contain(
      "it must be own or other or a.json file",
    );
  });

  for (const spec of [maskedRestoration, embeddedDigits, EVERY_PANEL]) {
    it(`of ${spec.name} is open to everyone, with faults and without`, async () => {
      const element = await form(spec);
      expect(await faultsOf(element)).to.deep.equal([]);
      await typed(element, "epochs", "0");
      expect(await faultsOf(element)).to.deep.equal([]);
      element.activity = "running";
      expect(await faultsOf(element)).to.deep.equal([]);
    });
  }
});
