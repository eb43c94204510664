/**
 * Which curves share a chart. A series is a path, "Energy/data": the panel "Energy", in which it is called "data". Points are
 * sorted once as they arrive, so that a panel whose curves stand still keeps its array and is not drawn again.
 */
import type { CurvePanel } from "../../src/experiments/experiment.ts";
import type { CurvePoint } from "../../src/protocol.ts";

/** One chart of curves. */
export interface PanelCurves {
  /** As the spec declares it, under the panel's own title. */
  readonly panel: CurvePanel;
  /** With the names that they have within the panel. */
  readonly points: readonly CurvePoint[];
}

/** Where a series without a slash belongs. */
export const LOSS_PANEL: CurvePanel = { title: "Loss", x: "epoch", value: "Loss", axis: "log" };

export function splitSeries(series: string): { readonly title: string; readonly name: string } {
  const slash = series.indexOf("/");
  if (slash < 0) return { title: LOSS_PANEL.title, name: series };
  return { title: series.slice(0, slash), name: series.slice(slash + 1) };
}

/** Sorts the growing points of one run after another into their panels. */
export class CurveSorter {
  #declared: readonly CurvePanel[] = [];
  #taken: readonly CurvePoint[] = [];
  #panels = new Map<string, PanelCurves>();

  /**
   * @param declared - by the spec; null where it declares none
   * @param points - of a run, in order of arrival
   * @returns panels in the order in which they are declared, those that nobody declared after them; a declared panel that
   * has no points yet is there too, unless it has its points under longer titles
   */
  sort(declared: readonly CurvePanel[] | null, points: readonly CurvePoint[]): readonly PanelCurves[] {
    const known = declared ?? [LOSS_PANEL];
    if (!this.#continues(points) || !sameTitles(known, this.#declared)) {
      this.#taken = [];
      this.#panels = new Map();
    }
    this.#declared = known;
    this.#take(points);
    return this.#inOrder();
  }

  #continues(points: readonly CurvePoint[]): boolean {
    const count = this.#taken.length;
    return count <= points.length && this.#taken[0] === points[0] && this.#taken[count - 1] === points[count - 1];
  }

  #take(points: readonly CurvePoint[]): void {
    const fresh = new Map<string, CurvePoint[]>();
    for (const point of points.slice(this.#taken.length)) {
      const { title, name } = splitSeries(point.series);
      const list = fresh.get(title) ?? [];
      list.push({ ...point, series: name });
      fresh.set(title, list);
    }
    for (const [title, added] of fresh) {
      const before = this.#panels.get(title);
      const panel = before?.panel ?? { ...(this.#declarationOf(title) ?? undeclared(title)), title };
      this.#panels.set(title, { panel, points: [...(before?.points ?? []), ...added] });
    }
    this.#taken = points;
  }

  #inOrder(): PanelCurves[] {
    const filled = [...this.#panels.values()];
    const ordered = this.#declared.flatMap((declaration) => {
      const own = filled.filter(({ panel }) => this.#declarationOf(panel.title) === declaration);
      return own.length > 0 ? own : [this.#emptyPanel(declaration)];
    });
    return [...ordered, ...filled.filter(({ panel }) => this.#declarationOf(panel.title) === undefined)];
  }

  #declarationOf(title: string): CurvePanel | undefined {
    return (
      this.#declared.find((panel) => panel.title === title) ??
      this.#declared.find((panel) => title.startsWith(`${panel.title},`))
    );
  }

  #emptyPanel(panel: CurvePanel): PanelCurves {
    return { panel, points: NONE };
  }
}

const NONE: readonly CurvePoint[] = [];

function undeclared(title: string): CurvePanel {
  return title === LOSS_PANEL.title ? LOSS_PANEL : { title, x: "epoch", value: title, axis: "linear" };
}

function sameTitles(a: readonly CurvePanel[], b: readonly CurvePanel[]): boolean {
  return a.length === b.length && a.every((panel, index) => panel.title === b[index]?.title);
}
