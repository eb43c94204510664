/** The picture of energy inpainting: the first test digits, all restorers behind the same holes. The source shows the same ten. */
import { PIXELS } from "../../data/dataset.ts";
import { testCase, type TestCase } from "../../metrics/evaluate.ts";
import { composite, type Restorer } from "../../restorers/restorer.ts";
import type { TileFigure } from "../../results/figure.ts";
import { HOLE } from "./training.ts";

const DIGITS_SHOWN = 10;

/** A restorer under the name that the strip gives it. */
export interface Strip {
  readonly label: string;
  readonly restorer: Restorer;
}

export class Strips {
  readonly #case: TestCase;

  /** @param originals - test images, `[count, 784]` in [0, 1] */
  constructor(originals: Float32Array) {
    this.#case = testCase(HOLE, originals.subarray(0, DIGITS_SHOWN * PIXELS));
  }

  /** The figure as these restorers would have it now. */
  async figure(strips: readonly Strip[], caption: string): Promise<TileFigure> {
    const { originals, pixels, holes, count } = this.#case;
    const restored = [];
    for (const { label, restorer } of strips) {
      const pasted = composite(await restorer.restore(this.#case), this.#case);
      restored.push({ label, role: "image" as const, pixels: pasted });
    }
    return {
      kind: "tiles",
      id: "strips",
      title: "The first test digits behind the same holes",
      caption,
      columns: Array.from({ length: count }, (_, i) => String(i + 1)),
      rows: [
        { label: "original", role: "image", pixels: originals },
        { label: "damaged", role: "damaged", pixels, holes },
        ...restored,
      ],
    };
  }
}
