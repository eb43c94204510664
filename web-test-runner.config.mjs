/**
 * How the tests in `test/` run: in a real Chromium, file by file, without bundling the lab's own code. `npm test` runs
 * them with the command line's tests beside them; `npx web-test-runner --watch` runs them alone while you work.
 */
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

const { findBrowser, launchFlags } = await tsImport("./scripts/browser.ts", import.meta.url);
const { ensureKernels } = await tsImport("./scripts/kernels.ts", import.meta.url);
const { bundleVendor } = await tsImport("./scripts/test/vendor.ts", import.meta.url);

const root = fileURLToPath(new URL(".", import.meta.url));
await ensureKernels();
const vendor = await bundleVendor(root);

/** Packages come from their bundle; styles imported by a module become a link in the page, as Vite would have it. */
const packages = {
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

/** What comes with the lab lies at the root, as in the built page. */
async function offerAssets(context, next) {
  if (context.path !== "/" && existsSync(`${root}public${context.path}`)) context.url = `/public${context.url}`;
  await next();
}

/** Threads in WASM need shared memory, which only cross-origin isolated pages have. */
async function isolate(context, next) {
  await next();
  context.set("Cross-Origin-Opener-Policy", "same-origin");
  context.set("Cross-Origin-Embedder-Policy", "require-corp");
}

export default {
  rootDir: root,
  files: ["test/**/*.test.ts", "!test/scripts/**", "!test/e2e/**"],
  // Training takes every core there is: two files at once would only time each other out.
  concurrency: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 60_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await findBrowser(), args: launchFlags({ webgpu: "software" }) },
    }),
  ],
  middleware: [isolate, offerAssets],
  plugins: [packages, esbuildPlugin({ ts: true, target: "es2022", tsconfig: `${root}tsconfig.base.json` })],
};
