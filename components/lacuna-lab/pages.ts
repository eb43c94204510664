/**
 * The pages that are fetched when first shown, one line each. The home page is not among them: it is small, and what most
 * people see first.
 */
import type { Place } from "../url-state.ts";

type Part = Exclude<Place["kind"], "home"> | "data-panel";

export const PAGES = {
  bench: () => import("../bench-page.ts"),
  runs: () => import("../runs-page.ts"),
  run: () => import("../run-page.ts"),
  compare: () => import("../compare-page.ts"),
  experiment: () => import("../experiment-page.ts"),
  playground: () => import("../playground-page.ts"),
  sweeps: () => import("../sweeps-page.ts"),
  sweep: () => import("../sweep-page.ts"),
  "data-panel": () => import("../data-panel.ts"),
} satisfies Record<Part, () => Promise<unknown>>;
