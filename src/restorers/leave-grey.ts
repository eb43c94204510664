/** The restorer that does nothing where the hole is grey from the start: what seed 000 shows its networks and its PCA. */
import type { DamagedImages, Restorer } from "./restorer.ts";

export const leaveGrey: Restorer = {
  name: "leave-grey",
  keepsKnownPixels: true,
  restore: ({ pixels, holes }: DamagedImages) =>
    Promise.resolve(pixels.map((pixel, i) => (holes[i] === 1 ? 0.5 : pixel))),
};
