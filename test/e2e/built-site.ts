/**
 * The page as it is published, built once for all files of one `npm test`: each file runs in a process of its own, and their
 * common parent is what tells this run from an earlier one. Also the browsers that visit it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { build, preview, type PreviewServer } from "vite";
import { findBrowser, launchFlags, type LaunchNeeds } from "../../scripts/browser.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where the built page lies. */
export const outDir = `${root}.cache/e2e-dist`;

const STAMP = `${outDir}.built-by`;

/** A number given to another process much later must not pass for the same parent. */
const LASTS_MS = 15 * 60_000;

const options = { root, configFile: `${root}vite.config.ts`, logLevel: "error" } as const;

/** Builds the page, unless another file of the same `npm test` has. */
export async function buildSite(): Promise<void> {
  if (existsSync(outDir) && existsSync(STAMP)) {
    const [parent, builtAt] = readFileSync(STAMP, "utf8").split(" ").map(Number) as [number, number];
    if (parent === process.ppid && Date.now() - builtAt < LASTS_MS) return;
  }
  await build({ ...options, build: { outDir, emptyOutDir: true } });
  writeFileSync(STAMP, `${process.ppid} ${Date.now()}`);
}

/** A server for the built page, and its address. */
export async function serveSite(): Promise<{ readonly server: PreviewServer; readonly address: string }> {
  await buildSite();
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, open: false },
  });
  return { server, address: server.resolvedUrls?.local[0] ?? "" };
}

/** @param more - flags beside the usual ones */
export async function openBrowser(webgpu: LaunchNeeds["webgpu"], more: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath: await findBrowser(),
    args: [...launchFlags({ webgpu }), ...more],
  });
}
