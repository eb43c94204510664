/**
 * How the tests in `test/` run: in a real Chromium, file by file, without bundling what a test imports. A function, because
 * no two runners may share a browser or a plugin: the first to finish closes what it was given.
 */
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import type { TestRunnerConfig } from "@web/test-runner";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findBrowser, launchFlags } from "../browser.ts";
import { ensureKernels } from "../kernels.ts";
import { offerLab } from "./lab-bundle.ts";
import { bundleVendor, type Vendor } from "./vendor.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface RunnerNeeds {
  /** How many files run at a time. */
  readonly lanes: number;
  /** Whether no source changes while the tests run, so that a browser may keep what it was served, and the page be bundled. */
  readonly frozen: boolean;
}

export async function runnerConfig({ lanes, frozen }: RunnerNeeds): Promise<TestRunnerConfig> {
  await ensureKernels();
  const launchOptions = { executablePath: await findBrowser(), args: launchFlags({ webgpu: "software" }) };
  return {
    rootDir: root,
    files: ["test/**/*.test.ts", "!test/scripts/**", "!test/e2e/**"],
    concurrency: lanes,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    testsFinishTimeout: 600_000,
    testFramework: { config: { timeout: 60_000 } },
    browsers: [chromeLauncher({ launchOptions, createPage: openProfile })],
    middleware: [isolate, offerAssets, ...(frozen ? [keepServed, offerLab(root)] : [])],
    plugins: [
      packages(await bundleVendor(root)),
      esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${root}tsconfig.base.json` }),
    ],
  };
}

type PageMaker = NonNullable<NonNullable<Parameters<typeof chromeLauncher>[0]>["createPage"]>;
type Plugin = NonNullable<TestRunnerConfig["plugins"]>[number];
type Middleware = NonNullable<TestRunnerConfig["middleware"]>[number];

/**
 * Each lane has a window and a store of its own: tabs of one window hide one another, and a hidden page draws no frame; tests
 * that share a database wait for one another's locks.
 */
const openProfile: PageMaker = async ({ browser }) => (await browser.createBrowserContext()).newPage();

/** Packages come from their bundle; styles imported by a module become a link in the page, as Vite would have it. */
function packages(vendor: Vendor): Plugin {
  return {
    name: "lacuna-packages",
    resolveImport({ source }) {
      if (!source.endsWith(".css")) return vendor.get(source);
      return `${/^[./]/.test(source) ? source : `/node_modules/${source}`}?import`;
    },
    serve(context) {
      if (!context.path.endsWith(".css") || context.querystring !== "import") return undefined;
      const link = `Object.assign(document.createElement("link"), { rel: "stylesheet", href: "${context.path}" })`;
      return { body: `document.head.append(${link});`, type: "js" };
    },
  };
}

/** What comes with the lab lies at the root, as in the built page. */
const offerAssets: Middleware = async (context, next) => {
  if (context.path !== "/" && existsSync(`${root}public${context.path}`)) context.url = `/public${context.url}`;
  await next();
};

/** Threads in WASM need shared memory, which only cross-origin isolated pages have. */
const isolate: Middleware = async (context, next) => {
  await next();
  context.set("Cross-Origin-Opener-Policy", "same-origin");
  context.set("Cross-Origin-Embedder-Policy", "require-corp");
};

/** A test asks for hundreds of modules, and the next one for the same. */
const keepServed: Middleware = async (context, next) => {
  await next();
  if (context.status === 200 && /\.(ts|js|css|wasm)$/.test(context.path)) context.set("Cache-Control", "max-age=3600");
};
