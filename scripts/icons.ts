/**
 * Draws `public/icons/` from `public/icon.svg`, for systems that install the lab and read no SVG. The results are committed;
 * run it again after a change of the picture: `node --import tsx scripts/icons.ts`.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findBrowser, launchFlags } from "./browser.ts";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));

/** A maskable icon may lose all but a circle of 80 % of its width: the ground goes to the edge, the picture stays inside. */
const MASKABLE = "svg { padding: 12%; background: #14161a; box-sizing: border-box }";

const ICONS = [
  { file: "icon-192.png", sizePx: 192, style: "" },
  { file: "icon-512.png", sizePx: 512, style: "" },
  { file: "icon-maskable-512.png", sizePx: 512, style: MASKABLE },
];

const browser = await chromium.launch({ executablePath: await findBrowser(), args: launchFlags({ webgpu: "none" }) });
const svg = readFileSync(`${PUBLIC}icon.svg`, "utf8");
for (const { file, sizePx, style } of ICONS) {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh } ${style}</style>${svg}`,
  );
  await page.screenshot({ path: `${PUBLIC}icons/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
