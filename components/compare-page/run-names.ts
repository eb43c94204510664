/** What runs are called beside one another: by what they were asked differently, where that is short and tells them apart. */
import type { StoredRun } from "../../store/stored-run.ts";
import { differencesOf } from "./differences.ts";
import { shortName } from "./run-styles.ts";

/** More differences than these make a list, which the page shows as its own table. */
const MOST_DIFFERENCES = 3;
const MOST_CHARACTERS = 48;

/** @returns one for each run, in order: "Pixels kept 500, Seed 2", or when it began */
export function runNames(runs: readonly StoredRun[]): string[] {
  const differences = differencesOf(runs).filter(({ name }) => name !== "");
  const told = runs.map((_run, place) => differences.map(({ label, texts }) => `${label} ${texts[place]}`).join(", "));
  const isTelling =
    differences.length <= MOST_DIFFERENCES &&
    new Set(told).size === runs.length &&
    runs.length > 1 &&
    told.every((name) => name.length <= MOST_CHARACTERS);
  return isTelling ? told : runs.map(({ runId, experiment }) => shortName(runId, experiment));
}
