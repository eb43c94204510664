/** Which corruptions a yardstick measures, in the order of its columns. */
import type { Corruption, HoleKind, NoiseKind } from "../../corruptions/corruption.ts";
import type { YardstickValues } from "./spec.ts";

export function corruptionsOf(values: YardstickValues): Corruption[] {
  const holes = (kind: HoleKind, sizes: readonly number[]): Corruption[] => sizes.map((sizePx) => ({ kind, sizePx }));
  const noises = (kind: NoiseKind, strengths: readonly number[]): Corruption[] =>
    strengths.map((percent) => ({ kind, percent }));
  return [
    ...holes("vertical-stripe", values.stripeWidths),
    ...holes("horizontal-stripe", values.stripeWidths),
    ...holes("patch", values.patchSizes),
    ...holes("centre-hole", values.centreHoles),
    ...holes("first-pixels", values.firstPixels),
    ...noises("gaussian-noise", values.gaussianNoise),
    ...noises("salt-and-pepper", values.saltAndPepper),
  ];
}
