/** The lab where its store cannot be had, or is taken away: it says so where one looks, and measures all the same. */
import { expect } from "@esm-bundle/chai";
import { LabStore } from "../../store/lab-store.ts";
import { labelOf, openLab } from "./lab-window.ts";
import { allWithin, press, textOf, until } from "./page.ts";

const TINY = "#/masked-restoration?preset=quick&engine=wasm&stripeWidths=3&patchSizes=&testImages=20&digits=5&epochs=1";

/** A connection as another tab has it, with another layout. */
function openRaw(version: number, change?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("lacuna", version);
    request.onupgradeneeded = () => change?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("it was refused"));
  });
}

const alertOf = (lab: HTMLElement): string => allWithin(lab, "footer [role=alert]").map(textOf).join();
const progress = (lab: HTMLElement): string => allWithin(lab, "run-progress").map(textOf).join();

async function runsOn(lab: HTMLElement): Promise<void> {
  press(lab, "Launch");
  await until("the run is done", () => progress(lab).startsWith("Done"), 60_000);
  expect(labelOf(lab, "curve-chart >> canvas")).to.contain("train:");
}

describe("the lab without its store", () => {
  let other: IDBDatabase | null = null;

  const erase = async (): Promise<void> => {
    other?.close();
    other = null;
    const store = new LabStore();
    await store.erase();
    store.close();
  };
  beforeEach(erase);
  afterEach(erase);

  it("runs on while another tab keeps an older layout open, and says which tab to close", async function () {
    this.timeout(120_000);
    other = await openRaw(5);
    const { lab, window } = await openLab(TINY);
    await until("it says so", () => alertOf(lab).includes("another tab holds it open for an older version"));
    expect(alertOf(lab)).to.contain("Close the other tabs of the lab, then reload this one");
    await runsOn(lab);
    window.location.hash = "#/runs";
    await until("the list says so too", () => textOf(lab).includes("There is no list of runs."));
  });

  it("makes way for a newer version in another tab, and goes on keeping its own runs", async function () {
    this.timeout(120_000);
    const { lab, window } = await openLab("#/runs");
    await until("the store is open", () => textOf(lab).includes("No run is kept yet."));
    other = await openRaw(2000, (database) => database.createObjectStore("something newer"));
    window.location.hash = TINY;
    await until("the form is there", () => allWithin(lab, "run-configurator >> .launch").length > 0);
    await runsOn(lab);
    expect(alertOf(lab)).to.equal("");
    window.location.hash = "#/runs";
    await until("the run is listed", () => allWithin(lab, "tr.run").length === 1);
  });
});
