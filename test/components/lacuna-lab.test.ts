import { expect } from "@esm-bundle/chai";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { CATALOG } from "../../src/catalog.ts";
import { labelOf, openLab, pageFaultsOf, type LabWindow } from "./lab-window.ts";
import { allWithin, buttonOf, cellsOf, press, settled, textOf, type, until, within } from "./page.ts";

const TINY = "#/masked-restoration?preset=quick&engine=wasm&stripeWidths=3&patchSizes=5&testImages=20&digits=5";

/** For a lab that is taken away before it does anything: its engine starts at once. */
const NO_TRAINING = "#/masked-restoration?engine=cpu";

const progress = (lab: HTMLElement): string => allWithin(lab, "run-progress").map(textOf).join();

/** Launches, and waits until the new run draws; the one before may have failed. */
async function launch(lab: HTMLElement): Promise<void> {
  press(lab, "Launch");
  await until(
    "it draws",
    () => !progress(lab).startsWith("The run failed") && labelOf(lab, "curve-chart >> canvas").includes("train:"),
  );
}

/** Listeners that a window or a document has taken on and not given back. */
function countListeners(target: EventTarget): () => number {
  const listening = new Set<unknown>();
  const { addEventListener, removeEventListener } = target;
  Object.assign(target, {
    addEventListener(...given: Parameters<EventTarget["addEventListener"]>) {
      listening.add(given[1]);
      addEventListener.apply(target, given);
    },
    removeEventListener(...given: Parameters<EventTarget["removeEventListener"]>) {
      listening.delete(given[1]);
      removeEventListener.apply(target, given);
    },
  });
  return () => listening.size;
}

/** Every worker that the window starts from now on. */
function watchWorkers(window: LabWindow["window"]): { readonly started: Worker[]; readonly ended: Worker[] } {
  const [started, ended]: [Worker[], Worker[]] = [[], []];
  window.Worker = class extends window.Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      started.push(this);
    }
    override terminate(): void {
      ended.push(this);
      super.terminate();
    }
  };
  return { started, ended };
}

describe("the lab", () => {
  it("runs what its address says, from Launch to table, figure and export", async () => {
    const page = await openLab(`${TINY}&epochs=1`);
    const { lab } = page;
    expect(buttonOf(lab, "Export").disabled).to.equal(true);
    await launch(lab);
    await until("the run is done", () => progress(lab).startsWith("Done"));
    expect(progress(lab)).to.contain("on 20 test images");
    expect(textOf(within(lab, "status-bar")))
      .to.contain("WASM")
      .and.to.contain("idle");

    const measured = cellsOf(within(lab, "result-table >> table")).filter(
      (cells) => cells.length > 1 && cells[3] !== "–",
    );
    expect(measured.map(([size]) => size)).to.deep.equal(["3", "3", "5"]);
    for (const cells of measured) for (const cell of cells.slice(8)) expect(Number(cell)).to.be.within(0, 1);

    const canvas = within<HTMLCanvasElement>(lab, "digit-figure >> .grid canvas");
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    expect(new Set(pixels).size).to.be.greaterThan(20);

    expect(buttonOf(lab, "Export").disabled).to.equal(false);
    expect(allWithin(lab, "export-menu >> wa-dropdown-item").length).to.equal(6);
    expect(await pageFaultsOf(page, "done")).to.deep.equal([]);
  });

  it("stops when asked, keeps what there is while one looks elsewhere, and can launch again", async () => {
    const { lab, window } = await openLab(`${TINY}&epochs=1000`);
    await launch(lab);
    window.location.hash = "#/embedded-digits";
    await until("the other experiment shows", () => textOf(within(lab, "h1")) === "Embedded digits");
    await settled(lab);
    expect(buttonOf(lab, "Another experiment runs").disabled).to.equal(true);
    window.location.hash = `${TINY}&epochs=1000`;
    await until("Stop is there", () => allWithin(lab, ".stop").length === 1);
    press(lab, "Stop");
    await until("the run has stopped", () => progress(lab).startsWith("Stopped"));
    expect(labelOf(lab, "curve-chart >> canvas")).to.contain("train:");
    expect(buttonOf(lab, "Export").disabled).to.equal(false);
    expect(buttonOf(lab, "Launch").disabled).to.equal(false);
  });

  it("says so when its worker dies, also without a word, keeps what was drawn, and launches with a new one", async () => {
    const { lab, window } = await openLab(NO_TRAINING);
    const { started } = watchWorkers(window);
    const { body } = window.document;
    lab.remove();
    window.location.hash = `${TINY}&epochs=1000`;
    body.append(lab);
    await settled(lab);
    await launch(lab);
    started[0]?.dispatchEvent(new window.Event("error"));
    await until("the run has failed", () => progress(lab).startsWith("The run failed"));
    expect(progress(lab)).to.contain("The training worker stopped working (its script could not be loaded).");
    expect(labelOf(lab, "curve-chart >> canvas")).to.contain("train:");
    expect(textOf(within(lab, "status-bar"))).to.contain("no engine");
    expect(buttonOf(lab, "Export").disabled).to.equal(false);
    await settled(lab);
    await launch(lab);
    expect(started.length).to.equal(2);
    expect(textOf(within(lab, "status-bar"))).to.contain("WASM");

    started[1]?.terminate();
    await until("the next run has failed", () => progress(lab).startsWith("The run failed"));
    expect(progress(lab)).to.contain("The training worker stopped working (it ended without a word");
    expect(progress(lab)).to.contain("press Launch or Resume to start it again");
    expect(labelOf(lab, "curve-chart >> canvas")).to.contain("train:");
    await settled(lab);
    await launch(lab);
    expect(started.length).to.equal(3);
  });

  it("gives back its worker and its listeners when it leaves the page, also in the middle of a run", async () => {
    const { lab, window } = await openLab(NO_TRAINING);
    lab.remove();
    window.location.hash = `${TINY}&epochs=1000`;
    const { started, ended } = watchWorkers(window);
    const targets = [window, window.document].map(countListeners);
    // The database's library listens for as long as the page lives, from when it is first needed.
    let lasting: number[] | null = null;
    for (let visit = 1; visit <= 2; visit++) {
      window.document.body.append(lab);
      await settled(lab);
      expect(targets.map((listeners) => listeners() > 0)).to.deep.equal([true, true]);
      await launch(lab);
      lab.remove();
      const left = targets.map((listeners) => listeners());
      lasting ??= left;
      expect(left).to.deep.equal(lasting);
      expect(started.length).to.equal(visit);
      expect(ended).to.deep.equal(started);
    }
  });

  it("opens with what was published, what the lab measured and one button, which launches", async () => {
    const page = await openLab("");
    const { lab, window } = page;
    expect(allWithin<HTMLAnchorElement>(lab, "li a").map(({ hash }) => hash)).to.deep.equal(
      CATALOG.map(({ name }) => `#/${name}`),
    );
    // Drawn only for those who come near it, which on a wide screen is everybody.
    await until("the published figures are drawn", () => allWithin(lab, "hidden-share-chart").length === 1);
    expect(textOf(within(lab, "home-page >> .published"))).to.contain("On MNIST. Preset “As published”");
    expect(await pageFaultsOf(page, "home")).to.deep.equal([]);
    press(lab, "Launch");
    expect(window.location.hash).to.equal("#/masked-restoration");
    await until(
      "a run begins",
      () => allWithin(lab, "run-progress").length === 1 && progress(lab).includes("parameters"),
    );
  });

  it("writes into the address what is asked, and Back undoes another preset", async () => {
    const { lab, window } = await openLab("#/masked-restoration?engine=cpu");
    type(within<WaInput>(lab, "parameter-field[name=epochs] >> wa-input"), "3");
    await settled(lab);
    expect(window.location.hash).to.equal("#/masked-restoration?engine=cpu&epochs=3");
    const select = within<WaSelect>(lab, "wa-select[label=Preset]");
    select.value = "best";
    select.dispatchEvent(new window.Event("change", { bubbles: true }));
    await settled(lab);
    expect(window.location.hash).to.equal("#/masked-restoration?preset=best&engine=cpu");
    window.history.back();
    await until("the form is as it was", () => textOf(within(lab, ".summary")).endsWith("Reset 1 change"));
    expect(window.location.hash).to.equal("#/masked-restoration?engine=cpu&epochs=3");
  });

  it("tells what it could not read from the address", async () => {
    const page = await openLab("#/masked-restoration?stray=1&epochs=0&engine=cpu");
    expect(textOf(within(page.lab, ".warning"))).to.contain('Cannot set "stray"');
    expect(textOf(within(page.lab, ".blocked"))).to.equal("Put right first: Epochs.");
    expect(await pageFaultsOf(page, "warned")).to.deep.equal([]);
  });

  it("keeps Launch in sight in a narrow window, and the form in a drawer", async () => {
    const page = await openLab("#/embedded-digits?engine=cpu", 400);
    const { lab, window } = page;
    expect(window.document.documentElement.scrollWidth).to.equal(400);
    expect(buttonOf(lab, "Launch").getBoundingClientRect().bottom).to.be.below(800);
    expect(await pageFaultsOf(page, "narrow")).to.deep.equal([]);
    press(lab, "Set up");
    await until("the form shows", () => (allWithin(lab, "run-configurator")[0]?.clientHeight ?? 0) > 0);
    expect(await pageFaultsOf(page, "drawer")).to.deep.equal([]);
  });

  it("lists its places on the left, and in a narrow window behind one button of a bar", async () => {
    const wide = await openLab("#/embedded-digits?engine=cpu");
    const links = (lab: HTMLElement): string[] =>
      allWithin<HTMLAnchorElement>(lab, "lab-places >> a.experiment").map(({ hash }) => hash);
    expect(links(wide.lab)).to.deep.equal(CATALOG.map(({ name }) => `#/${name}`));
    expect(textOf(within(wide.lab, "lab-places >> a[aria-current]"))).to.equal("Embedded digits");
    const page = await openLab("#/embedded-digits?engine=cpu", 400);
    const { lab, window } = page;
    expect(links(lab)).to.deep.equal([]);
    press(lab, "Experiments");
    await until("the list shows", () => links(lab).length === CATALOG.length);
    expect(await pageFaultsOf(page, "list")).to.deep.equal([]);
    within(lab, "lab-places >> a.experiment[href='#/masked-restoration']").click();
    await until("the other experiment shows", () => textOf(within(lab, "h1")) === "Masked restoration");
    await until("the list is gone", () => links(lab).length === 0);
    expect(window.document.documentElement.scrollWidth).to.equal(400);
  });

  it("goes through its themes, and remembers", async () => {
    const page = await openLab("#/embedded-digits?engine=cpu");
    const root = page.window.document.documentElement;
    press(page.lab, "Theme: auto");
    await settled(page.lab);
    expect(root.className).to.contain("wa-light");
    press(page.lab, "Theme: light");
    await settled(page.lab);
    expect(root.className).to.contain("wa-dark");
    expect(await pageFaultsOf(page, "dark")).to.deep.equal([]);
    expect(textOf(within((await openLab("")).lab, ".theme"))).to.equal("Theme: dark");
  });

  it("takes a dropped file for the parameter that asks for one, and gives it to the worker before the run", async () => {
    const { lab, window } = await openLab("#/latent-inpainting?engine=cpu&generator=mine.json");
    expect(textOf(within(lab, ".blocked"))).to.equal("Put right first: Generator.");
    const dataTransfer = new window.DataTransfer();
    dataTransfer.items.add(new window.File(["no JSON"], "mine.json"));
    window.dispatchEvent(new window.DragEvent("dragover", { dataTransfer, cancelable: true }));
    await settled(lab);
    expect(textOf(lab.shadowRoot?.querySelector(".drop") as Element)).to.equal(
      "Drop a.json file for Generator, or the four IDX files",
    );
    window.dispatchEvent(new window.DragEvent("drop", { dataTransfer, cancelable: true }));
    await until("the file is at hand", () => allWithin(lab, ".blocked").length === 0);
    expect(window.location.hash).to.equal("#/latent-inpainting?engine=cpu&generator=mine.json");
    press(lab, "Launch");
    await until("the run has read it", () => progress(lab).startsWith("The run failed"));
    expect(progress(lab)).to.contain("Cannot read mine.json:").and.not.to.contain("not given");
  });

  it("takes dropped files, and says in place what is wrong with them", async () => {
    const { lab, window } = await openLab("#/embedded-digits?engine=cpu");
    const dataTransfer = new window.DataTransfer();
    dataTransfer.items.add(new window.File(["x"], "holiday.jpg"));
    window.dispatchEvent(new window.DragEvent("dragover", { dataTransfer, cancelable: true }));
    await settled(lab);
    expect(textOf(lab.shadowRoot?.querySelector(".drop") as Element)).to.equal("Drop the four IDX files to use them");
    window.dispatchEvent(new window.DragEvent("drop", { dataTransfer, cancelable: true }));
    await until("the files are judged", () => allWithin(lab, "data-panel >> .now.failed").length === 1);
    expect(textOf(within(lab, "data-panel >> .now"))).to.contain("Cannot use these files");
    expect(within<HTMLDialogElement>(lab, "data-panel >> dialog").open).to.equal(true);
  });
});
