/** J of every start against the step, thinned to what a chart can show. */
import type { CurvePoint } from "../../protocol.ts";

/** Points of each curve. */
const MOST_POINTS = 55;
/** Curves of one panel; where there are more, the first starts of the first images are drawn. */
const MOST_CURVES = 100;
const MOST_IMAGES = 5;

type At = Pick<CurvePoint, "epoch" | "step" | "wallMs">;

export class Curves {
  readonly #panel: string;
  readonly #steps: number;
  readonly #restarts: number;
  readonly #images: number;
  readonly #starts: number;
  readonly #interval: number;
  /** Everything that was added, for the chosen ones. */
  readonly #readings: { readonly at: At; readonly objective: Float32Array }[] = [];

  /** @param name - of the setting: "N = 500" */
  constructor(name: string, images: number, { steps, restarts }: { steps: number; restarts: number }) {
    this.#panel = `J, ${name}`;
    this.#steps = steps;
    this.#restarts = restarts;
    this.#images = Math.min(images, MOST_IMAGES);
    this.#starts = Math.min(restarts, Math.floor(MOST_CURVES / this.#images));
    this.#interval = Math.ceil(steps / MOST_POINTS);
  }

  wants(step: number): boolean {
    return step % this.#interval === 0 || step === this.#steps;
  }

  /** @param objective - J of every start of every image, `[images · R]` */
  add(at: At, objective: Float32Array): CurvePoint[] {
    if (!this.wants(at.step)) return [];
    this.#readings.push({ at, objective });
    const points: CurvePoint[] = [];
    for (let image = 0; image < this.#images; image++) {
      for (let start = 0; start < this.#starts; start++) {
        const series = `${this.#panel}/image ${image + 1} start ${start + 1}`;
        points.push(...point(series, at, objective[image * this.#restarts + start]));
      }
    }
    return points;
  }

  /** The curves of the chosen starts, whole. @param chosen - one start per image, counted through all starts */
  chosen(chosen: readonly number[]): CurvePoint[] {
    return chosen
      .slice(0, this.#images)
      .flatMap((start, image) =>
        this.#readings.flatMap(({ at, objective }) =>
          point(`${this.#panel}/image ${image + 1} chosen`, at, objective[start]),
        ),
      );
  }
}

/** Nothing where a start has diverged. */
function point(series: string, at: At, value: number | undefined): CurvePoint[] {
  return value !== undefined && Number.isFinite(value) ? [{ series, ...at, value }] : [];
}
