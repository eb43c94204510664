/**
 * Rows of results as a chart that the spec declares: lines with 95 % whiskers where x is a number, lying bars in groups where
 * it is text, and published figures hollow in grey, which are there before anything runs.
 */
import { BarController, BarElement, CategoryScale, Chart } from "chart.js";
import { css, html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Column } from "../src/results/table.ts";
import { AXIS_FONT_PX, placesAxis, placesAxisKind, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartKind,
  type ChartPanel,
  type LabChart,
  type LabChartConfiguration,
} from "./chart/chart-element.ts";
import { NEAREST, tooltip } from "./chart/tooltip.ts";
import { whiskers } from "./chart/whiskers.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { formatCell } from "./result-table/format.ts";
import { barMarks } from "./row-chart/bar-marks.ts";
import { publishedLabels } from "./row-chart/published-labels.ts";
import { rowsHint } from "./row-chart/rows-hint.ts";
import { seriesStyles, type SeriesStyle } from "./row-chart/series-styles.ts";
import { axisName, chartRows, columnOf, type ChartRows, type LinesSpec } from "./row-chart/series.ts";
import type { Palette } from "./theme.ts";

const PUBLISHED = "published";

const BAR_PX = 14;
const BETWEEN_GROUPS_PX = 14;
/** Axis and its title. */
const FRAME_PX = 54;
/** A chart narrower than this breaks its names earlier. */
const NARROW_PX = 480;

Chart.register(BarController, BarElement, CategoryScale);

@customElement("row-chart")
export class RowChart extends ChartElement<ChartKind> {
  static override styles = [
    ...ChartElement.styles,
    css`
      .legend svg {
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) chart!: LinesSpec;

  @property({ attribute: false }) columns: readonly Column[] = [];

  @property({ attribute: false }) record: RunRecord | null = null;

  #rows: ChartRows = { categories: null, series: [], published: [] };
  #styles: readonly SeriesStyle[] = [];

  protected get fileName(): string {
    return this.chart.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["rows", "status"]);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("chart")) {
      this._axis = this.chart.axis === "log" ? "logarithmic" : "linear";
      this.renew();
    }
    const before = this.#frameKey;
    this.#rows = chartRows(this.chart, this.columns, this.record?.rows ?? []);
    this.#styles = seriesStyles(this.#rows.series);
    if (before !== this.#frameKey) this.renew();
    this.#setHeight();
  }

  get #isBars(): boolean {
    return this.#rows.categories !== null;
  }

  /** What the parts of the chart that stay depend on. */
  get #frameKey(): string {
    return this.#isBars ? "bars" : placesAxisKind(this.#places);
  }

  get #isMeasured(): boolean {
    return this.#rows.series.length > 0;
  }

  protected override canBeLogarithmic(): boolean {
    const { series, published } = this.#rows;
    return [...series.flatMap(({ points }) => points), ...published].every(({ y }) => y > 0);
  }

  protected panelWords(): ChartPanel {
    const { series, published } = this.#rows;
    const filled = this.#isMeasured || published.length > 0;
    const told = series.map(({ name, points }) => `${name === "" ? "measured" : name}: ${points.length} points`);
    return {
      heading: this.chart.title,
      state: panelState(this.record, this.#isMeasured),
      hint: filled ? "" : rowsHint(this.record),
      description: `${axisName(this.#y)} against ${axisName(this.#x)}. ${[...told, ...(published.length > 0 ? [`published: ${published.length} points`] : [])].join("; ")}. Show as table for the figures.`,
    };
  }

  get #places(): number[] {
    return [...this.#rows.series.flatMap(({ points }) => points), ...this.#rows.published].map(({ x }) => x);
  }

  get #x(): Column {
    return columnOf(this.columns, this.chart.x);
  }

  get #y(): Column {
    return columnOf(this.columns, this.chart.y);
  }

  protected configuration(colours: Palette, axis: AxisKind): LabChartConfiguration<ChartKind> {
    const shared = {
      parsing: false,
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      font: { family: colours.fontFamily },
    };
    const value = valueAxis(axis, axisName(this.#y), colours);
    if (this.#isBars) {
      const marks = {
        published: () => this.#rows.published,
        text: (figure: number) => formatCell(this.#y, figure),
        arePoints: axis === "logarithmic",
      };
      return {
        type: "bar",
        data: { labels: [], datasets: [] },
        plugins: [barMarks(marks, colours)],
        options: {
          ...shared,
          indexAxis: "y",
          events: [], // every figure stands beside its bar or in the table
          layout: { padding: { right: 56, top: 4 } },
          scales: { x: { ...value, position: "bottom" }, y: categoryAxis(colours) },
        },
      } as unknown as LabChartConfiguration<ChartKind>;
    }
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [whiskers((label) => label !== PUBLISHED), publishedLabels(() => this.#rows.published, colours)],
      options: {
        ...shared,
        normalized: true,
        interaction: NEAREST,
        plugins: {
          tooltip: tooltip(colours, {
            place: (place) => `${axisName(this.#x)}: ${formatCell(this.#x, place)}`,
            name: (label) => (label === "" ? (this.#y.label ?? this.#y.name) : label),
          }),
        },
        layout: { padding: { right: 12, top: 8 } },
        scales: { x: placesAxis(this.#places, axisName(this.#x), colours), y: value },
      },
    } as unknown as LabChartConfiguration<ChartKind>;
  }

  protected fill(chart: LabChart<ChartKind>, colours: Palette): void {
    const { categories, series, published } = this.#rows;
    const datasets = series.map(({ name, points }, index) => {
      const style = this.#styles[index];
      const colour = style?.colour(colours) ?? colours.ours;
      const isHidden = this.#isBars && this._axis === "logarithmic" && this.canBeLogarithmic();
      return {
        label: name,
        data: this.#isBars ? points.map(({ x, y, error }) => ({ x: y, y: x, error })) : [...points],
        borderColor: colour,
        backgroundColor: isHidden ? "transparent" : colour,
        ...(this.#isBars
          ? { barThickness: BAR_PX - 3 }
          : {
              borderWidth: 1.8,
              borderDash: [...(style?.dash ?? [])],
              pointStyle: style?.point ?? "circle",
              pointRadius: 3.5,
              pointBorderWidth: 0,
              pointBackgroundColor: colour,
            }),
      };
    });
    const hollow = {
      label: PUBLISHED,
      data: published.map(({ x, y }) => ({ x, y })),
      showLine: false,
      borderColor: colours.published,
      pointRadius: 4,
      pointBorderWidth: 1.6,
      pointBorderColor: colours.published,
      pointBackgroundColor: colours.surface,
      order: -1,
    };
    Object.assign(chart.data, { datasets: this.#isBars ? datasets : [...datasets, hollow] });
    if (categories !== null)
      chart.data.labels = categories.map((name) => inLines(name, this.clientWidth < NARROW_PX ? 16 : 26));
    const values = chart.options.scales?.[this.#isBars ? "x" : "y"];
    if (values === undefined) return;
    const figures = [...series.flatMap(({ points }) => points), ...published].map(({ y }) => y);
    if (this.#isBars) Object.assign(values, { suggestedMax: Math.max(...published.map(({ y }) => y), -Infinity) });
    else if (values.type === "linear") {
      const [low, high] = [Math.min(...figures), Math.max(...figures)];
      Object.assign(values, { beginAtZero: low >= 0 && (low < high / 2 || low === high), grace: "6%" });
      const { yMost } = this.chart;
      if (yMost !== undefined) Object.assign(values, { max: yMost, grace: 0 });
    }
  }

  protected renderLegend(): TemplateResult {
    const { series, published } = this.#rows;
    const labels = [...new Set(published.map(({ label }) => label))];
    if (series.length < 2 && published.length === 0) return html``;
    return html`<ul class="legend">
      ${series.map(({ name }, index) => {
        const style = this.#styles[index];
        if (style === undefined) return nothing;
        return html`<li>${this.#sample(style)}${name === "" ? "measured" : name}</li>`;
      })}
      ${
        published.length === 0
          ? nothing
          : html`<li>
              <svg width="26" height="10" aria-hidden="true">
                ${svg`<circle cx="13" cy="5" r="4" fill="none" stroke="var(--data-published)" stroke-width="1.6"></circle>`}
              </svg>
              published${labels.length <= 3 ? `: ${labels.join("; ")}` : ""}
            </li>`
      }
      ${series.some(({ points }) => points.some(({ error }) => error !== undefined)) ? html`<li>whiskers: 95 % interval</li>` : nothing}
      ${series.length === 0 ? html`<li>measured ones join them when a run measures</li>` : nothing}
    </ul>`;
  }

  protected renderTable(): TemplateResult {
    const { series, published, categories } = this.#rows;
    const [x, y] = [this.#x, this.#y];
    const place = (at: number): string => categories?.[at] ?? formatCell(x, at);
    return html`<table>
      <caption class="sr-only">
        ${this.chart.title}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Series</th>
          <th scope="col" class=${categories === null ? "" : "text"}>${axisName(x)}</th>
          <th scope="col">${axisName(y)}</th>
          <th scope="col">±</th>
        </tr>
      </thead>
      <tbody>
        ${series.map(({ name, points }) =>
          points.map(
            (point) =>
              html`<tr>
                <th scope="row">${name === "" ? "measured" : name}</th>
                <td class=${categories === null ? "" : "text"}>${place(point.x)}</td>
                <td data-value=${point.y}>${formatCell(y, point.y)}</td>
                <td data-value=${point.error ?? "–"}>${formatCell(y, point.error)}</td>
              </tr>`,
          ),
        )}
        ${published.map(
          (mark) =>
            html`<tr>
              <th scope="row">published, ${mark.label}</th>
              <td class=${categories === null ? "" : "text"}>${place(mark.x)}</td>
              <td data-value=${mark.y}>${formatCell(y, mark.y)}</td>
              <td>–</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** Bars need room for each of them; lines take what the page gives. */
  #setHeight(): void {
    const { categories, series } = this.#rows;
    const groupPx = Math.max(1, series.length) * BAR_PX + BETWEEN_GROUPS_PX;
    const heightPx = FRAME_PX + (categories?.length ?? 0) * groupPx;
    if (categories === null) this.style.removeProperty("--chart-height");
    else this.style.setProperty("--chart-height", `${heightPx}px`);
  }

  #sample({ token, dash }: SeriesStyle): TemplateResult {
    const colour = `var(${token})`;
    return html`<svg width="26" height="10" aria-hidden="true">
      ${
        this.#isBars
          ? svg`<rect x="6" width="14" height="10" fill=${colour}></rect>`
          : svg`<line x1="0" x2="26" y1="5" y2="5" stroke=${colour} stroke-width="1.8" stroke-dasharray=${dash.join(" ")}></line><circle cx="13" cy="5" r="3" fill=${colour}></circle>`
      }
    </svg>`;
  }
}

function categoryAxis(colours: Palette): object {
  return {
    type: "category",
    offset: true,
    grid: { display: false },
    border: { color: colours.line },
    ticks: { autoSkip: false, crossAlign: "far", color: colours.text, font: { size: AXIS_FONT_PX } },
  };
}

/** A long name in lines, so that it leaves room for its bars. */
function inLines(name: string, letters: number): string | string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length === 1 ? name : lines;
}

declare global {
  interface HTMLElementTagNameMap {
    "row-chart": RowChart;
  }
}
