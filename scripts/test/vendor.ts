/**
 * Bundles the packages that the sources import, once, for tests that run unbundled in a browser: several of them are
 * CommonJS inside, which no browser loads. All go through one esbuild call with shared chunks, so that there is one
 * tfjs engine and one Lit however many packages ask for them. The lab's own code is never bundled here.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where a bundled package is served, by the specifier that imports it. */
export type Vendor = ReadonlyMap<string, string>;

/** Folders whose files run in the browser under test. */
const SOURCES = ["src", "store", "workers", "components", "test"];

/** Tests that run in Node, with packages of Node's own. */
const NODE_ONLY = [join("test", "scripts"), join("test", "e2e")];

const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

const CACHE = join(".cache", "test-vendor");

/**
 * Bundles what has changed since the last time: nothing, unless the lock file or the list of imports has.
 *
 * @param root - the project's folder
 */
export async function bundleVendor(root: string): Promise<Vendor> {
  const specifiers = importedPackages(root);
  const lock = readFileSync(join(root, "package-lock.json"));
  const key = createHash("sha256").update(lock).update(specifiers.join("\n")).digest("hex").slice(0, 16);
  const folder = join(CACHE, key);
  if (!existsSync(join(root, folder))) await bundle(root, specifiers, folder);
  return new Map(specifiers.map((name) => [name, `/${folder.replaceAll("\\", "/")}/${entryName(name)}.js`]));
}

async function bundle(root: string, specifiers: readonly string[], folder: string): Promise<void> {
  const unfinished = join(root, `${folder}-${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  removeStale(join(root, CACHE));
  await build({
    entryPoints: Object.fromEntries(specifiers.map((name) => [entryName(name), name])),
    absWorkingDir: root,
    outdir: unfinished,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    logLevel: "error",
  });
  try {
    renameSync(unfinished, join(root, folder)); // whole or not at all
  } catch (error) {
    if (!existsSync(join(root, folder))) throw error;
    rmSync(unfinished, { recursive: true }); // another test run was faster
  }
}

/** Removes bundles of older lock files, but none that a test run beside this one may be using. */
function removeStale(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > STALE_AFTER_MS) rmSync(path, { recursive: true });
  }
}

/** Every package path that a source imports for its values; styles are served as they are. */
function importedPackages(root: string): string[] {
  const found = new Set<string>();
  for (const folder of SOURCES) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      const path = join(folder, file);
      if (!/\.ts$/.test(file) || NODE_ONLY.some((skipped) => path.startsWith(skipped))) continue;
      for (const specifier of bareImports(readFileSync(join(root, path), "utf8"))) found.add(specifier);
    }
  }
  return [...found].filter((specifier) => !specifier.endsWith(".css")).sort();
}

function bareImports(source: string): string[] {
  const statements = source.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)(?:[\w*{][^"';]*\bfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  );
  return [...statements]
    .map(([, fromStatement, fromCall]) => fromStatement ?? fromCall ?? "")
    .filter((specifier) => /^[@\w]/.test(specifier) && !specifier.startsWith("node:"));
}

function entryName(specifier: string): string {
  return specifier.replace(/\.js$/, "").replaceAll(/[^\w-]+/g, "_");
}
