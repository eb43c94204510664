/**
 * What a training has told so far, kept with its state: whoever takes it up again tells it all once more, so that a resumed
 * run has one whole record and nobody needs to join two halves.
 */
import type { CurvePoint } from "../protocol.ts";
import type { Figure } from "../results/figure.ts";
import type { Row } from "../results/table.ts";
import type { RunUpdate } from "./experiment.ts";
import { ToldFigures, type ToldHistory } from "./told-figures.ts";

type Progress = Extract<RunUpdate, { kind: "progress" }>;

/** As JSON. Points are lists, because there may be a hundred thousand of them. */
export interface ToldMemory {
  readonly series: readonly string[];
  /** Index of the series, epoch, step, ms, value. */
  readonly points: readonly (readonly [number, number, number, number, number])[];
  readonly notices: readonly string[];
  readonly rows: readonly Row[];
  /** The newest of each id. */
  readonly figures: readonly Figure[];
  /** What each of them showed before; absent from states that are older than this. */
  readonly histories?: readonly ToldHistory[];
  readonly progress: Progress | null;
}

/** Points in one update: a page draws after each. */
const POINTS_AT_ONCE = 5000;

export class Told {
  readonly #series: string[];
  readonly #points: ToldMemory["points"][number][];
  readonly #notices: string[];
  readonly #rows: Row[];
  readonly #figures: ToldFigures;
  #progress: Progress | null;

  constructor(memory?: ToldMemory) {
    this.#series = [...(memory?.series ?? [])];
    this.#points = [...(memory?.points ?? [])];
    this.#notices = [...(memory?.notices ?? [])];
    this.#rows = [...(memory?.rows ?? [])];
    this.#figures = new ToldFigures(memory?.figures, memory?.histories);
    this.#progress = memory?.progress ?? null;
  }

  /** How far it has come, in words; empty before anything was told. */
  get where(): string {
    if (this.#progress === null) return "";
    const { done, total, unit } = this.#progress;
    return `${Math.round(done)} of ${Math.round(total)} ${unit}`;
  }

  /** Of the newest point, ms; 0 before any. */
  get wallMs(): number {
    return this.#points.at(-1)?.[3] ?? 0;
  }

  add(update: RunUpdate): void {
    switch (update.kind) {
      case "points":
        for (const point of update.points) this.#addPoint(point);
        return;
      case "notice":
        this.#notices.push(update.text);
        return;
      case "row":
        this.#rows.push(update.row);
        return;
      case "figure":
        this.#figures.add(update, this.#points.length);
        return;
      case "progress":
        this.#progress = update;
        return;
      case "data":
      case "plan":
      case "model":
        return; // told anew by every session
      default:
        update satisfies never;
    }
  }

  /**
   * All of it once more: every point, notice and row, how far it has come, and each figure between the points where it came,
   * from which it has its place in the training.
   */
  *again(): Generator<RunUpdate, void, void> {
    let told = 0;
    for (const { points, update } of this.#figures.again()) {
      const until = Math.min(points, this.#points.length);
      yield* this.#pointsAgain(told, until);
      yield update;
      told = until;
    }
    yield* this.#pointsAgain(told, this.#points.length);
    for (const text of this.#notices) yield { kind: "notice", text };
    for (const row of this.#rows) yield { kind: "row", row };
    if (this.#progress !== null) yield this.#progress;
  }

  memory(): ToldMemory {
    return {
      series: this.#series,
      points: this.#points,
      notices: this.#notices,
      rows: this.#rows,
      figures: this.#figures.newest,
      histories: this.#figures.histories,
      progress: this.#progress,
    };
  }

  /** @param end - index of the first point that is not told */
  *#pointsAgain(start: number, end: number): Generator<RunUpdate, void, void> {
    for (let first = start; first < end; first += POINTS_AT_ONCE) {
      const points = this.#points
        .slice(first, Math.min(end, first + POINTS_AT_ONCE))
        .map(([series, epoch, step, wallMs, value]) => ({
          series: this.#series[series] ?? "",
          epoch,
          step,
          wallMs,
          value,
        }));
      yield { kind: "points", points };
    }
  }

  #addPoint({ series, epoch, step, wallMs, value }: CurvePoint): void {
    let index = this.#series.indexOf(series);
    if (index < 0) index = this.#series.push(series) - 1;
    this.#points.push([index, epoch, step, Math.round(wallMs), value]);
  }
}
