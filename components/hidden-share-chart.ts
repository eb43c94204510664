/**
 * The picture of masked restoration: error against hidden share, one panel per mask kind, one value axis for all.
 * Published hollow, ours filled with 95 % whiskers, baselines dashed, each with its own dash so that it reads in grey.
 */
import { css, html, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { CORRUPTION_LABELS, type CorruptionKind } from "../src/corruptions/corruption.ts";
import type { PublishedPoint } from "../src/experiments/experiment.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { AXIS_FONT_PX, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartPanel,
  type LineChart,
  type LineChartConfiguration,
} from "./chart/chart-element.ts";
import { NEAREST, tooltip } from "./chart/tooltip.ts";
import { whiskers } from "./chart/whiskers.ts";
import { sharePanels, type SharePanel, type ShareRole } from "./hidden-share-chart/share-series.ts";
import { panelTitles } from "./hidden-share-chart/panel-titles.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { maskLines } from "../src/results/mask-lines.ts";
import type { Palette } from "./theme.ts";

interface RoleStyle {
  readonly label: string;
  readonly colour: keyof Palette & ("ours" | "published" | "black" | "mean" | "pca" | "linear");
  readonly dash: readonly number[];
  readonly widthPx: number;
  readonly pointPx: number;
}

const STYLES: Readonly<Record<ShareRole, RoleStyle>> = {
  published: { label: "published", colour: "published", dash: [], widthPx: 0, pointPx: 4 },
  ours: { label: "ours, 95 % interval", colour: "ours", dash: [], widthPx: 2, pointPx: 3 },
  "leave-black": { label: "hole left black", colour: "black", dash: [2, 3], widthPx: 1.6, pointPx: 0 },
  "mean-image": { label: "mean image", colour: "mean", dash: [7, 3], widthPx: 1.6, pointPx: 0 },
  pca: { label: "PCA", colour: "pca", dash: [8, 3, 2, 3], widthPx: 1.6, pointPx: 0 },
  "linear-fill": { label: "linear fill", colour: "linear", dash: [12, 4], widthPx: 1.6, pointPx: 0 },
};

/** Air beside the first and the last tick, so that neighbouring panels do not touch, %. */
const SHARE_MARGIN = 7;

/** A panel narrower than this has room for every second tick only. */
const ROOM_FOR_FIVE_TICKS_PX = 180;

const ROLES = ["published", "ours", "leave-black", "mean-image", "pca", "linear-fill"] as const;

@customElement("hidden-share-chart")
export class HiddenShareChart extends ChartElement {
  static override styles = [
    ...ChartElement.styles,
    css`
      :host {
        --chart-min-width: 440px;
      }
      .legend svg {
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) record: RunRecord | null = null;

  @property({ attribute: false }) published: readonly PublishedPoint[] = [];

  /** Which reading is set beside the published one: known pixels pasted back, or as the network gave it. */
  @property({ type: Boolean }) composite = false;

  protected readonly fileName = "mse-by-hidden-share";
  #panels: readonly SharePanel[] = [];

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["rows", "status"]);
  }

  override willUpdate(): void {
    this.#panels = sharePanels(maskLines(this.published, this.record?.rows ?? [], this.composite));
  }

  protected panelWords(): ChartPanel {
    const measured = this.#panels.some(({ series }) =>
      series.some(({ role, points }) => role === "ours" && points.length > 0),
    );
    return {
      heading: "Error against hidden share",
      state: this.record === null ? "empty" : panelState(this.record, measured),
      hint: "",
      description:
        "Mean squared error against the share of the image that is hidden, one panel per mask kind: " +
        `published${measured ? ", measured and four baselines" : " figures only, nothing measured yet"}. Show as table for the figures.`,
    };
  }

  protected configuration(colours: Palette, axis: AxisKind): LineChartConfiguration {
    const titles = this.#panels.map(({ corruption }) => CORRUPTION_LABELS[corruption as CorruptionKind] ?? corruption);
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [panelTitles(titles, colours), whiskers((role) => role === "ours")],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: NEAREST,
        plugins: {
          tooltip: tooltip(colours, {
            place: (share) => `${share.toFixed(1)} % hidden`,
            name: (role) => STYLES[role as ShareRole].label.split(",")[0] ?? role,
          }),
        },
        font: { family: colours.fontFamily },
        layout: { padding: { top: 22, right: 8, bottom: 18 } },
        scales: {
          ...Object.fromEntries(titles.map((_, index) => [`x${index}`, this.#shareAxis(colours)])),
          // Room for the baselines from the start, so that the axis stays when they arrive.
          y: {
            ...valueAxis(axis, "Mean squared error", colours),
            suggestedMin: axis === "linear" ? 0 : 0.001,
            suggestedMax: 0.1,
          },
        },
      },
    } as unknown as LineChartConfiguration;
  }

  protected fill(chart: LineChart, colours: Palette): void {
    for (const [id, scale] of Object.entries(chart.options.scales ?? {})) {
      if (id !== "y" && scale !== undefined) scale.max = this.#largestShare() + SHARE_MARGIN;
    }
    chart.data.datasets = this.#panels.flatMap(({ series }, index) =>
      series.map(({ role, points }) => {
        const { colour, dash, widthPx, pointPx } = STYLES[role];
        return {
          label: role,
          data: [...points],
          xAxisID: `x${index}`,
          showLine: widthPx > 0,
          borderColor: colours[colour],
          borderWidth: widthPx,
          borderDash: [...dash],
          pointRadius: pointPx,
          pointBorderColor: colours[colour],
          pointBorderWidth: role === "published" ? 1.6 : 0,
          pointBackgroundColor: role === "published" ? colours.surface : colours[colour],
          // Chart.js draws the first data set on top; ours lies above published, published above the baselines.
          order: role === "ours" ? 0 : role === "published" ? 1 : 2,
        };
      }),
    );
  }

  protected renderLegend(): TemplateResult {
    const shown = ROLES.filter((role) =>
      this.#panels.some(({ series }) => series.some((one) => one.role === role && one.points.length > 0)),
    );
    return html`<ul class="legend">
      ${shown.map((role) => html`<li>${sample(STYLES[role])}${STYLES[role].label}</li>`)}
      ${shown.length === 1 ? html`<li>ours and four baselines join them when a run measures</li>` : ""}
    </ul>`;
  }

  protected renderTable(): TemplateResult {
    return html`<table>
      <caption class="sr-only">
        Mean squared error by mask
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Mask</th>
          <th scope="col">Hidden <span class="unit">%</span></th>
          ${ROLES.map((role) => html`<th scope="col">${STYLES[role].label.split(",")[0]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.#panels.map(({ corruption, series }) => {
          const shares = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
          return shares.map(
            (share) =>
              html`<tr>
                <th scope="row">${CORRUPTION_LABELS[corruption as CorruptionKind] ?? corruption}</th>
                <td>${share.toFixed(1)}</td>
                ${ROLES.map((role) => {
                  const point = series.find((one) => one.role === role)?.points.find(({ x }) => x === share);
                  return html`<td>${point === undefined ? "–" : point.y.toFixed(4)}</td>`;
                })}
              </tr>`,
          );
        })}
      </tbody>
    </table>`;
  }

  /** 80 % holds every published mask; wider ones may be asked for. */
  #largestShare(): number {
    const shares = this.#panels.flatMap(({ series }) => series.flatMap(({ points }) => points.map(({ x }) => x)));
    return shares.some((share) => share > 80) ? 100 : 80;
  }

  #shareAxis(colours: Palette): object {
    return {
      type: "linear",
      position: "bottom",
      stack: "panels",
      stackWeight: 1,
      min: -SHARE_MARGIN,
      max: this.#largestShare() + SHARE_MARGIN,
      grid: { display: false },
      border: { color: colours.line },
      afterBuildTicks: (axis: { ticks: { value: number }[]; width: number; chart: { width: number } }) => {
        const step = axis.chart.width / this.#panels.length < ROOM_FOR_FIVE_TICKS_PX ? 40 : 20;
        axis.ticks = [0, 20, 40, 60, 80, 100]
          .filter((value) => value <= this.#largestShare() && value % step === 0)
          .map((value) => ({ value }));
      },
      ticks: { color: colours.quiet, font: { size: AXIS_FONT_PX }, maxRotation: 0, autoSkip: false },
    };
  }
}

/** A line or a hollow point as it stands in the chart. */
function sample({ colour, dash, widthPx }: RoleStyle): TemplateResult {
  const stroke = `var(--data-${colour})`;
  return html`<svg width="26" height="10" aria-hidden="true">
    ${
      widthPx === 0
        ? svg`<circle cx="13" cy="5" r="4" fill="none" stroke=${stroke} stroke-width="1.6"></circle>`
        : svg`<line x1="0" x2="26" y1="5" y2="5" stroke=${stroke} stroke-width=${widthPx} stroke-dasharray=${dash.join(" ")}></line>`
    }
    ${colour === "ours" ? svg`<circle cx="13" cy="5" r="3" fill=${stroke}></circle>` : ""}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "hidden-share-chart": HiddenShareChart;
  }
}
