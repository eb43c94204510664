/**
 * A sweep as a visitor runs it, on the page as it is built: launched from the form, broken by the death of its worker, found
 * again after a reload, resumed and finished with every trial once.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import Papa from "papaparse";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import { findBrowser, launchFlags } from "../../scripts/browser.ts";

/** Generous: two cores may be busy with something else. */
const LIMIT_MS = 180_000;

/** Eight trials of a second or two: the first hundred steps of a search from one start. */
const SWEEP =
  "preset=quick&engine=wasm&images=1&restarts=2&steps=60&trainingEpochs=1&generator=own-vae" +
  "&N=500;400;350;300&seed=1;2&metric=success_rate";

const root = fileURLToPath(new URL("../../", import.meta.url));
const outDir = `${root}.cache/e2e-sweep-dist`;

let server: PreviewServer;
let browser: Browser;
let context: BrowserContext;
let address: string;

before(async () => {
  const options = { root, configFile: `${root}vite.config.ts`, logLevel: "error" } as const;
  await build({ ...options, build: { outDir, emptyOutDir: true } });
  server = await preview({ ...options, build: { outDir }, preview: { host: "127.0.0.1", port: 0, open: false } });
  address = server.resolvedUrls?.local[0] ?? "";
  browser = await chromium.launch({ executablePath: await findBrowser(), args: launchFlags({ webgpu: "software" }) });
  context = await browser.newContext();
});

after(async () => {
  await browser.close();
  await server.close();
});

async function open(hash: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${address}${hash}`, { timeout: LIMIT_MS });
  return page;
}

describe("a sweep", () => {
  it("survives its worker and a reload, and ends with every trial once", async () => {
    const page = await open(`#/latent-inpainting?${SWEEP}`);
    await page.getByRole("button", { name: "Launch 8 trials" }).click();
    await page.waitForURL(/#\/sweep\//);
    await page.getByText(/^[12] done/).waitFor();
    await page.getByRole("img", { name: /Success rate against Pixels kept/ }).waitFor();

    // As a crash would end it: the worker is gone without a word, and with it the page that waits for it.
    await page.evaluate(() => location.reload());
    await page.getByRole("button", { name: /^Resume \d/ }).waitFor();
    await page.getByText(/1 interrupted/).waitFor();
    await page.getByRole("button", { name: /^Resume \d/ }).click();
    await page.getByText(/^8 done$/).waitFor();

    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Trials, CSV" }).click();
    const text = readFileSync(await (await downloading).path(), "utf8");
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    assert.deepEqual(errors, []);
    assert.deepEqual(
      data.map(({ N, seed, state }) => [N, seed, state]),
      ["500", "400", "350", "300"].flatMap((n) => [1, 2].map((seed) => [n, String(seed), "done"])),
    );
    assert.equal(new Set(data.map((row) => row["run_id"])).size, 8);
    assert.ok(data.every((row) => Number(row["m.success_rate"]) >= 0));
    await page.close();
  });
});
