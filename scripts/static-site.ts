/**
 * What a build needs to run from any host of plain files: a content security policy in the page, and beside it a service
 * worker that knows every file of this build. It looks only at what was written; the bundler's work is left as it is.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { MIRRORS } from "../workers/datasets/download.ts";

const WORKER_SOURCE = fileURLToPath(new URL("../workers/offline.worker.ts", import.meta.url));

/** Nothing leaves the page but the download of the data set. `data:` is how Web Awesome reads its own icons. */
const CONNECT = ["'self'", "data:", ...MIRRORS].join(" ");

/** Style attributes are how elements place what they show; scripts have no such excuse. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  `connect-src ${CONNECT}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Workers do not inherit the policy of a page's meta tag. tfjs starts its threads from a blob, which loads another. */
const WORKER_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  `connect-src ${CONNECT} blob:`,
].join("; ");

export function staticSite(): Plugin {
  return {
    name: "lacuna-static-site",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir }) {
        if (dir === undefined) throw new Error("Cannot finish the build: it was not written into a folder.");
        await finish(dir);
      },
    },
  };
}

async function finish(folder: string): Promise<void> {
  const files = filesOf(folder);
  const version = digestOf(folder, files);
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  const stamped = html.replace(
    '<meta charset="utf-8" />',
    `$&\n    <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />` +
      `\n    <meta name="lacuna-build" content="${version}" />`,
  );
  if (stamped === html)
    throw new Error("Cannot finish the build: index.html must declare its charset, for the policy.");
  writeFileSync(page, stamped);
  await build({
    entryPoints: [WORKER_SOURCE],
    outfile: join(folder, "sw.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "error",
    define: {
      __BUILD_VERSION__: JSON.stringify(version),
      __BUILD_FILES__: JSON.stringify(files),
      __WORKER_POLICY__: JSON.stringify(WORKER_POLICY),
    },
  });
}

/** Paths below the folder, with slashes, sorted; without the worker of an earlier build. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file !== "sw.js" && statSync(join(folder, file)).isFile())
    .map((file) => file.replaceAll(sep, "/"))
    .sort();
}

function digestOf(folder: string, files: readonly string[]): string {
  const hash = createHash("sha256").update(PAGE_POLICY).update(WORKER_POLICY).update(readFileSync(WORKER_SOURCE));
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
