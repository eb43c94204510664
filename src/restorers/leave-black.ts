/** The baseline that does nothing: the hole stays black. */
import type { DamagedImages, Restorer } from "./restorer.ts";

export const leaveBlack: Restorer = {
  name: "leave-black",
  keepsKnownPixels: true,
  restore: ({ pixels }: DamagedImages) => Promise.resolve(pixels),
};
