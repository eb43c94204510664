/** The pictures of latent inpainting: the published five columns as rows, and a picture forming step by step. */
import { PIXELS } from "../../data/dataset.ts";
import { picturesOf, type LatentGenerator } from "../../restorers/latent-search.ts";
import { exchangeOrder, exchangePixels, type PixelSpace } from "../../restorers/pixel-space.ts";
import type { TileFigure } from "../../results/figure.ts";
import type { Pictures } from "./pictures.ts";
import type { Setting } from "./search-setting.ts";

const SHOWN_IMAGES = 8;

/** Steps after which the picture is shown. */
const MILESTONES = [0, 10, 50, 100, 500];

/**
 * Ideal, damaged, restored, and restored minus ideal. The source's fifth column is ideal minus restored with ink as 0, which
 * is the same. Its third is the curve of J, which has a panel of its own.
 */
export function restoredFigure(
  { kept, optimiser, name }: Setting,
  shown: { pictures: Pictures; restored: Float32Array; holes: Uint8Array; space: PixelSpace },
  caption: string,
): TileFigure {
  const { space } = shown;
  const count = Math.min(SHOWN_IMAGES, shown.pictures.count);
  const first = (all: Float32Array): Float32Array => exchangePixels(all.slice(0, count * PIXELS), space);
  const ideal = first(shown.pictures.ideal);
  const restored = first(shown.restored);
  const holes = exchangeOrder(shown.holes.slice(0, count * PIXELS), space);
  const damaged = first(shown.pictures.noisy).map((pixel, i) => (holes[i] === 1 ? 0 : Math.min(1, Math.max(0, pixel))));
  return {
    kind: "tiles",
    id: `restored-${kept}-${optimiser}`,
    title: `Restored from the first pixels, ${name}`,
    caption,
    columns: imageNames(count),
    rows: [
      { label: "ideal", role: "image", pixels: ideal },
      { label: "damaged", role: "damaged", pixels: damaged, holes },
      { label: "restored", role: "image", pixels: restored },
      { label: "difference", role: "difference", pixels: restored.map((pixel, i) => pixel - (ideal[i] as number)) },
    ],
  };
}

/** Remembers the codes of all starts at a few steps, so that any start's picture can be shown as it formed. */
export class Forming {
  readonly #milestones: ReadonlySet<number>;
  readonly #codes = new Map<number, Float32Array>();

  constructor(steps: number) {
    this.#milestones = new Set([...MILESTONES.filter((step) => step < steps), steps]);
  }

  wants(step: number): boolean {
    return this.#milestones.has(step);
  }

  add(step: number, codes: Float32Array): void {
    this.#codes.set(step, codes);
  }

  /** @param select - of all starts' codes those of one start per image */
  async figure(
    name: string,
    select: (codes: Float32Array) => Float32Array,
    generator: LatentGenerator,
    caption: string,
  ): Promise<TileFigure> {
    const rows: TileFigure["rows"][number][] = [];
    let count = 0;
    for (const [step, codes] of this.#codes) {
      const shown = select(codes).slice(0, SHOWN_IMAGES * generator.latentSize);
      count = shown.length / generator.latentSize;
      const pixels = exchangePixels(await picturesOf(generator, shown), generator.space);
      rows.push({ label: `step ${step}`, role: "image", pixels });
    }
    return {
      kind: "tiles",
      id: "forming",
      title: `The image forming, ${name}`,
      caption,
      columns: imageNames(count),
      rows,
    };
  }
}

function imageNames(count: number): string[] {
  return Array.from({ length: count }, (_, image) => `image ${image + 1}`);
}
