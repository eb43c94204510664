import { expect } from "@esm-bundle/chai";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import { Dexie } from "dexie";
import { html } from "lit";
import { StoreDesk } from "../../components/lab-controller/store-desk.ts";
import type { RunsPage } from "../../components/runs-page.ts";
import "../../components/runs-page.ts";
import type { RunsViewEvent } from "../../components/runs-page/events.ts";
import { ALL_RUNS, type RunsView } from "../../components/runs-page/view.ts";
import { exportArchive } from "../../store/archive.ts";
import { LabStore } from "../../store/lab-store.ts";
import { keepRun } from "../store/kept-runs.ts";
import { allWithin, buttonOf, faultsOf, mount, press, saved, settled, textOf, type, until, within } from "./page.ts";

describe("the page of runs", () => {
  let store: LabStore;
  let desk: StoreDesk;
  let page: RunsPage;
  let view: RunsView;

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
    view = ALL_RUNS;
  });

  afterEach(async () => {
    desk.close();
    await store.erase();
    store.close();
  });

  const show = async (): Promise<void> => {
    page = await mount<RunsPage>(
      html`<runs-page
        style="height: 600px"
        .desk=${desk}
        .list=${desk.runs}
        .fault=${desk.fault}
        .view=${view}
        @runs-view=${(event: RunsViewEvent) => {
          view = event.view;
          void show();
        }}
      ></runs-page>`,
    );
  };

  const open = async (): Promise<void> => {
    desk = new StoreDesk(() => void show());
    await show();
    await until("the runs are read", () => desk.runs !== null);
    await settled(page);
  };

  const shownRuns = (): string[] => allWithin(page, "tr.run").map((row) => row.dataset["run"] ?? "");
  const check = (runId: string, more: MouseEventInit = {}): void =>
    void within(page, `tr[data-run="${runId}"] input`).dispatchEvent(
      new MouseEvent("click", { bubbles: true, composed: true, cancelable: true, ...more }),
    );

  it("says what to do first while there is no run, and takes in a zip that was exported here", async () => {
    await keepRun(store, "a");
    await open();
    const { name, blob } = await saved(() => press(page, "Export all"));
    expect(name).to.match(/^lacuna-runs-\d{4}-\d\d-\d\d\.zip$/);
    await store.purge(new Date(0), ["a"]);
    await until("the page is empty", () => textOf(page).includes("No run is kept yet."));
    expect(within<HTMLAnchorElement>(page, ".empty a").hash).to.equal("#/masked-restoration");
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.importFiles([new File([blob], name)]);
    await until("the run is back", () => shownRuns().join() === "a");
    expect(textOf(page)).to.contain("Imported 1 run.");
    await page.importFiles([new File(["x"], "holiday.zip")]);
    await settled(page);
    expect(textOf(within(page, ".said.bad"))).to.contain("it is no zip");
  });

  it("lists, finds, narrows and sorts, and has it all in its view", async () => {
    await keepRun(store, "old", 0, { run: { tags: ["good"] } });
    await keepRun(store, "new", 1, { record: { status: "failed" }, values: { epochs: 77 } });
    await open();
    expect(shownRuns()).to.deep.equal(["new", "old"]);
    expect(textOf(within(page, 'tr[data-run="new"]')))
      .to.contain("failed")
      .and.to.contain("Epochs 77")
      .and.to.contain("0.012");
    expect(await faultsOf(page)).to.deep.equal([]);
    press(page, "Started");
    await settled(page);
    expect(shownRuns()).to.deep.equal(["old", "new"]);
    expect(within(page, "th[aria-sort]").getAttribute("aria-sort")).to.equal("ascending");
    press(page, "failed");
    await settled(page);
    expect(shownRuns()).to.deep.equal(["new"]);
    expect(view.statuses).to.deep.equal(["failed"]);
    type(within<WaInput>(page, ".filters wa-input"), "nowhere");
    await until("nothing fits", () => textOf(page).includes("No run fits the filters."));
    press(page, "Clear filters");
    await settled(page);
    expect(shownRuns()).to.deep.equal(["old", "new"]);
  });

  it("selects with shift and keys, tags, compares, deletes and brings back", async () => {
    for (let day = 0; day < 4; day++) await keepRun(store, `r${day}`, day);
    await open();
    check("r3");
    await settled(page);
    check("r1", { shiftKey: true });
    await settled(page);
    expect(textOf(within(page, ".chosen"))).to.contain("3 selected");
    expect(within(page, ".chosen wa-button[href]").getAttribute("href")).to.equal("#/compare?runs=r3,r2,r1");
    within(page, 'tr[data-run="r1"] input').dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowDown", shiftKey: true, bubbles: true, composed: true }),
    );
    await until("four are selected", () => textOf(within(page, ".chosen")).includes("4 selected"));
    expect(await faultsOf(page)).to.deep.equal([]);
    const field = within<WaInput>(page, ".tagging wa-input");
    field.value = "kept";
    press(page, "Add tag");
    await until("all are tagged", () => allWithin(page, "tr.run .tag").length === 4);
    press(page, "Delete");
    await until("all are gone", () => desk.runs?.runs.length === 0);
    await until("the page says so", () => textOf(page).includes("Deleted 4 runs."));
    press(page, "Undo");
    await until("all are back", () => shownRuns().length === 4);
    expect((await store.list()).runs.map(({ tags }) => tags.join())).to.deep.equal(["kept", "kept", "kept", "kept"]);
  });

  it("removes deleted runs for good when asked, which makes room at once", async () => {
    await keepRun(store, "a");
    await keepRun(store, "b", 1);
    await open();
    await store.remove(["a"], new Date());
    await until("it says that one can be brought back", () => textOf(page).includes("1 deleted run can still"));
    press(page, "Remove for good");
    await until("nothing can be brought back", () => !textOf(page).includes("can still be brought back"));
    expect(await store.deleted()).to.deep.equal([]);
    expect(await store.points("a")).to.deep.equal([]);
    expect(shownRuns()).to.deep.equal(["b"]);
  });

  it("says what is wrong with a damaged zip, and takes in what is whole", async () => {
    await keepRun(store, "a");
    await keepRun(store, "b", 1);
    const zip = new Uint8Array(await (await exportArchive(store, null, () => [])).arrayBuffer());
    await store.erase();
    await open();
    await page.importFiles([new File([zip.subarray(0, zip.length - 200)], "cut.zip"), new File(["no"], "no.zip")]);
    await settled(page);
    const said = textOf(within(page, ".said.bad"));
    expect(said).to.contain("This zip is cut off or damaged: what lies before the damage was read");
    expect(said).to.contain("Cannot import this file: it is no zip");
    await until("the whole runs are listed", () => shownRuns().length === 2);
  });

  it("edits tags and note in place, and Escape leaves them as they were", async () => {
    await keepRun(store, "a");
    await open();
    const edit = async (label: string, text: string, key: string): Promise<void> => {
      press(page, label);
      await settled(page);
      const input = within<HTMLInputElement>(page, "td input[type=text]");
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await settled(page);
    };
    await edit("Note: none", "a thought", "Enter");
    await until("the note is kept", () => textOf(within(page, "tr.run")).includes("a thought"));
    await edit("Note: a thought", "another", "Escape");
    await until(
      "the cell has the focus again",
      () => within(page, "runs-table").shadowRoot?.activeElement?.className === "edit note",
    );
    expect((await store.run("a"))?.note).to.equal("a thought");
    await edit("Tags: none", "x, y", "Enter");
    await until("the tags are kept", () => allWithin(page, "tr.run .tag").length === 2);
    expect((await store.run("a"))?.tags).to.deep.equal(["x", "y"]);
  });

  it("remembers which columns were chosen", async () => {
    await keepRun(store, "a");
    await open();
    const heads = (): string[] => allWithin(page, "thead th .sort").map(textOf);
    expect(heads()).to.include("Engine");
    const box = allWithin(page, ".choice label").find((label) => textOf(label) === "Engine");
    within(box as Element, "input").click();
    await settled(page);
    expect(heads()).not.to.include("Engine");
    page = await mount<RunsPage>(html`<div></div>`);
    await show();
    await settled(page);
    expect(heads()).not.to.include("Engine");
  });

  it("tells of damaged entries, and removes them when asked", async () => {
    await keepRun(store, "a");
    const raw = new Dexie("lacuna");
    await raw.open();
    await raw.table("runs").put({ runId: "torn", startedAt: "2025" });
    await raw.table("sweeps").put({ sweepId: "odd", createdAt: "2025", json: {}, deletedAt: null });
    raw.close();
    await open();
    expect(textOf(within(page, ".said.bad"))).to.contain("2 entries of the store are damaged");
    press(page, "Remove damaged");
    await until("it is gone", () => allWithin(page, ".said.bad").length === 0);
    expect(shownRuns()).to.deep.equal(["a"]);
  });

  it("opens a thousand runs in less than two seconds, renders few of them, and scrolls to the last", async () => {
    const one = await keepRun(store, "first");
    const raw = new Dexie("lacuna");
    await raw.open();
    await raw.table("runs").bulkPut(
      Array.from({ length: 999 }, (_, index) => ({
        ...one,
        runId: `r${index}`,
        startedAt: new Date(index).toISOString(),
      })),
    );
    raw.close();
    // The least of three: what else the machine does meanwhile says nothing about the page.
    const tookMs: number[] = [];
    for (let opening = 0; opening < 3; opening++) {
      if (opening > 0) desk.close();
      page = await mount<RunsPage>(html`<div></div>`);
      const begun = performance.now();
      await open();
      await until("rows show", () => shownRuns().length > 0);
      tookMs.push(performance.now() - begun);
    }
    expect(textOf(page)).to.contain("1000 runs");
    expect(shownRuns().length).to.be.below(120);
    expect(buttonOf(page, "Export all").disabled).to.equal(false);
    const scroller = within(page, "runs-table >> .scroller");
    scroller.scrollTop = scroller.scrollHeight;
    await until("the last row shows", () => shownRuns().at(-1) === "r0");
    expect(Math.min(...tookMs)).to.be.below(2000);
  });
});
