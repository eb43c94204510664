import { expect } from "@esm-bundle/chai";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import { html } from "lit";
import { StoreDesk } from "../../components/lab-controller/store-desk.ts";
import type { RunPage } from "../../components/run-page.ts";
import "../../components/run-page.ts";
import { LabStore } from "../../store/lab-store.ts";
import { curve, keepRun } from "../store/kept-runs.ts";
import { allWithin, buttonOf, faultsOf, mount, settled, textOf, until, within } from "./page.ts";

describe("the page of one run", () => {
  let store: LabStore;
  let desk: StoreDesk;

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
    desk = new StoreDesk(() => undefined);
  });

  afterEach(async () => {
    desk.close();
    await store.erase();
    store.close();
  });

  const open = async (runId: string): Promise<RunPage> => {
    const page = await mount<RunPage>(html`<run-page style="height: 700px" .desk=${desk} .runId=${runId}></run-page>`);
    await until("the run is read", () => !textOf(page).includes("Reading the run"));
    await settled(page);
    return page;
  };

  it("shows a kept run whole, and leads to its rerun, its files and its comparison", async () => {
    await keepRun(store, "a", 0, { values: { epochs: 77 } });
    const page = await open("a");
    expect(textOf(within(page, "run-progress"))).to.contain("Done");
    expect(allWithin(page, "digit-figure").length + allWithin(page, "scatter-figure").length).to.equal(2);
    expect(allWithin(page, "curve-chart").length).to.be.greaterThan(0);
    const links = allWithin(page, ".tools wa-button[href]").map((link) => link.getAttribute("href"));
    expect(links).to.deep.equal(["#/masked-restoration?engine=wasm&epochs=77", "#/compare?runs=a"]);
    expect(buttonOf(page, "Export").disabled).to.equal(false);
    expect(textOf(within(page, "details"))).to.contain("1 changed from the preset");
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it("keeps tags and note, and follows a run that goes on in another tab", async () => {
    const run = await keepRun(store, "a", 0, { record: { status: "running", manifest: null } });
    const page = await open("a");
    const tags = within<WaInput>(page, "wa-input");
    tags.value = "x, y, x";
    tags.dispatchEvent(new Event("change"));
    await until("the tags are kept", () => tags.value === "x, y");
    expect((await store.run("a"))?.tags).to.deep.equal(["x", "y"]);
    await store.write({ ...run, status: "failed", error: "The graphics card was lost." }, 1, {
      points: curve("train", [0.01]),
      rows: [],
      figures: [],
      models: [],
    });
    await until("its end shows", () => textOf(within(page, "run-progress")).includes("The graphics card was lost."));
    expect((await store.run("a"))?.tags).to.deep.equal(["x", "y"]);
  });

  it("says so of a run that is not here, and of one that was deleted", async () => {
    const page = await open("nobody");
    expect(textOf(page)).to.match(/This browser keeps no run “ ?nobody ?”: it was deleted/);
    expect(await faultsOf(page)).to.deep.equal([]);
    await keepRun(store, "a");
    await store.remove(["a"], new Date());
    expect(textOf(await open("a"))).to.contain("There is no such run");
  });
});
