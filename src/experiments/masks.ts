/** The masks of the published table as corruptions: what masked restoration and the U-Net are both measured behind. */
import type { HoleCorruption } from "../corruptions/corruption.ts";

export function tableMasks({
  stripeWidths,
  patchSizes,
}: {
  readonly stripeWidths: readonly number[];
  readonly patchSizes: readonly number[];
}): HoleCorruption[] {
  return [
    ...stripeWidths.map((sizePx) => ({ kind: "vertical-stripe", sizePx }) as const),
    ...stripeWidths.map((sizePx) => ({ kind: "horizontal-stripe", sizePx }) as const),
    ...patchSizes.map((sizePx) => ({ kind: "patch", sizePx }) as const),
  ];
}
