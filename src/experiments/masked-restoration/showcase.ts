/** The picture of masked restoration: a few test digits behind each kind of mask, restored anew after every epoch. */
import { CORRUPTION_LABELS, type HoleCorruption } from "../../corruptions/corruption.ts";
import { PIXELS } from "../../data/dataset.ts";
import { testCase, type TestCase } from "../../metrics/evaluate.ts";
import type { FigureRow, TileFigure } from "../../results/figure.ts";
import type { Restorer } from "../../restorers/restorer.ts";

/** The masks that the source pictures. */
const SHOWN: readonly HoleCorruption[] = [
  { kind: "vertical-stripe", sizePx: 10 },
  { kind: "horizontal-stripe", sizePx: 10 },
  { kind: "patch", sizePx: 12 },
];

const DIGITS_EACH = 4;

export class Showcase {
  readonly #case: TestCase;
  readonly #columns: string[];

  /** @param originals - test images, `[count, 784]` in [0, 1]; the first few are shown */
  constructor(originals: Float32Array) {
    const each = Math.min(DIGITS_EACH, originals.length / PIXELS);
    const cases = SHOWN.map((corruption) => testCase(corruption, originals.slice(0, each * PIXELS)));
    this.#columns = SHOWN.flatMap(({ kind, sizePx }) =>
      Array.from({ length: each }, () => `${CORRUPTION_LABELS[kind]} ${sizePx} px`),
    );
    this.#case = {
      corruption: SHOWN[0] as HoleCorruption,
      originals: joinFloats(cases.map((one) => one.originals)),
      pixels: joinFloats(cases.map((one) => one.pixels)),
      holes: Uint8Array.from(cases.flatMap((one) => [...one.holes])),
      count: cases.length * each,
    };
  }

  /**
   * The figure as the restorer would have it now.
   *
   * @param beside - another one, whose pictures stand above its own
   */
  async figure(
    restorer: Restorer,
    caption: string,
    beside: { readonly label: string; readonly restorer: Restorer } | null = null,
  ): Promise<TileFigure> {
    const { originals, pixels, holes } = this.#case;
    const other: FigureRow[] =
      beside === null
        ? []
        : [{ label: beside.label, role: "image", pixels: await beside.restorer.restore(this.#case) }];
    const restored = await restorer.restore(this.#case);
    const difference = restored.map((pixel, i) => pixel - (originals[i] as number));
    return {
      kind: "tiles",
      id: "showcase",
      title: "Restored test digits",
      caption,
      columns: this.#columns,
      rows: [
        { label: "original", role: "image", pixels: originals },
        { label: "damaged", role: "damaged", pixels, holes },
        ...other,
        { label: "restored", role: "image", pixels: restored },
        { label: "difference", role: "difference", pixels: difference },
      ],
    };
  }
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
