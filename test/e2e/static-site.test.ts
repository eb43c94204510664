/**
 * The build on a plain file host, below a path and without a header: what the first screen weighs, how it gets its threads,
 * that it runs on without the host, and how a new version makes itself known.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildSite, openBrowser, outDir } from "./built-site.ts";
import { FileHost } from "./file-host.ts";

/** Generous: two cores may be busy with something else. */
const LIMIT_MS = 240_000;

/** Asking the page takes time that it may need itself. */
const POLL_MS = 50;

const KILOBYTE = 1000;
const MOST_BEFORE_THE_CHART = 150 * KILOBYTE;
const MOST_OF_THE_FIRST_SCREEN = 250 * KILOBYTE;

const SHORT_RUN = "#/masked-restoration?preset=quick&engine=wasm&stripeWidths=3&patchSizes=5&testImages=20&epochs=1";

let browser: Browser;
let host: FileHost;
let context: BrowserContext;
let page: Page;
let complaints: string[];

before(async () => {
  await buildSite();
  browser = await openBrowser("none");
});

after(async () => {
  await browser.close();
});

beforeEach(async () => {
  host = await FileHost.start(outDir, "/labs/digits/");
});

afterEach(async () => {
  await context.close();
  await host.stop();
});

async function visit(serviceWorkers: "allow" | "block", hash = ""): Promise<void> {
  context = await browser.newContext({ serviceWorkers });
  context.setDefaultTimeout(LIMIT_MS);
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(host.address + hash, { timeout: LIMIT_MS });
}

/** Until the page is one that a service worker answered for, and everything is kept. */
async function visitUntilKept(hash = ""): Promise<void> {
  await visit("allow", hash);
  await page.waitForFunction(() => crossOriginIsolated);
  await until(async () => {
    const [name = ""] = (await caches.keys()).filter((key) => key.startsWith("lacuna-build "));
    return (await (await caches.open(name)).match(`${location.pathname}index.html`)) !== undefined;
  });
}

/** Asks the page again and again; Playwright's own wait takes a promise for an answer. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  while (!(await page.evaluate(isTrue))) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${String(isTrue)}`);
    await setTimeout(POLL_MS);
  }
}

async function launch(): Promise<void> {
  // The home page has a button of the same name, for a longer run.
  await page.getByRole("heading", { name: "Masked restoration", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Launch" }).click();
  await page.getByText("Done", { exact: true }).waitFor();
}

function gzipBytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(outDir, file))).length, 0);
}

describe("the build on a plain file host", () => {
  it("shows its first screen with little: less than 150 kB before the chart, less than 250 kB in all", async (test) => {
    await visit("block");
    await page
      .getByRole("img", { name: /published/i })
      .first()
      .waitFor();
    await page.getByRole("button", { name: /^Engine: (?!choosing)/ }).waitFor();
    // The chart and what it is drawn with are asked for side by side; either may be answered first.
    const chart = host.asked.findIndex((file) => /chart-/.test(file));
    const before = gzipBytes(host.asked.slice(0, chart));
    const all = gzipBytes(
      [...new Set(host.asked)].filter((file) => /\.(html|css|js)$/.test(file) && !/\.worker-/.test(file)),
    );
    test.diagnostic(`gzip: ${before} bytes before the chart, ${all} with the chart and the table`);
    assert.ok(chart > 0);
    assert.ok(before < MOST_BEFORE_THE_CHART, `${before} bytes: ${host.asked.slice(0, chart).join(", ")}`);
    assert.ok(all < MOST_OF_THE_FIRST_SCREEN, `${all} bytes: ${host.asked.join(", ")}`);
  });

  it("says below its opening words that a part could not be had", async () => {
    await visit("block");
    await page.route("**/lab-places-*.js", (route) => route.abort());
    await page.reload();
    await page.getByRole("alert").filter({ hasText: "The lab could not be loaded" }).waitFor();
    await page.getByRole("heading", { name: /^Published ways of restoring damaged digits/ }).waitFor();
  });

  it("loads itself again once for threads, and then runs without the host", async () => {
    await visitUntilKept(SHORT_RUN);
    assert.equal(host.asked.filter((file) => file === "index.html").length, 3, "a visit, a reload, and one to keep");
    await host.stop();
    await page.reload();
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await page.getByRole("button", { name: /^Engine: WASM.*threads/ }).waitFor();
    await page.getByText("The lab's own run on MNIST").waitFor();
    await launch();
    await page.goto(`${host.address}#/bench`);
    await page.getByRole("heading", { name: "Bench", exact: true }).waitFor();
  });

  it("keeps to its own security policy, from home through a run on threads to the engines of the bench", async () => {
    await visitUntilKept();
    await page.reload();
    await page
      .getByRole("img", { name: /published/i })
      .first()
      .waitFor();
    await page.goto(host.address + SHORT_RUN);
    await launch();
    await page.goto(`${host.address}#/bench`);
    // The page asks each engine's worker what it can do.
    await page
      .getByText(/lacuna-wasm/)
      .first()
      .waitFor();
    assert.equal(complaints.join("\n"), "");
    const refused = await page.evaluate(() =>
      fetch("https://example.org/").then(
        () => "allowed",
        () => "refused",
      ),
    );
    assert.equal(refused, "refused");
    assert.ok(complaints.some((complaint) => complaint.includes("violates the following Content Security Policy")));
  });

  it("tells of a new version, loads it when asked, and leaves the caches of data alone", async () => {
    await visitUntilKept();
    await page.evaluate(async () => {
      await (await caches.open("lacuna-shelf-1")).put("/lacuna-shelf/judge", new Response("weights"));
    });
    const oldCaches = await page.evaluate(() => caches.keys());
    const version =
      /name="lacuna-build" content="(\w+)"/.exec(readFileSync(join(outDir, "index.html"), "utf8"))?.[1] ?? "";
    const next = version.replaceAll(/./g, "f");
    for (const file of ["index.html", "sw.js"]) {
      host.instead.set(file, readFileSync(join(outDir, file), "utf8").replaceAll(version, next));
    }
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText("A new version is ready.").waitFor();
    await page.getByRole("button", { name: "Reload" }).click();
    await page.waitForFunction(
      (version) => document.querySelector<HTMLMetaElement>("meta[name=lacuna-build]")?.content === version,
      next,
    );
    await until(async () => (await caches.keys()).filter((name) => name.startsWith("lacuna-build ")).length === 1);
    // An engine's self-test may keep its verdict at any moment, so there may be more caches than before, never fewer.
    const newCaches = (await page.evaluate(() => caches.keys())).map((name) => name.replace(next, version));
    assert.deepEqual(
      oldCaches.filter((name) => !newCaches.includes(name)),
      [],
    );
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    assert.equal(complaints.join("\n"), "");
  });
});
