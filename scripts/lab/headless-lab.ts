/**
 * The lab without a window: one headless page with the same worker as the lab's own. It hides browser, server and page
 * behind three calls and turns every way in which they can break into one sentence.
 */
import { createReadStream } from "node:fs";
import type { JSHandle } from "playwright-core";
import type { Plugin } from "vite";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { Caller, RunConfig, RunStart } from "../../src/protocol.ts";
import { DATA_ROUTE, type HeadlessPage, type PageMessage, type Surroundings } from "../headless/bridge.ts";
import { HeadlessError, LOAD_LIMIT_MS, openHeadlessWindow, type HeadlessWindow } from "../headless/window.ts";
import type { IdxFile } from "./idx-folder.ts";
import type { ParameterFile } from "./parameter-files.ts";
import { serveShelf } from "./shelf-folder.ts";

/** How long a stop may take before the page is given up; one step of the largest network takes far less. */
const STOP_LIMIT_MS = 15_000;

export interface HeadlessLab {
  readonly surroundings: Surroundings;
  /**
   * Resolves when the run has finished, stopped or failed, each told by a message before.
   *
   * @throws HeadlessError when browser, page or worker break, or the worker refuses the configuration
   */
  run(config: RunConfig, caller: Caller, start: RunStart, onMessage: Listener): Promise<void>;
  /**
   * The real digits that runs will use: the given files, or a public mirror's. Null when there are none to be had.
   *
   * @throws HeadlessError when browser, page or worker break
   */
  realDigits(): Promise<DatasetIdentity | null>;
  /** Stops the run and lets `run` resolve; a page that no longer answers makes it reject after a while. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

type Listener = (message: PageMessage) => void;

/** What lies on disk and belongs to a run. */
export interface Belongings {
  /** The real digits to use; none leaves the choice to the worker. */
  readonly digits: readonly IdxFile[];
  /** Files that parameters name. */
  readonly files: readonly ParameterFile[];
  /** Where trained networks are kept from run to run. */
  readonly shelfFolder: string;
}

/**
 * Starts server, browser, page and worker.
 *
 * @throws HeadlessError or BrowserError
 */
export async function openHeadlessLab({ digits, files, shelfFolder }: Belongings): Promise<HeadlessLab> {
  const headless = await openHeadlessWindow({
    title: "Lacuna, headless",
    script: "scripts/headless/headless.ts",
    workers: ["workers/lab.worker.ts"],
    cache: "vite-headless",
    plugins: [serveFiles([...digits, ...files]), serveShelf(shelfFolder)],
  });
  const { page, broken, close } = headless;
  try {
    const line: { listener: Listener } = { listener: () => undefined };
    await page.exposeFunction("tellLacuna", (message: PageMessage) => line.listener(message));
    const lacuna = await Promise.race([load(headless), broken]);
    if (digits.length > 0) {
      const names = digits.map(({ name }) => name);
      refuse(await Promise.race([lacuna.evaluate((page, list) => page.useFiles(list), names), broken]));
    }
    for (const { name } of files) {
      refuse(await Promise.race([lacuna.evaluate((page, one) => page.giveFile(one), name), broken]));
    }
    const surroundings = await lacuna.evaluate((page) => page.surroundings());
    return { surroundings, ...conversation(lacuna, broken, line), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function conversation(
  lacuna: JSHandle<HeadlessPage>,
  broken: Promise<never>,
  line: { listener: Listener },
): Pick<HeadlessLab, "run" | "stop" | "realDigits"> {
  let giveUp: (error: HeadlessError) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  givenUp.catch(() => undefined); // heard by `run` only
  return {
    realDigits: async () => await Promise.race([lacuna.evaluate((page) => page.realDigits()), broken]),
    async run(config, caller, start, onMessage) {
      line.listener = onMessage;
      const asked = [config, caller, start] as const;
      const running = lacuna.evaluate((page, [config, caller, start]) => page.run(config, caller, start), asked);
      running.catch(() => undefined); // when the page breaks, `broken` says it better
      refuse(await Promise.race([running, broken, givenUp]));
    },
    async stop() {
      const timer = setTimeout(
        () => giveUp(new HeadlessError(`The worker did not stop within ${STOP_LIMIT_MS / 1000} s and was ended.`)),
        STOP_LIMIT_MS,
      );
      timer.unref();
      refuse(await Promise.race([lacuna.evaluate((page) => page.stop()), broken, givenUp]));
      clearTimeout(timer);
    },
  };
}

function refuse(fault: string | null): void {
  if (fault !== null) throw new HeadlessError(fault);
}

async function load(headless: HeadlessWindow): Promise<JSHandle<HeadlessPage>> {
  await headless.load();
  return await headless.page.waitForFunction(() => window.lacuna, null, { timeout: LOAD_LIMIT_MS });
}

/** Streams files: as messages the digits would be some 70 MB of base64. */
function serveFiles(files: readonly { readonly name: string; readonly path: string }[]): Plugin {
  return {
    name: "lacuna-headless-data",
    configureServer({ middlewares }) {
      middlewares.use(DATA_ROUTE, (request, response, next) => {
        const file = files.find(({ name }) => request.url === `/${encodeURIComponent(name)}`);
        if (file === undefined) return next();
        response.setHeader("Content-Type", "application/octet-stream"); // as it is: the worker unpacks .gz itself
        createReadStream(file.path)
          .on("error", () => response.writeHead(500).end())
          .pipe(response);
      });
    },
  };
}
