/** The pictures behind the cells of one column: some test digits, damaged, and what every restorer made of them. */
import { nameOf, sizeOf, type Corruption } from "../../corruptions/corruption.ts";
import { toUnit } from "../../data/batches.ts";
import { PIXELS } from "../../data/dataset.ts";
import type { TestCase } from "../../metrics/evaluate.ts";
import type { FigureRow, TileFigure } from "../../results/figure.ts";
import { takeBytes } from "./cells.ts";
import { PICTURES } from "./pictures-name.ts";

/** The first test image of each digit. */
export function shownImages(labels: Uint8Array): number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => labels.indexOf(digit)).filter((image) => image >= 0);
}

/** @param restored - `[shown images, 784]`, 0 to 255, of each restorer by name */
export function columnPictures(
  test: TestCase,
  labels: Uint8Array,
  shown: readonly number[],
  restored: ReadonlyMap<string, Uint8Array>,
): TileFigure {
  const { corruption, originals, pixels, holes } = test;
  const damaged: FigureRow = { label: "damaged", role: "damaged", pixels: toUnit(takeBytes(pixels, shown)) };
  // Noise is in doubt everywhere and hides nothing: a hatch over all of it would.
  const hatched = holes.every((hole) => hole === 1) ? damaged : { ...damaged, holes: takeHoles(holes, shown) };
  return {
    kind: "tiles",
    id: pictureId(corruption),
    title: `${nameOf(corruption)}: ten digits`,
    caption:
      "The first test image of each digit. Known pixels are pasted back; behind noise nothing is known for certain.",
    columns: shown.map((image) => String(labels[image])),
    rows: [
      { label: "original", role: "image", pixels: toUnit(takeBytes(originals, shown)) },
      hatched,
      ...[...restored].map(([label, bytes]): FigureRow => ({ label, role: "image", pixels: toUnit(bytes) })),
    ],
  };
}

function pictureId(corruption: Corruption): string {
  return [PICTURES, corruption.kind, sizeOf(corruption)].join("-");
}

function takeHoles(holes: Uint8Array, images: readonly number[]): Uint8Array {
  const taken = new Uint8Array(images.length * PIXELS);
  images.forEach((image, place) => {
    taken.set(holes.subarray(image * PIXELS, (image + 1) * PIXELS), place * PIXELS);
  });
  return taken;
}
