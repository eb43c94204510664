import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { defineConfig } from "vite";
import { ensureKernels } from "./scripts/kernels.ts";
import { referenceRuns } from "./scripts/reference-runs.ts";
import { staticSite } from "./scripts/static-site.ts";

/** Threads in WASM need shared memory, which the browser grants only to cross-origin isolated pages. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  base: "./",
  cacheDir: ".cache/vite",
  plugins: [{ name: "lacuna-kernels", buildStart: ensureKernels }, referenceRuns(), staticSite()],
  define: {
    __LACUNA_VERSION__: JSON.stringify(packageVersion()),
    __LACUNA_COMMIT__: JSON.stringify(commit()),
  },
  server: { headers: ISOLATION },
  preview: { headers: ISOLATION },
  worker: {
    format: "es",
    // tfjs-wasm turns its thread glue into a string and runs it elsewhere, where a name of the bundle's means nothing.
    // The glue asks `typeof` first; compression would drop the question because here the name is known.
    rolldownOptions: { output: { minify: { compress: false, mangle: true, codegen: { removeWhitespace: true } } } },
  },
  build: { target: "es2022", chunkSizeWarningLimit: 4000 },
  optimizeDeps: {
    // Named, so that the first visit of a run does not discover them one by one and reload the page.
    include: [
      "@tensorflow/tfjs",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgpu",
      "comlink",
      "fflate",
      "papaparse",
      "svgcanvas/dist/svgcanvas.esm.js",
      "zod",
      "zod/mini",
    ],
  },
});

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}

/** The commit that is checked out, "-dirty" where files differ from it. */
function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"], {
      encoding: "utf8",
    }).trim();
  } catch {
    return "unknown";
  }
}
