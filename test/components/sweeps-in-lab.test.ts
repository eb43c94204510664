import { expect } from "@esm-bundle/chai";
import { openLab, pageFaultsOf } from "./lab-window.ts";
import { allWithin, press, settled, textOf, until, within } from "./page.ts";

/** Two trials of three steps each, by the generator that comes with the lab. */
const TINY = "#/latent-inpainting?engine=wasm&images=1&restarts=1&steps=3&N=500;300";

describe("sweeps in the lab", () => {
  it("run from the form to the table, are listed, and come back after they were deleted", async function () {
    this.timeout(120_000);
    const page = await openLab(TINY);
    const { lab, window } = page;
    expect(textOf(within(lab, "run-configurator >> .estimate"))).to.contain("2 trials");
    press(lab, "Launch 2 trials");
    await until("its page is shown", () => window.location.hash.startsWith("#/sweep/"), 60_000);
    const said = (): string => allWithin(lab, "sweep-page >> .progress").map(textOf).join();
    await until("both trials are done", () => said().includes("2 done"), 60_000);
    const rows = allWithin(lab, "sweep-page >> .trials tbody tr");
    expect(rows.length).to.equal(2);
    expect(rows.map(textOf).every((row) => row.includes("Done"))).to.equal(true);
    await until(
      "both are in one table",
      () => allWithin(lab, "sweep-page >> sweep-results >> result-table >> tbody tr").length === 2,
    );
    expect(allWithin(lab, "sweep-page >> sweep-results >> row-chart").length).to.equal(2);
    expect(await pageFaultsOf(page, "a sweep")).to.deep.equal([]);
    expect(within(lab, "sweep-page >> wa-button[href]").getAttribute("href")).to.match(
      /^#\/compare\?runs=[^,]+,[^,]+$/,
    );

    window.location.hash = "#/sweeps";
    await until("the sweep is listed", () => allWithin(lab, "sweeps-page >> a").length > 0);
    expect(await pageFaultsOf(page, "sweeps")).to.deep.equal([]);
    const listed = (): number => allWithin(lab, "sweeps-page >> a").length;
    const before = listed();
    press(lab, "Delete Latent inpainting");
    await until("it is gone", () => listed() === before - 1);
    press(lab, "Undo");
    await until("it is back", () => listed() === before);
  });

  it("are set up from a ready one and from JSON, and say what is wrong with it where it was pasted", async () => {
    const { lab, window } = await openLab("#/sweeps");
    const field = within<HTMLElement & { value: string }>(lab, "sweeps-page >> wa-textarea");
    field.value = '{"experiment": "latent-inpainting", "method": "bayes", "parameters": {}}';
    field.dispatchEvent(new window.Event("input", { bubbles: true }));
    await settled(lab);
    within(within(lab, "sweeps-page >> .tools wa-button"), "button").click();
    await settled(lab);
    expect(textOf(within(lab, "sweeps-page >> .fault"))).to.contain("method must be grid or random");
    const dataTransfer = new window.DataTransfer();
    dataTransfer.items.add(new window.File(['{"parameters": {}}'], "sweep.json"));
    window.dispatchEvent(new window.DragEvent("drop", { dataTransfer, cancelable: true }));
    await until("it is refused", () => textOf(within(lab, "sweeps-page >> .fault")).includes("is missing"));
    press(lab, "Set up Kept pixels: N = 500 to 300");
    await until("its form is shown", () => allWithin(lab, "run-configurator").length === 1);
    await settled(lab);
    expect(textOf(within(lab, "run-configurator >> .launch"))).to.contain("Launch 12 trials");
  });
});
