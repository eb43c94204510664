/**
 * A headless browser with one page of this project in it: what the command line's lab and the benchmark have in common.
 * It serves and opens the page and says when it breaks; what the page offers is its caller's affair.
 */
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Plugin, ViteDevServer } from "vite";
import { findBrowser, launchFlags } from "../browser.ts";

/** How long the page may take to load: a first start bundles the dependencies. */
export const LOAD_LIMIT_MS = 180_000;

/** Browser, server or page could not be started or broke; the message may be shown as it is. */
export class HeadlessError extends Error {
  override readonly name = "HeadlessError";
}

/** What the page is made of; paths from the project's folder. */
export interface PageSource {
  readonly title: string;
  readonly script: string;
  /** The workers that the script starts; named, so that their dependencies are bundled before the page loads. */
  readonly workers: readonly string[];
  /** The folder in `.cache/` for bundled dependencies. */
  readonly cache: string;
  readonly plugins?: readonly Plugin[];
}

export interface HeadlessWindow {
  /** Empty until `load`. */
  readonly page: Page;
  /** Rejects when browser or page are gone or the page's own code throws; never resolves. */
  readonly broken: Promise<never>;
  load(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts server and browser and opens an empty page.
 *
 * @throws HeadlessError or BrowserError
 */
export async function openHeadlessWindow(source: PageSource): Promise<HeadlessWindow> {
  const executablePath = await findBrowser();
  let browser: Browser | null = null;
  let server: ViteDevServer | null = null;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => undefined); // it may be gone already
    await server?.close();
  };
  try {
    [browser, server] = await Promise.all([startBrowser(executablePath), startServer(source)]);
    const address = addressOf(server);
    const page = await browser.newPage();
    const load = async (): Promise<void> => void (await page.goto(address, { timeout: LOAD_LIMIT_MS }));
    return { page, broken: breakage(page), load, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The lab's own code under the lab's own configuration, on a free port that only this machine reaches. */
async function startServer({ title, script, workers, cache, plugins = [] }: PageSource): Promise<ViteDevServer> {
  const { createServer } = await import("vite"); // as heavy as the browser's driver
  const server = await createServer({
    root: fileURLToPath(new URL("../../", import.meta.url)),
    configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
    // A cache of its own: `npm start` beside it may not exchange the files under a run's feet.
    cacheDir: fileURLToPath(new URL(`../../.cache/${cache}/`, import.meta.url)),
    logLevel: "error",
    clearScreen: false,
    appType: "custom",
    // Nothing may reload the page: neither an edited file nor a dependency found late, hence the workers as entries.
    server: { host: "127.0.0.1", port: 0, open: false, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: [script, ...workers] },
    plugins: [servePage(title, script), ...plugins],
  });
  return await server.listen();
}

function addressOf(server: ViteDevServer): string {
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new HeadlessError("Cannot start the page's server: 127.0.0.1 gives it no port.");
  return address;
}

/** The one page, plain: through Vite's own it would get a client that may reload it. */
function servePage(title: string, script: string): Plugin {
  const html = `<!doctype html><title>${title}</title><script type="module" src="/${script}"></script>`;
  return {
    name: "lacuna-headless-page",
    configureServer({ middlewares, config }) {
      middlewares.use((request, response, next) => {
        if (request.url !== "/") return next();
        for (const [name, value] of Object.entries(config.server.headers ?? {})) {
          if (value !== undefined) response.setHeader(name, value);
        }
        response.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
      });
    },
  };
}

async function startBrowser(executablePath: string): Promise<Browser> {
  const { chromium } = await import("playwright-core"); // a second to load, and most commands end before
  try {
    return await chromium.launch({
      executablePath,
      headless: true,
      args: launchFlags({ webgpu: "prefer-hardware" }),
      // The command line stops a run before it closes the browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new HeadlessError(`Cannot start ${executablePath}: ${reason} Set CHROME_PATH to another browser.`);
  }
}

function breakage(page: Page): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    const say = (text: string): void => reject(new HeadlessError(text));
    page.on("crash", () => say("The browser's page crashed, most likely for want of memory."));
    page.on("pageerror", (error) => say(`The headless page broke: ${error.message}`));
    page.on("response", (response) => {
      const isCode = ["script", "document"].includes(response.request().resourceType());
      if (isCode && !response.ok()) say(`The headless page could not load ${response.url()}: ${response.status()}.`);
    });
    page
      .context()
      .browser()
      ?.on("disconnected", () => say("The browser ended unexpectedly."));
  });
  broken.catch(() => undefined); // heard by whoever waits for the page next
  return broken;
}
