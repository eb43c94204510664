/**
 * `npm run screenshots`: builds the page, does in it what a visitor does, and writes the pictures that the README shows into
 * `docs/images`. Nothing in them is drawn by hand: every figure is of a run that this script launched on embedded digits.
 *
 *   npm run screenshots                  every screen, in some minutes
 *   npm run screenshots -- --only home   the screens whose name holds "home"
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser, launchFlags } from "./browser.ts";

interface Screen {
  readonly name: string;
  /** Where it lies in the lab. */
  readonly hash: string;
  readonly theme: "light" | "dark";
  /** What a visitor does there before looking. */
  prepare(page: Page): Promise<void>;
}

const VIEWPORT = { width: 1280, height: 860 } as const;

const SWEEP =
  "#/latent-inpainting?preset=quick&engine=wasm&images=2&restarts=4&steps=150&trainingEpochs=1&generator=own-vae" +
  "&N=500;400;350;300&seed=1;2&metric=success_rate";

const TRAININGS =
  "#/masked-restoration?preset=quick&engine=wasm&epochs=4&stripeWidths=9&patchSizes=9&hiddenUnits=8;32;128&batchSize=32;128";

const SCREENS: readonly Screen[] = [
  {
    name: "home",
    hash: "#/",
    theme: "light",
    prepare: (page) => page.getByRole("button", { name: /^Engine: (?!choosing)/ }).waitFor(),
  },
  {
    name: "sweep",
    hash: SWEEP,
    theme: "dark",
    prepare: (page) => sweepThrough(page, 8),
  },
  {
    name: "compare",
    hash: TRAININGS,
    theme: "light",
    prepare: async (page) => {
      await sweepThrough(page, 6);
      await page.getByRole("link", { name: "Compare 6 runs" }).click();
      await page.locator("overlay-chart canvas").waitFor();
    },
  },
  {
    name: "run",
    hash: "#/masked-restoration?preset=quick&engine=wasm",
    theme: "dark",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Launch", exact: true }).click();
      await page.locator("run-progress").getByText(/^Done/).first().waitFor();
      await page.goto(page.url().replace(/#.*/, "#/runs"));
      await page.locator("runs-table").getByRole("link").first().click();
      await page.locator("curve-chart canvas").first().waitFor();
    },
  },
  {
    name: "yardstick",
    hash: "#/yardstick?preset=quick&engine=wasm&training=kept&testImages=40",
    theme: "light",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Launch", exact: true }).click();
      await page.locator("run-progress").getByText(/^Done/).first().waitFor();
      await page.locator("heat-map").getByRole("button", { name: /\d/ }).first().click();
      await page.locator("cell-pictures digit-figure").waitFor();
    },
  },
  {
    name: "playground",
    hash: "#/playground",
    theme: "light",
    prepare: (page) => page.locator("restorer-card").nth(4).locator("canvas").first().waitFor(),
  },
];

/** Generous: a run is waited for. */
const LIMIT_MS = 120_000;

async function sweepThrough(page: Page, trials: number): Promise<void> {
  await page.getByRole("button", { name: `Launch ${trials} trials` }).click();
  await page.getByText(new RegExp(`^${trials} done$`)).waitFor();
}

const root = fileURLToPath(new URL("../", import.meta.url));

process.exit(await main());

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
  const wanted = SCREENS.filter(({ name }) => name.includes(values.only));
  if (wanted.length === 0) {
    console.error(`Cannot take pictures: no screen is called "${values.only}"; there are ${namesOf(SCREENS)}.`);
    return 1;
  }
  const outDir = `${root}.cache/screenshots-dist`;
  const options = { root, configFile: `${root}vite.config.ts`, logLevel: "error" } as const;
  await build({ ...options, build: { outDir, emptyOutDir: true } });
  const server = await preview({ ...options, build: { outDir }, preview: { host: "127.0.0.1", port: 0, open: false } });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: launchFlags({ webgpu: "none" }) });
  mkdirSync(`${root}docs/images`, { recursive: true });
  try {
    for (const { name, hash, theme, prepare } of wanted) {
      const context = await browser.newContext({
        colorScheme: theme,
        viewport: VIEWPORT,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      await page.goto(`${server.resolvedUrls?.local[0] ?? ""}${hash}`);
      await prepare(page);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${root}docs/images/${name}.png` });
      console.log(`docs/images/${name}.png`);
      await context.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
}

function namesOf(screens: readonly Screen[]): string {
  return screens.map(({ name }) => name).join(", ");
}
