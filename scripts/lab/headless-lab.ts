/**
 * The lab without a window: a server, a headless browser and one page with the same worker as the lab's own. It hides
 * them behind three calls and turns every way in which they can break into one sentence.
 */
import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type JSHandle, type Page } from "playwright-core";
import { createServer, type Plugin, type ViteDevServer } from "vite";
import type { Caller, RunConfig } from "../../src/protocol.ts";
import { findBrowser, launchFlags } from "../browser.ts";
import { DATA_ROUTE, type HeadlessPage, type PageMessage, type Surroundings } from "../headless/bridge.ts";
import type { IdxFile } from "./idx-folder.ts";

/** How long the page may take to load: a first start bundles the dependencies. */
const LOAD_LIMIT_MS = 180_000;

/** How long a stop may take before the page is given up; one step of the largest network takes far less. */
const STOP_LIMIT_MS = 15_000;

const SCRIPT = "scripts/headless/headless.ts";

/** The headless lab could not be opened or broke; the message may be shown as it is. */
export class HeadlessLabError extends Error {
  override readonly name = "HeadlessLabError";
}

export interface HeadlessLab {
  readonly surroundings: Surroundings;
  /**
   * Resolves when the run has finished, stopped or failed, each told by a message before.
   *
   * @throws HeadlessLabError when browser, page or worker break, or the worker refuses the configuration
   */
  run(config: RunConfig, caller: Caller): Promise<void>;
  /** Stops the run and lets `run` resolve; a page that no longer answers makes it reject after a while. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts server, browser, page and worker.
 *
 * @param files - the real digits to use; none leaves the choice to the worker
 * @throws HeadlessLabError or BrowserError
 */
export async function openHeadlessLab(
  files: readonly IdxFile[],
  onMessage: (message: PageMessage) => void,
): Promise<HeadlessLab> {
  const executablePath = await findBrowser();
  let browser: Browser | null = null;
  let server: ViteDevServer | null = null;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => undefined); // it may be gone already
    await server?.close();
  };
  try {
    [browser, server] = await Promise.all([startBrowser(executablePath), startServer(files)]);
    const page = await browser.newPage();
    const broken = breakage(page);
    await page.exposeFunction("tellLacuna", onMessage);
    const lacuna = await Promise.race([load(page, addressOf(server)), broken]);
    if (files.length > 0) {
      const names = files.map(({ name }) => name);
      refuse(await Promise.race([lacuna.evaluate((page, list) => page.useFiles(list), names), broken]));
    }
    const surroundings = await lacuna.evaluate((page) => page.surroundings());
    return { surroundings, ...conversation(lacuna, broken), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function conversation(lacuna: JSHandle<HeadlessPage>, broken: Promise<never>): Pick<HeadlessLab, "run" | "stop"> {
  let giveUp: (error: HeadlessLabError) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  givenUp.catch(() => undefined); // heard by `run` only
  return {
    async run(config, caller) {
      const running = lacuna.evaluate((page, [config, caller]) => page.run(config, caller), [config, caller] as const);
      running.catch(() => undefined); // when the page breaks, `broken` says it better
      refuse(await Promise.race([running, broken, givenUp]));
    },
    async stop() {
      const timer = setTimeout(
        () => giveUp(new HeadlessLabError(`The worker did not stop within ${STOP_LIMIT_MS / 1000} s and was ended.`)),
        STOP_LIMIT_MS,
      );
      timer.unref();
      refuse(await Promise.race([lacuna.evaluate((page) => page.stop()), broken, givenUp]));
      clearTimeout(timer);
    },
  };
}

function refuse(fault: string | null): void {
  if (fault !== null) throw new HeadlessLabError(fault);
}

/** The lab's own code under the lab's own configuration, on a free port that only this machine reaches. */
async function startServer(files: readonly IdxFile[]): Promise<ViteDevServer> {
  const server = await createServer({
    root: fileURLToPath(new URL("../../", import.meta.url)),
    configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
    // A cache of its own: `npm start` beside it may not exchange the files under a run's feet.
    cacheDir: fileURLToPath(new URL("../../.cache/vite-headless/", import.meta.url)),
    logLevel: "error",
    clearScreen: false,
    appType: "custom",
    // Nothing may reload the page: neither an edited file nor a dependency found late, hence the worker as an entry.
    server: { host: "127.0.0.1", port: 0, open: false, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: [SCRIPT, "workers/lab.worker.ts"] },
    plugins: [servePage(), serveFiles(files)],
  });
  return await server.listen();
}

function addressOf(server: ViteDevServer): string {
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new HeadlessLabError("Cannot start the lab's server: 127.0.0.1 gives it no port.");
  return address;
}

/** The one page, plain: through Vite's own it would get a client that may reload it. */
function servePage(): Plugin {
  const html = `<!doctype html><title>Lacuna, headless</title><script type="module" src="/${SCRIPT}"></script>`;
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

/** Streams the data files: as messages they would be some 70 MB of base64. */
function serveFiles(files: readonly IdxFile[]): Plugin {
  return {
    name: "lacuna-headless-data",
    configureServer({ middlewares }) {
      middlewares.use(DATA_ROUTE, (request, response, next) => {
        const file = files.find(({ name }) => request.url === `/${name}`);
        if (file === undefined) return next();
        response.setHeader("Content-Type", "application/octet-stream"); // as it is: the worker unpacks .gz itself
        createReadStream(file.path)
          .on("error", () => response.writeHead(500).end())
          .pipe(response);
      });
    },
  };
}

async function startBrowser(executablePath: string): Promise<Browser> {
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
    throw new HeadlessLabError(`Cannot start ${executablePath}: ${reason} Set CHROME_PATH to another browser.`);
  }
}

async function load(page: Page, address: string): Promise<JSHandle<HeadlessPage>> {
  await page.goto(address, { timeout: LOAD_LIMIT_MS });
  return await page.waitForFunction(() => window.lacuna, null, { timeout: LOAD_LIMIT_MS });
}

/** Rejects when browser or page are gone or the page's own code throws; never resolves. */
function breakage(page: Page): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    const say = (text: string): void => reject(new HeadlessLabError(text));
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
