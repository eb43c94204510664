/**
 * What makes two runs the same run: experiment, engine, resolved values (the seed among them) and digits. The preset's name
 * decides nothing once the values are resolved, so it is left out; a sweep that grows never repeats what it has.
 */
import type { RunConfig } from "../protocol.ts";
import { fingerprint } from "./fingerprint.ts";

/**
 * 16 hexadecimal digits.
 *
 * @param dataset - of `datasetKey`, or the word of the data parameter while the digits are not known
 */
export function runIdentity({ experiment, engine, values }: RunConfig, dataset: string): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return fingerprint(new TextEncoder().encode(JSON.stringify([experiment, engine, dataset, sorted])));
}
