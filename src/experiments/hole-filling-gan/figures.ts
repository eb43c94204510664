/** The source's two pictures: the sheet of triples, and restored test digits with what the judge takes them for. */
import { PIXELS } from "../../data/dataset.ts";
import { testCase, type TestCase } from "../../metrics/evaluate.ts";
import type { Judge } from "../../metrics/judge.ts";
import type { FigureRow, TileFigure } from "../../results/figure.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { HOLE } from "./draws.ts";

const SHEET_COLUMNS = 12;
/** Rows of triples; with three rows each the sheet has twelve. */
const SHEET_BANDS = 4;
const PREDICTIONS = 10;

/** Twelve rows, original above masked above restored four times over, of the first 48 test digits. */
export async function sheet(restorer: Restorer, test: TestCase, when: string): Promise<TileFigure> {
  const columns = Math.min(SHEET_COLUMNS, test.count);
  const bands = Math.min(SHEET_BANDS, Math.floor(test.count / columns));
  const shown = firstOf(test, columns * bands);
  const restored = await restorer.restore(shown);
  const rows = Array.from({ length: bands }, (_, band): FigureRow[] => {
    const [from, to] = [band * columns * PIXELS, (band + 1) * columns * PIXELS];
    return [
      { label: "original", role: "image", pixels: shown.originals.slice(from, to) },
      { label: "masked", role: "damaged", pixels: shown.pixels.slice(from, to), holes: shown.holes.slice(from, to) },
      { label: "generated", role: "image", pixels: restored.slice(from, to) },
    ];
  });
  return {
    kind: "tiles",
    id: "sheet",
    title: "Original, masked and generated test digits",
    caption: `${when}; nothing pasted back`,
    columns: Array.from({ length: columns }, () => ""),
    rows: rows.flat(),
  };
}

/** The first ten test digits, each under its own label and the judge's. */
export async function predictions(
  restorer: Restorer,
  test: TestCase,
  labels: Uint8Array,
  judge: Judge,
): Promise<TileFigure> {
  const shown = firstOf(test, Math.min(PREDICTIONS, test.count));
  const restored = await restorer.restore(shown);
  const read = await judge.read(restored);
  return {
    kind: "tiles",
    id: "predictions",
    title: "What the judge takes generated digits for",
    caption: "first the digit's own label, then the judgement; nothing pasted back",
    columns: [...read].map((digit, i) => `label ${labels[i] as number}, judged ${digit}`),
    rows: [
      { label: "original", role: "image", pixels: shown.originals },
      { label: "masked", role: "damaged", pixels: shown.pixels, holes: shown.holes },
      { label: "generated", role: "image", pixels: restored },
    ],
  };
}

/** `originals` behind the yardstick's holes. */
export function holeCase(originals: Float32Array, labels: Uint8Array): TestCase {
  return testCase(HOLE, originals, labels);
}

/** The first images of a test case, behind the same holes. */
export function firstOf({ corruption, originals, pixels, holes, labels }: TestCase, count: number): TestCase {
  const end = count * PIXELS;
  const first = {
    corruption,
    originals: originals.slice(0, end),
    pixels: pixels.slice(0, end),
    holes: holes.slice(0, end),
    count,
  };
  return labels === undefined ? first : { ...first, labels: labels.slice(0, count) };
}
