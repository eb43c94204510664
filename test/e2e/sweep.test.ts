/**
 * A sweep as a visitor runs it, on the page as it is built: launched from the form, watched, broken by the death of its worker
 * and by a reload, resumed and finished with every trial once; then carried to another browser as a zip.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import type { PreviewServer } from "vite";
import { openBrowser, serveSite } from "./built-site.ts";

/** Of one step; generous, because two cores may be busy with something else. */
const LIMIT_MS = 240_000;

/** Looking through the page takes time that the training may need. */
const POLL_MS = 50;

/** Eight trials of a second or two each: short searches from two starts. */
const SWEEP =
  "preset=quick&engine=wasm&images=1&restarts=2&steps=1000&trainingEpochs=1&generator=own-vae" +
  "&N=500;400;350;300&seed=1;2&metric=success_rate";

type CsvRow = Readonly<Record<string, string>>;

let server: PreviewServer;
let browser: Browser;
let context: BrowserContext;
let address: string;
let page: Page;
/** Of the run whose worker was ended. */
let killedId: string;
/** Trials that nobody ended: the worker's, and the reload's where it did not fall between two; its run may not have begun. */
let interruptedTrials: number;

before(async () => {
  ({ server, address } = await serveSite());
  browser = await openBrowser("none");
  context = await browser.newContext();
  page = await open(context, `#/latent-inpainting?${SWEEP}`);
});

after(async () => {
  await browser.close();
  await server.close();
});

async function open(where: BrowserContext, hash: string): Promise<Page> {
  const opened = await where.newPage();
  opened.setDefaultTimeout(LIMIT_MS);
  await opened.goto(`${address}${hash}`, { timeout: LIMIT_MS });
  return opened;
}

/** How many points the curves on the page have, as their descriptions say. */
async function countPoints(): Promise<number> {
  const labels = await page
    .getByRole("img", { name: /\d+ points/ })
    .evaluateAll((canvases) => canvases.map((canvas) => canvas.getAttribute("aria-label") ?? ""));
  return [...labels.join().matchAll(/(\d+) points/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function untilMorePointsThan(count: number): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while ((await countPoints()) <= count) {
    assert.ok(performance.now() < deadline, "the curves do not grow");
    await setTimeout(POLL_MS);
  }
}

/** Until the present trial has some of its steps behind it: each trial is an eighth of the whole. */
async function untilWithinATrial(): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  const bar = page.getByRole("progressbar", { name: "Share of the trials that are over" });
  while (Number(await bar.getAttribute("aria-valuenow")) % 12.5 < 4) {
    assert.ok(performance.now() < deadline, "no trial gets on");
    await setTimeout(POLL_MS);
  }
}

function parse(text: string, name: string): CsvRow[] {
  const { data, errors, meta } = Papa.parse<CsvRow>(text, { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, [], name);
  assert.ok(meta.fields !== undefined && meta.fields.length > 1, name);
  assert.ok(data.length > 0, name);
  return data;
}

async function save(from: Page, press: () => Promise<void>): Promise<string> {
  const downloading: Promise<Download> = from.waitForEvent("download");
  await press();
  return await (await downloading).path();
}

const trialsOn = (of: Page): Promise<string> => of.getByRole("table", { name: /^Trials of/ }).innerText();

/** What the table of runs says, without the order of columns that depend on what else is there. */
async function runsOn(of: Page): Promise<string[]> {
  await of.getByRole("button", { name: "Export all" }).waitFor();
  await of.getByRole("table", { name: /^\d+ runs$/ }).waitFor();
  return (await of.locator("tr.run").allInnerTexts()).map((row) => row.replaceAll(/\s+/g, " "));
}

/** The first test breaks the sweep, the second mends it, the third carries it away. */
describe("a sweep", () => {
  it("draws curves that grow, and says so when its worker dies, keeping what was measured", async () => {
    await page.getByRole("button", { name: "Launch 8 trials" }).click();
    await page.waitForURL(/#\/sweep\//);
    await page
      .getByRole("img", { name: /\d+ points/ })
      .first()
      .waitFor();
    await untilMorePointsThan(await countPoints());
    await page.getByText(/^[1-5] done/).waitFor();
    await page.getByRole("img", { name: /Success rate against Pixels kept/ }).waitFor();

    const worker = page.workers().find((each) => /\/lab\.worker/.test(each.url()));
    assert.ok(worker !== undefined);
    await untilWithinATrial();
    // As memory that runs out would end it: without a word to anyone.
    const closed = worker.waitForEvent("close");
    void worker.evaluate(() => self.close()).catch(() => undefined); // nobody is left to answer
    await closed;
    await page
      .getByText(/The training worker stopped working \(it ended without a word/)
      .first()
      .waitFor();
    const broken = page.getByRole("row").filter({ hasText: "What was measured is kept" });
    assert.match(await broken.innerText(), /Interrupted/);
    killedId = (await broken.getByRole("link").getAttribute("href"))?.replace("#/run/", "") ?? "";
    // The sweep goes on with another worker.
    await page.getByText(/^[2-7] done · 1 running .*1 interrupted/).waitFor();
    assert.equal(page.workers().filter((each) => /\/lab\.worker/.test(each.url())).length, 1);
  });

  it("is found again after a reload in the middle, and ends with every trial once", async () => {
    await page.evaluate(() => location.reload());
    const line = page.getByText(/^\d done · (\d queued · )?\d interrupted/);
    await line.waitFor();
    interruptedTrials = Number(/(\d) interrupted/.exec(await line.innerText())?.[1]);
    await page.getByRole("button", { name: /^Resume \d/ }).click();
    await page.getByText(/^8 done$/).waitFor();

    const path = await save(page, () => page.getByRole("button", { name: "Trials, CSV" }).click());
    const trials = parse(readFileSync(path, "utf8"), "trials.csv");
    assert.deepEqual(
      trials.map(({ N, seed, state }) => [N, seed, state]),
      ["500", "400", "350", "300"].flatMap((n) => [1, 2].map((seed) => [n, String(seed), "done"])),
    );
    assert.equal(new Set(trials.map((row) => row["run_id"])).size, 8);
    assert.ok(trials.every((row) => Number(row["m.success_rate"]) >= 0));
  });

  it("leaves as a zip whose every table can be read, and shows the same tables in an empty browser", async () => {
    const table = await trialsOn(page);
    const sweepHash = new URL(page.url()).hash;
    await page.goto(`${address}#/runs`);
    const runs = await runsOn(page);
    const zip = await save(page, () => page.getByRole("button", { name: "Export all" }).click());
    const files = unzipSync(readFileSync(zip));
    const csvs = Object.entries(files).filter(([name]) => name.endsWith(".csv"));
    const tables = new Map(csvs.map(([name, bytes]) => [name, parse(strFromU8(bytes), name)]));
    const rows = tables.get("runs.csv") ?? [];
    const idsOf = (status: string): (string | undefined)[] =>
      rows.filter((row) => row["status"] === status).map((row) => row["run_id"]);
    const interrupted = idsOf("interrupted");
    assert.equal(idsOf("done").length, 8);
    assert.ok(interrupted.includes(killedId));
    assert.ok(interrupted.length <= interruptedTrials, `${interrupted.length} runs of ${interruptedTrials} trials`);
    assert.equal(rows.length, 8 + interrupted.length);
    assert.equal(csvs.filter(([name]) => name.endsWith("/table.csv")).length, 8);
    const withCurves = new Set((tables.get("curves.csv") ?? []).map((row) => row["run_id"]));
    assert.ok(withCurves.size >= 9 && withCurves.has(killedId), "what was measured before the worker's end is kept");

    const elsewhere = await browser.newContext();
    const visitor = await open(elsewhere, "#/runs");
    await visitor.getByText("No run is kept yet.").waitFor();
    await visitor.getByLabel("Zip with runs").setInputFiles(zip);
    await visitor.getByText(`Imported ${rows.length} runs and 1 sweep.`).waitFor();
    assert.deepEqual(await runsOn(visitor), runs);
    await visitor.goto(`${address}${sweepHash}`);
    await visitor.getByText(/^8 done$/).waitFor();
    assert.equal(await trialsOn(visitor), table);
    await elsewhere.close();
  });
});
