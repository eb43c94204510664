/**
 * The lab's own page for tests that open it in a frame, bundled once for all of them: module by module each opening asks for
 * some four hundred files, and a test run opens the lab thirty times. What a test itself imports is never bundled here.
 */
import type { TestRunnerConfig } from "@web/test-runner";
import { build, type Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, posix, relative, sep } from "node:path";

type Middleware = NonNullable<TestRunnerConfig["middleware"]>[number];

const PAGE = "/index.html";

/** The page's script and every worker that it may start, each served where its source lies, by the name of a script. */
const ENTRIES = [
  "components/first-screen.ts",
  "workers/lab.worker.ts",
  "workers/bench.worker.ts",
  "workers/engine/wasm/kernel.worker.ts",
];

/** Serves the bundle from memory, made when the page is first asked for. @param root - the project's folder, with a slash */
export function offerLab(root: string): Middleware {
  let bundling: Promise<ReadonlyMap<string, Uint8Array>> | null = null;
  return async (context, next) => {
    if (context.path === PAGE) {
      bundling ??= bundle(root);
      await bundling;
      context.type = "html";
      context.body = (await readFile(root + PAGE, "utf8")).replace(/(<script type="module" src=".*)\.ts"/, '$1.js"');
      return;
    }
    const script = (await bundling)?.get(context.path);
    if (script === undefined) {
      await next();
      return;
    }
    context.type = "js";
    context.body = Buffer.from(script);
  };
}

async function bundle(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES,
    absWorkingDir: root,
    outdir: root,
    outbase: root,
    write: false,
    bundle: true,
    splitting: true,
    chunkNames: "lab-bundle/[name]-[hash]",
    format: "esm",
    platform: "browser",
    target: "es2022",
    tsconfig: "tsconfig.base.json",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    plugins: [addresses(root)],
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [addressOf(root, path), contents]));
}

/** What a source names beside itself lies elsewhere once it is bundled: addresses count from the server's root instead. */
function addresses(root: string): Plugin {
  return {
    name: "lacuna-addresses",
    setup({ onLoad, onResolve }) {
      // The server makes a link of it, as for a test's own imports.
      onResolve({ filter: /\.css$/ }, ({ path }) => ({ path: `/node_modules/${path}?import`, external: true }));
      onLoad({ filter: /\/(?:workers|components)\/.*\.ts$/ }, async ({ path }) => {
        const folder = posix.dirname(addressOf(root, path));
        const contents = (await readFile(path, "utf8")).replaceAll(
          /new URL\(\s*"([^"]+)",\s*import\.meta\.url,?\s*\)/g,
          (_match: string, name: string) =>
            `new URL("${posix.join(folder, name).replace(/\.ts$/, ".js")}", self.location.href)`,
        );
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}

function addressOf(root: string, path: string): string {
  return `/${relative(root, path).replaceAll(sep, "/")}`;
}
