/**
 * One panel of live curves: few lines with their names at their ends, raw points faint behind a debiased running mean; more
 * of them by colour; a crowd, such as the restarts of a search, thin and faint behind the one that was chosen.
 */
import { css, html, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { CurvePanel } from "../src/experiments/experiment.ts";
import type { CurvePoint } from "../src/protocol.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { axisTitle, AXIS_FONT_PX, shortNumber, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartPanel,
  type LineChart,
  type LineChartConfiguration,
} from "./chart/chart-element.ts";
import { NEAREST, tooltip } from "./chart/tooltip.ts";
import { crowd, type CrowdLine } from "./curve-chart/crowd.ts";
import { renderCrowdTable, renderPlaceTable } from "./curve-chart/curve-tables.ts";
import { curvesOf, thinned, type Curve } from "./curve-chart/curves.ts";
import { endLabels, type LabelLayout } from "./curve-chart/end-labels.ts";
import { isChosen, lineStyles, namingOf, type LineColours, type Naming } from "./curve-chart/line-styles.ts";
import { LOSS_PANEL } from "./curve-chart/panels.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { SERIES_COLOURS, type Palette } from "./theme.ts";

@customElement("curve-chart")
export class CurveChart extends ChartElement {
  static override styles = [
    ...ChartElement.styles,
    css`
      .legend svg {
        flex: none;
      }
      .legend span {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What the panel is called and how it is drawn. */
  @property({ attribute: false }) panel: CurvePanel = LOSS_PANEL;

  /** The panel's own points, with the names that they have within it. */
  @property({ attribute: false }) points: readonly CurvePoint[] = [];

  /** The run that draws them. */
  @property({ attribute: false }) record: RunRecord | null = null;

  /** Whether names stand at the ends of lines, or had no room there. */
  @state() private _labels: LabelLayout = "one line";

  #curves: readonly Curve[] = [];
  #crowd: readonly CrowdLine[] = [];
  #naming: Naming = "ends";
  #lowest = Infinity;
  #highest = -Infinity;

  protected get fileName(): string {
    return this.panel.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["status", "plan"]);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("panel")) {
      this._axis = this.panel.axis === "log" ? "logarithmic" : "linear";
      this.renew();
    }
    if (!changed.has("points") && !changed.has("panel")) return;
    this.#curves = curvesOf(this.points, this.panel.x);
    const names = this.#curves.map(({ series }) => series);
    const naming = namingOf(names, this.panel.chosen);
    if (naming !== this.#naming) this.renew();
    this.#naming = naming;
    this.#crowd =
      naming !== "crowd"
        ? []
        : this.#curves.map(({ series, raw }) => {
            return { name: series, points: raw, isChosen: isChosen(series, this.panel.chosen) };
          });
    const values = this.#curves.flatMap(({ raw }) => raw.map(({ y }) => y));
    this.#lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
    this.#highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  }

  protected override canBeLogarithmic(): boolean {
    return this.#lowest > 0;
  }

  protected panelWords(): ChartPanel {
    const filled = this.#curves.length > 0;
    const { title, x } = this.panel;
    return {
      heading: title,
      state: panelState(this.record, filled),
      hint: filled ? "" : hintFor(this.record, title),
      description: `${title} against ${x}s. ${this.#describe()}. Show as table for the figures.`,
    };
  }

  protected configuration(colours: Palette, axis: AxisKind): LineChartConfiguration {
    const over = this.panel.x;
    const isCrowd = this.#naming === "crowd";
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [
        isCrowd ? crowd(() => this.#crowd, colours) : endLabels(colours.fontFamily, (layout) => this.#onLayout(layout)),
      ],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: NEAREST,
        plugins: {
          tooltip: {
            ...tooltip(colours, { place: (x) => `${over} ${shortNumber(x)}`, name: (label) => label }),
            enabled: !isCrowd,
          },
        },
        font: { family: colours.fontFamily },
        layout: { padding: { right: 8, top: 8 } },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: "round" } },
        scales: {
          x: {
            type: "linear",
            min: 0,
            title: axisTitle(over === "epoch" ? "Epoch" : "Step", colours),
            grid: { display: false },
            border: { color: colours.line },
            ticks: { color: colours.quiet, font: { size: AXIS_FONT_PX }, maxTicksLimit: 8, precision: 0 },
          },
          y: valueAxis(axis, this.panel.value, colours),
        },
      },
    } as LineChartConfiguration;
  }

  protected fill(chart: LineChart, colours: Palette): void {
    chart.data.datasets = this.#naming === "crowd" ? [this.#frame()] : this.#lines(chart, colours);
    const { x, y } = chart.options.scales ?? {};
    const ends = this.#curves.flatMap(({ raw }) => raw.at(-1)?.x ?? []);
    // A run that stops early shows how far it was to go; over steps nobody has said.
    const planned = this.panel.x === "epoch" ? (this.record?.plan?.epochs ?? 0) : 0;
    if (x !== undefined && ends.length > 0) x.max = Math.max(planned, ...ends);
    // Figures such as 97 to 99 % would lie in one line under the upper edge.
    if (y?.type === "linear") Object.assign(y, { beginAtZero: this.#lowest >= 0 && this.#lowest < this.#highest / 2 });
  }

  protected renderLegend(): TemplateResult {
    switch (this.#naming) {
      case "ends":
        return this._labels === "none" ? this.#renderEnds() : html``;
      case "roles":
        return html`<ul class="legend">
          <li>Solid: train. Dashed: validation. One line per seed; last values are in the table.</li>
        </ul>`;
      case "colours":
        return this.#renderColours();
      case "crowd":
        return html`<ul class="legend">
          <li>${this.#crowd.length} lines; point at one for its name and value.</li>
          ${this.#crowd
            .filter((line) => line.isChosen)
            .map(({ name, points }) => {
              const last = points.at(-1)?.y;
              return html`<li>
                ${sample("var(--data-ours)", [], 2.4)}${name}${last === undefined ? "" : `, last ${shortNumber(last)}`}
              </li>`;
            })}
        </ul>`;
      default:
        this.#naming satisfies never;
        return html``;
    }
  }

  protected renderTable(): TemplateResult {
    if (this.#naming === "crowd") return renderCrowdTable(this.panel, this.#curves);
    return renderPlaceTable(this.panel, this.#curves, this.points);
  }

  /** What had no room at the ends of the lines. */
  #renderEnds(): TemplateResult {
    const styles = lineStyles(this.#curves.map(({ series }) => series));
    return html`<ul class="legend">
      ${this.#curves.map(({ series, raw, smooth }, index) => {
        const { colour = () => "", dash = [] } = styles[index] ?? {};
        return html`<li>
          ${sample(colour(TOKENS), dash, 2)}<span>${series}: ${shortNumber((smooth ?? raw).at(-1)?.y ?? 0)}</span>
        </li>`;
      })}
    </ul>`;
  }

  /** A chart is laid out while its element updates, and what that changes comes with the next update. */
  #onLayout(layout: LabelLayout): void {
    if (layout !== this._labels) void this.updateComplete.then(() => (this._labels = layout));
  }

  /** One sample for each colour, and what a dash means where some lines have it. */
  #renderColours(): TemplateResult {
    const styles = lineStyles(this.#curves.map(({ series }) => series));
    const shown = styles.filter(({ subject }, index) => styles.findIndex((one) => one.subject === subject) === index);
    return html`<ul class="legend">
      ${shown.map(({ subject, colour }) => {
        return html`<li>${sample(colour(TOKENS), [], 2)}${subject === "" ? "train" : subject}</li>`;
      })}
      ${styles.some(({ dash }) => dash.length > 0) ? html`<li>${sample("currentColor", [5, 4], 2)}validation</li>` : ""}
    </ul>`;
  }

  #lines(chart: LineChart, colours: Palette): LineChart["data"]["datasets"] {
    const pixels = Math.max(100, chart.chartArea?.width ?? 400);
    const styles = lineStyles(this.#curves.map(({ series }) => series));
    return this.#curves.flatMap(({ series, raw, smooth }, index) => {
      const style = styles[index];
      const colour = style?.colour(colours) ?? colours.ours;
      const line = {
        label: this.#naming === "roles" ? "" : series,
        data: thinned(smooth ?? raw, pixels),
        borderColor: colour,
        borderWidth: isChosen(series, this.panel.chosen) ? 2.8 : 1.8,
        // The last point lies on the edge and should show whole.
        clip: false as const,
        borderDash: [...(style?.dash ?? [])],
        // A single point draws no line, and the first epoch would look empty.
        pointRadius: raw.length === 1 ? 2.5 : 0,
        pointBackgroundColor: colour,
      };
      const faint = {
        label: "",
        data: thinned(raw, pixels),
        borderColor: `${colour}40`,
        borderWidth: 1,
        pointRadius: 0,
      };
      return smooth === null ? [line] : [faint, line];
    });
  }

  /** Nothing to see: the corners of the crowd, by which the axes know how far they reach. */
  #frame(): LineChart["data"]["datasets"][number] {
    const ends = this.#curves.flatMap(({ raw }) => raw.at(-1)?.x ?? []);
    return {
      label: "",
      data: [
        { x: 0, y: this.#lowest },
        { x: Math.max(0, ...ends), y: this.#highest },
      ],
      showLine: false,
      pointRadius: 0,
      pointHoverRadius: 0,
    };
  }

  #describe(): string {
    const last = ({ series, raw }: Curve): string =>
      `${series}: ${raw.length} points, last ${shortNumber(raw.at(-1)?.y ?? 0)}`;
    if (this.#naming !== "crowd") return this.#curves.map(last).join("; ");
    const chosen = this.#curves.filter(({ series }) => isChosen(series, this.panel.chosen)).map(last);
    const ends = this.#curves.map(({ raw }) => raw.at(-1)?.y ?? 0);
    const range = `ending between ${shortNumber(Math.min(...ends))} and ${shortNumber(Math.max(...ends))}`;
    return [`${this.#curves.length} lines, ${range}`, ...chosen].join("; ");
  }
}

/** The page uses tokens by their names where a canvas needs the colours themselves. */
const TOKENS: LineColours = {
  ours: "var(--data-ours)",
  text: "var(--lab-text)",
  series: Array.from({ length: SERIES_COLOURS }, (_, index) => `var(--series-${index + 1})`),
};

function sample(stroke: string, dash: readonly number[], widthPx: number): TemplateResult {
  return html`<svg width="26" height="10" aria-hidden="true">
    ${svg`<line x1="0" x2="26" y1="5" y2="5" stroke=${stroke} stroke-width=${widthPx} stroke-dasharray=${dash.join(" ")}></line>`}
  </svg>`;
}

function hintFor(record: RunRecord | null, title: string): string {
  switch (panelState(record, false)) {
    case "empty":
      return title === LOSS_PANEL.title
        ? "Train and validation loss are drawn here, step by step, once a run begins."
        : "Drawn here, step by step, once a run begins.";
    case "loading":
    case "running":
      return "Waiting for the first step.";
    case "stopped":
      return "Stopped before the first step.";
    case "failed":
      return "The run failed before the first step.";
    case "done":
      return "This run drew no curve.";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "curve-chart": CurveChart;
  }
}
