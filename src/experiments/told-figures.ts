/**
 * The figures that a training has told so far and how they came about, kept with its state: without them the slider under a
 * figure of a resumed run would begin where the run was taken up. As bounded as a run's own histories are.
 */
import type { Figure } from "../results/figure.ts";
import { bounded, packFigure, unpackFigure, type Keyframe } from "../results/keyframes.ts";
import type { RunUpdate } from "./experiment.ts";

type FigureUpdate = Extract<RunUpdate, { kind: "figure" }>;

export interface ToldFrame extends Pick<Keyframe, "place" | "figure"> {
  /** How many points of the training had been told before it. */
  readonly points: number;
  /** As the training told it; null where it left it to its points. */
  readonly when: string | null;
}

/** Of one figure, the newest frame last. */
export interface ToldHistory {
  readonly id: string;
  readonly frames: readonly ToldFrame[];
}

export class ToldFigures {
  readonly #newest: Map<string, Figure>;
  readonly #frames: Map<string, readonly ToldFrame[]>;

  constructor(newest: readonly Figure[] = [], histories: readonly ToldHistory[] = []) {
    this.#newest = new Map(newest.map((figure) => [figure.id, figure]));
    this.#frames = new Map(histories.map(({ id, frames }) => [id, frames]));
  }

  /** Of each id. */
  get newest(): Figure[] {
    return [...this.#newest.values()];
  }

  get histories(): ToldHistory[] {
    return [...this.#frames].map(([id, frames]) => ({ id, frames }));
  }

  /** @param points - how many have been told before it */
  add({ figure, when = null }: { readonly figure: Figure; readonly when?: string | null }, points: number): void {
    const { id } = figure;
    const former = this.#frames.get(id) ?? [];
    const place = (former.at(-1)?.place ?? -1) + 1;
    this.#newest.set(id, figure);
    this.#frames.set(id, bounded([...former, { place, points, when, figure: packFigure(figure) }]));
  }

  /** In the order in which they were told, each with how many points come before it. The newest are as they were, bit for bit. */
  again(): { readonly points: number; readonly update: FigureUpdate }[] {
    const all = this.newest.flatMap((figure) => this.#againOf(figure));
    return all.sort((a, b) => a.points - b.points);
  }

  #againOf(newest: Figure): { readonly points: number; readonly update: FigureUpdate }[] {
    const frames = this.#frames.get(newest.id);
    if (frames === undefined) return [{ points: Infinity, update: { kind: "figure", figure: newest } }];
    return frames.map(({ place, points, when, figure }, i) => {
      const skipped = place - (frames[i - 1]?.place ?? -1) - 1;
      const update: FigureUpdate = {
        kind: "figure",
        figure: i === frames.length - 1 ? newest : unpackFigure(figure),
        ...(when === null ? {} : { when }),
        ...(skipped === 0 ? {} : { skipped }),
      };
      return { points, update };
    });
  }
}
