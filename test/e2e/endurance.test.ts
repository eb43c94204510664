/**
 * A hundred trials one after the other on the built page: what the page and its worker hold on to after the last one is what
 * they held after the first few, but for what there is to show.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type { PreviewServer } from "vite";
import { openBrowser, serveSite } from "./built-site.ts";
import { HeapReader } from "./heap.ts";

/** Generous: two cores may be busy with something else. */
const LIMIT_MS = 180_000;

const WORKER = "lab.worker";

const TRIALS = 100;
/** By then every part of the page and of the engine has been in use: from twenty trials on. */
const WARM = /^[2-5]\d done/;

const SEEDS = Array.from({ length: TRIALS }, (_, index) => index + 1).join(";");
const SWEEP = `#/latent-inpainting?preset=quick&engine=wasm&images=1&restarts=1&steps=2&N=500&seed=${SEEDS}`;

const MEGABYTE = 1e6;
/** A run's entry, its manifest and its curve are a few kilobytes; the page lists them all. */
const MOST_KEPT_PER_TRIAL_BYTES = 30_000;

/** The database's library keeps answers for a few seconds, in case the same is asked again. */
const LETTING_GO_MS = 6000;
/** Each reading collects the page's garbage first, which takes a whole core. */
const READING_EVERY_MS = 400;

interface Holdings {
  readonly pageBytes: number;
  readonly workerBytes: number;
  /** Of tfjs, in the worker. */
  readonly tensors: number;
}

/** What tfjs leaves where a worker's every module finds it. */
interface Worked {
  readonly _tfengine: { readonly state: { readonly numTensors: number } };
}

let server: PreviewServer;
let browser: Browser;
let page: Page;

before(async () => {
  let address: string;
  ({ server, address } = await serveSite());
  browser = await openBrowser("none");
  page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${address}${SWEEP}`, { timeout: LIMIT_MS });
});

after(async () => {
  await browser.close();
  await server.close();
});

async function leastPageBytes(heap: HeapReader): Promise<number> {
  let least = Infinity;
  const end = performance.now() + LETTING_GO_MS;
  while (performance.now() < end) {
    least = Math.min(least, await heap.pageBytes());
    await setTimeout(READING_EVERY_MS);
  }
  return least;
}

/** Measured on the home page, which shows no trial: a chart of a hundred curves weighs what a hundred curves weigh. */
async function holdings(heap: HeapReader): Promise<Holdings> {
  await page.evaluate(() => void (location.hash = "#/"));
  await page.getByRole("button", { name: "Launch" }).waitFor();
  const worker = page.workers().find((each) => each.url().includes(WORKER));
  assert.ok(worker !== undefined);
  const tensors = await worker.evaluate(() => (globalThis as unknown as Worked)._tfengine.state.numTensors);
  const held = { pageBytes: await leastPageBytes(heap), workerBytes: await heap.workerBytes(WORKER), tensors };
  await page.goBack();
  return held;
}

/** Lets the present trial end, so that what is held is what lies between two trials. */
async function pauseOnceWarm(): Promise<void> {
  await page.getByText(WARM).waitFor();
  await page.getByRole("button", { name: "Stop after this one" }).click();
  await page.getByRole("button", { name: /^Resume \d/ }).waitFor();
}

describe("a sweep of a hundred trials", () => {
  it("comes to its end and leaves no tensor and no memory behind", async (test) => {
    await page.getByRole("button", { name: `Launch ${TRIALS} trials` }).click();
    await page.waitForURL(/#\/sweep\//);
    const heap = await HeapReader.open(page);
    await pauseOnceWarm();
    const early = await holdings(heap);
    const doneEarly = Number(/^\d+/.exec(await page.getByText(/^\d+ done/).innerText())?.[0]);
    await page.getByRole("button", { name: /^Resume \d/ }).click();
    await page.getByText(`${TRIALS} done`, { exact: true }).waitFor();
    const late = await holdings(heap);
    const say = ({ pageBytes, workerBytes, tensors }: Holdings): string =>
      `page ${(pageBytes / MEGABYTE).toFixed(2)} MB, worker ${(workerBytes / MEGABYTE).toFixed(2)} MB, ${tensors} tensors`;
    const story = `after ${doneEarly}: ${say(early)}; after ${TRIALS}: ${say(late)}`;
    test.diagnostic(story);
    assert.ok(early.pageBytes > MEGABYTE && early.workerBytes > MEGABYTE, story);
    assert.equal(late.tensors, early.tensors);
    assert.ok(late.workerBytes - early.workerBytes < MEGABYTE, story);
    assert.ok(late.pageBytes - early.pageBytes < (TRIALS - doneEarly) * MOST_KEPT_PER_TRIAL_BYTES, story);
  });
});
