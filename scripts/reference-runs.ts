/**
 * What the lab measured itself, beside the page: tables, manifests and one picture of the runs that specs refer to. A server of the
 * sources has them in place; a build takes along those few of all published results.
 */
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { CATALOG } from "../src/catalog.ts";

const FILES = ["manifest.json", "table.csv", "figure.png"];

export function referenceRuns(): Plugin {
  return {
    name: "lacuna-reference-runs",
    apply: "build",
    generateBundle() {
      for (const { reference } of CATALOG) {
        if (reference === undefined) continue;
        for (const file of FILES) {
          const fileName = `docs/results/${reference}/${file}`;
          this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(`../${fileName}`, import.meta.url)) });
        }
      }
    },
  };
}
