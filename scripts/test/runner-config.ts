/**
 * How the tests in `test/` run: in a real Chromium, file by file, without bundling the lab's own code. A function, because
 * two runners side by side must share neither a browser nor a plugin: the first to finish closes what it was given.
 */
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import type { TestRunnerConfig } from "@web/test-runner";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findBrowser, launchFlags } from "../browser.ts";
import { ensureKernels } from "../kernels.ts";
import { bundleVendor, type Vendor } from "./vendor.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export async function runnerConfig(): Promise<TestRunnerConfig> {
  await ensureKernels();
  const launchOptions = { executablePath: await findBrowser(), args: launchFlags({ webgpu: "software" }) };
  return {
    rootDir: root,
    files: ["test/**/*.test.ts", "!test/scripts/**", "!test/e2e/**"],
    // Tabs of one browser hide one another, and a hidden page draws no frame.
    concurrency: 1,
    browserStartTimeout: 60_000,
    testsStartTimeout: 60_000,
    testsFinishTimeout: 600_000,
    testFramework: { config: { timeout: 60_000 } },
    browsers: [chromeLauncher({ launchOptions })],
    middleware: [isolate, offerAssets],
    plugins: [
      packages(await bundleVendor(root)),
      esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${root}tsconfig.base.json` }),
    ],
  };
}

type Plugin = NonNullable<TestRunnerConfig["plugins"]>[number];
type Middleware = NonNullable<TestRunnerConfig["middleware"]>[number];

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
