/** The picture of the yardstick: one test digit behind each corruption, and what every restorer makes of it. */
import { nameOf } from "../../corruptions/corruption.ts";
import { PIXELS } from "../../data/dataset.ts";
import type { TestCase } from "../../metrics/evaluate.ts";
import { composite, type Restorer } from "../../restorers/restorer.ts";
import type { FigureRow, TileFigure } from "../../results/figure.ts";

/** More columns than this no longer show their digits. */
const MOST_COLUMNS = 14;

/** One column per corruption, evenly chosen where there are many. */
export async function showcase(
  restorers: readonly Restorer[],
  cases: readonly TestCase[],
  breathe: () => Promise<void>,
): Promise<TileFigure> {
  const shown = evenly(cases, MOST_COLUMNS).map((test, column) => oneImage(test, column));
  const join = (part: (test: TestCase) => Float32Array): Float32Array => {
    const joined = new Float32Array(shown.length * PIXELS);
    shown.forEach((test, column) => joined.set(part(test), column * PIXELS));
    return joined;
  };
  const holes = new Uint8Array(shown.length * PIXELS);
  // Noise is in doubt everywhere and hides nothing: a hatch over all of it would.
  shown.forEach((test, column) => holes.set(test.holes.every((hole) => hole === 1) ? [] : test.holes, column * PIXELS));
  const rows: FigureRow[] = [
    { label: "original", role: "image", pixels: join(({ originals }) => originals) },
    { label: "damaged", role: "damaged", pixels: join(({ pixels }) => pixels), holes },
  ];
  for (const restorer of restorers) {
    const pixels = new Float32Array(shown.length * PIXELS);
    for (const [column, test] of shown.entries()) {
      pixels.set(composite(await restorer.restore(test), test), column * PIXELS);
    }
    rows.push({ label: restorer.name, role: "image", pixels });
    await breathe();
  }
  return {
    kind: "tiles",
    id: "showcase",
    title: "One digit behind each corruption",
    caption: "Known pixels are pasted back; behind noise nothing is known for certain.",
    columns: shown.map(({ corruption }) => nameOf(corruption)),
    rows,
  };
}

function evenly<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T);
}

/** The image of a test case whose number is `index`, or the last. */
function oneImage({ corruption, originals, pixels, holes, count }: TestCase, index: number): TestCase {
  const image = Math.min(index, count - 1);
  const [from, to] = [image * PIXELS, (image + 1) * PIXELS];
  return {
    corruption,
    originals: originals.slice(from, to),
    pixels: pixels.slice(from, to),
    holes: holes.slice(from, to),
    count: 1,
  };
}
