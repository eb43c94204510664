/**
 * The benchmark's page seen from Node: one bench per engine, each call of which crosses to a worker in the headless
 * browser. Times are taken over there; what a crossing costs is in none of them.
 */
import type { JSHandle } from "playwright-core";
import type { BenchSurroundings } from "../../src/bench/environment.ts";
import type { BenchGround } from "../../src/bench/session.ts";
import { HeadlessError, LOAD_LIMIT_MS, openHeadlessWindow, type HeadlessWindow } from "../headless/window.ts";
import type { Answer, BenchPage } from "./bridge.ts";

/** Calls reject with a HeadlessError when browser or page break, and with an Error when the worker refuses. */
export interface HeadlessBench extends BenchGround {
  readonly surroundings: BenchSurroundings;
  close(): Promise<void>;
}

/** @throws HeadlessError or BrowserError */
export async function openHeadlessBench(): Promise<HeadlessBench> {
  const headless = await openHeadlessWindow({
    title: "Lacuna, benchmark",
    script: "scripts/bench/page.ts",
    workers: ["workers/bench.worker.ts", "workers/jax-bench.worker.ts"],
    cache: "vite-bench",
  });
  const { broken, close } = headless;
  try {
    const page = await Promise.race([load(headless), broken]);
    const surroundings = await page.evaluate((bench) => bench.surroundings());
    const ask = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
      answer.catch(() => undefined); // when the page breaks, `broken` says it better
      return valueOf(await Promise.race([answer, broken]));
    };
    return {
      surroundings,
      open: async (name) => await ask(page.evaluate((bench, name) => bench.open(name), name)),
      bench: (name) => ({
        begin: async (workload) =>
          await ask(page.evaluate((bench, [name, workload]) => bench.begin(name, workload), [name, workload] as const)),
        measure: async (steps) =>
          await ask(page.evaluate((bench, [name, steps]) => bench.measure(name, steps), [name, steps] as const)),
        end: async () => await ask(page.evaluate((bench, name) => bench.end(name), name)),
      }),
      closeEngines: async () => await Promise.race([page.evaluate((bench) => bench.closeAll()), broken]),
      wasHidden: async () => await Promise.race([page.evaluate((bench) => bench.wasHidden()), broken]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function load(headless: HeadlessWindow): Promise<JSHandle<BenchPage>> {
  await headless.load();
  return await headless.page.waitForFunction(() => window.bench, null, { timeout: LOAD_LIMIT_MS });
}

function valueOf<T>(answer: Answer<T>): T {
  switch (answer.kind) {
    case "value":
      return answer.value;
    case "fault":
      throw new Error(answer.fault);
    default:
      answer satisfies never;
      throw new HeadlessError("The benchmark's page gave an answer that cannot be read.");
  }
}
