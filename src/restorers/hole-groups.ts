/** Damaged images sorted by where they are damaged: what is computed for a hole then serves all images that share it. */
import { PIXELS } from "../data/dataset.ts";
import type { DamagedImages } from "./restorer.ts";

/** Images that share one hole. */
export interface HoleGroup {
  /** Positions of the missing pixels, rising. */
  readonly missing: Uint16Array;
  readonly images: number[];
}

/** One group for each hole that occurs; images without one are in none. */
export function groupByHole({ holes, count }: DamagedImages): HoleGroup[] {
  const groups = new Map<string, HoleGroup>();
  for (let image = 0; image < count; image++) {
    const missing: number[] = [];
    for (let p = 0; p < PIXELS; p++) if (holes[image * PIXELS + p] === 1) missing.push(p);
    if (missing.length === 0) continue;
    const key = String.fromCharCode(...missing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { missing: Uint16Array.from(missing), images: [image] });
    else group.images.push(image);
  }
  return [...groups.values()];
}
