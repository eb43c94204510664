/**
 * The built page in browsers that keep nothing: one whose storage is full, and one that refuses it to every page. The lab
 * measures all the same, says what is not kept, and keeps it as soon as it can.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { chromium, type Page } from "playwright-core";
import type { PreviewServer } from "vite";
import { findBrowser, launchFlags } from "../../scripts/browser.ts";
import { openBrowser, serveSite } from "./built-site.ts";

/** Generous: two cores may be busy with something else. */
const LIMIT_MS = 180_000;

const RUN = "#/latent-inpainting?preset=quick&engine=wasm&images=1&restarts=1&steps=20&N=500";
const SWEEP = `${RUN}&seed=1;2`;

let server: PreviewServer;
let address: string;

before(async () => {
  ({ server, address } = await serveSite());
});

after(async () => {
  await server.close();
});

async function launch(page: Page): Promise<void> {
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(`${address}${RUN}`, { timeout: LIMIT_MS });
  await page.getByRole("button", { name: "Launch" }).click();
  await page.getByText("Done", { exact: true }).waitFor();
}

/** That the results are there to be seen and taken away. */
async function requireResults(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /table\.csv/ }).waitFor();
}

const alertOn = (page: Page, words: RegExp): Promise<void> =>
  page.getByRole("alert").filter({ hasText: words }).waitFor();

describe("a browser whose storage is full", () => {
  it("shows a run that it cannot keep, pauses a sweep, and keeps the run when there is room again", async () => {
    const browser = await openBrowser("none");
    try {
      const page = await browser.newPage();
      const devtools = await page.context().newCDPSession(page);
      const { origin } = new URL(address);
      // Once, so that the database is there.
      await page.goto(`${address}#/runs`, { timeout: LIMIT_MS });
      await page.getByText("No run is kept yet.").waitFor();
      await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
      await launch(page);
      await alertOn(page, /Cannot keep this run: the browser's storage is full\..*delete old runs/);
      await requireResults(page);

      await page.goto(`${address}${SWEEP}`);
      await page.getByRole("button", { name: "Launch 2 trials" }).click();
      await alertOn(page, /storage is full/);

      await devtools.send("Storage.overrideQuotaForOrigin", { origin });
      await page.goto(`${address}#/runs`);
      await page.locator("tr.run").waitFor();
      assert.equal(await page.locator("tr.run").count(), 1);
      await page.getByRole("alert").waitFor({ state: "detached" });
    } finally {
      await browser.close();
    }
  });
});

describe("a browser that refuses storage", () => {
  it("runs, says that nothing is kept, and gives the results away", async () => {
    const profile = mkdtempSync(join(tmpdir(), "lacuna-profile-"));
    mkdirSync(join(profile, "Default"));
    // As in the settings: "Don't allow sites to save data on your device".
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: await findBrowser(),
      args: launchFlags({ webgpu: "none" }),
    });
    try {
      const page = await context.newPage();
      await launch(page);
      await alertOn(page, /Cannot keep runs: the browser does not give this page its storage/);
      await requireResults(page);
      await page.goto(`${address}#/runs`);
      await page.getByText("There is no list of runs.").waitFor();
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
