/**
 * The whole page as a visitor meets it, built as it is published: launch the quick preset, watch it fill, take the table
 * away, stop a long run. Everything is served from this machine, and the page is held to asking no other.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import Papa from "papaparse";
import type { Browser, Page } from "playwright-core";
import type { PreviewServer } from "vite";
import { readFormer } from "../../src/bench/former.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import { openBrowser, outDir, serveSite } from "./built-site.ts";

/** Generous: two cores may be busy with something else. */
const LIMIT_MS = 180_000;

let server: PreviewServer;
let browser: Browser;
let page: Page;
let address: string;
let complaints: string[];
let strangers: string[];

before(async () => {
  ({ server, address } = await serveSite());
  browser = await openBrowser("software");
});

after(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  complaints = [];
  strangers = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(address).host) strangers.push(request.url());
  });
});

afterEach(async () => {
  await page.close();
  assert.deepEqual(complaints, [], "the page's console is clean");
  assert.deepEqual(strangers, [], "nothing is fetched from another host");
});

async function open(query: string): Promise<void> {
  await page.goto(`${address}#/masked-restoration?${query}`, { timeout: LIMIT_MS });
  await page.getByRole("button", { name: "Launch" }).waitFor();
}

describe("the page", () => {
  it("runs the quick preset: curves and table fill, and the table is a CSV with every published row", async () => {
    await open("preset=quick&epochs=2&testImages=20&engine=wasm");
    await page.getByRole("button", { name: "Launch" }).click();

    await page.getByRole("img", { name: /train: \d+ points/ }).waitFor();
    await page.getByText("Done", { exact: true }).waitFor();
    await page.getByRole("img", { name: /validation: 2 points/ }).waitFor();
    const measured = page.getByRole("table").filter({ hasText: "Published" }).getByRole("row");
    assert.ok((await measured.count()) > maskedRestoration.published.length);

    await page.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /table\.csv/ }).click();
    const path = await (await downloading).path();
    const { data, meta, errors } = Papa.parse<Record<string, string>>(readFileSync(path, "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(
      meta.fields,
      maskedRestoration.columns.map(({ name }) => name),
    );
    const reproduced = data.filter((row) => row["published_mse"] !== "" && row["composited"] === "no");
    assert.equal(reproduced.length, maskedRestoration.published.length);
  });

  it("stops a run and keeps what was measured", async () => {
    await open("preset=quick&epochs=1000&testImages=20&engine=wasm");
    await page.getByRole("button", { name: "Launch" }).click();
    await page.getByRole("img", { name: /train: \d+ points/ }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Launch" }).waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: /curves\.csv/ }).waitFor();
  });

  it("measures engines as it is published, and gives the figures away", async () => {
    await page.goto(`${address}#/bench?engines=tfjs-wasm,lacuna-wasm&workloads=mlp-32`, { timeout: LIMIT_MS });
    await page.getByRole("button", { name: "Launch" }).click();
    await page.getByText("Done", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /bench\.csv/ }).click();
    const rows = readFormer(readFileSync(await (await downloading).path(), "utf8"), "bench.csv");
    assert.deepEqual(
      rows.map(({ engine, workload }) => [engine, workload]),
      [
        ["tfjs-wasm", "mlp-32"],
        ["lacuna-wasm", "mlp-32"],
      ],
    );
    for (const { step_ms_p50 } of rows) assert.ok(step_ms_p50 > 0);
  });

  it("ships nothing of the library that only the command line's benchmark loads", () => {
    const shipped = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
    assert.ok(shipped.some((file) => /bench\.worker/.test(file)));
    for (const file of shipped) {
      // A name in its public interface, which no bundler renames.
      assert.ok(!readFileSync(join(outDir, file), "utf8").includes("convGeneralDilated"), file);
    }
  });
});
