/**
 * What comes out of an experiment, from its spec and the record of its newest run: progress, curves, charts of rows, figures,
 * table and notes, each in a frame of its own.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { ParameterValues } from "../src/experiments/parameters.ts";
import type { CurvePoint } from "../src/protocol.ts";
import type { Figure } from "../src/results/figure.ts";
import { isRunning, type RunRecord } from "../src/results/run-record.ts";
import "./curve-chart.ts";
import { CurveSorter, type PanelCurves } from "./curve-chart/panels.ts";
import type { ReferenceRun } from "./experiment-page/reference-run.ts";
import { declaredCharts, hasShareChart } from "./experiment-results/declared-charts.ts";
import { FigureOrder } from "./experiment-results/figure-order.ts";
import { referenceNote, referencePicture } from "./experiment-results/reference-note.ts";
import { experimentResultsStyles } from "./experiment-results/styles.ts";
import { figureToPng, scatterToSvg } from "./figure-image.ts";
import "./figure-scrubber.ts";
import { isBehindCells } from "./heat-map/cell-pictures.ts";
import "./hidden-share-chart.ts";
import type { Drive } from "./lab-controller/drive-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import { panelState } from "./panel-state.ts";
import "./result-table.ts";
import "./run-progress.ts";
import { saveBlob } from "./save-blob.ts";

/** More panels of curves than this are drawn smaller, so that they can be compared at a glance. */
const MANY_PANELS = 6;

/** A figure of so few columns leaves room for another beside it. */
const NARROW_COLUMNS = 5;

@customElement("experiment-results")
export class ExperimentResults extends LitElement {
  static override styles = [baseStyles, experimentResultsStyles];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) record: RunRecord | null = null;

  /** The lab's own run, whose rows are shown until something has run here. */
  @property({ attribute: false }) reference: ReferenceRun | null = null;

  /** What ran, or what the form says before anything has: some of it decides how results are read. */
  @property({ attribute: false }) values: ParameterValues = {};

  @property({ attribute: false }) timeLeftMs: number | null = null;

  /** Whether it is paused, where it goes on in this tab. */
  @property({ attribute: false }) drive: Drive | null = null;

  /** Whether a stop has been asked for and is on its way. */
  @property({ type: Boolean }) stopping = false;

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  readonly #sorter = new CurveSorter();
  readonly #figureOrder = new FigureOrder();

  override render(): TemplateResult {
    const { spec, record } = this;
    const measured = record ?? this.reference?.record ?? null;
    const composite =
      (record === null && measured !== null ? measured.config.values : this.values)["composite"] === true;
    return html`
      <div class="results">
        ${this.warnings.map((warning) => html`<p class="warning full" role="status">${warning}</p>`)}
        <p class="introduction full">${spec.introduction}</p>
        ${
          record === null && measured?.manifest != null
            ? referenceNote(measured.manifest)
            : html`<run-progress
                class="full"
                .record=${record}
                .timeLeftMs=${this.timeLeftMs}
                .drive=${this.drive}
                .players=${spec.players ?? []}
                ?stopping=${this.stopping}
              ></run-progress>`
        }
        ${this.#renderCharts(measured, composite)} ${this.#renderFigures(record)}
        <result-table class="full" .spec=${spec} .record=${measured} ?composite=${composite}></result-table>
        ${this.#renderNotes()}
      </div>
    `;
  }

  #renderCharts(record: RunRecord | null, composite: boolean): TemplateResult {
    const { spec } = this;
    const isReference = this.record === null && record !== null; // it comes without curves
    const sorted = isReference ? [] : this.#sorter.sort(spec.curves ?? null, record?.points ?? NO_POINTS);
    const panels = shownPanels(sorted, record);
    const curves = repeat(
      panels,
      ({ panel }) => panel.title,
      ({ panel, points }) =>
        html`<curve-chart class="item" .panel=${panel} .points=${points} .record=${record}></curve-chart>`,
    );
    if (!hasShareChart(spec)) {
      return html`<div class="full charts ${panels.length > MANY_PANELS ? "many" : ""}">
        ${curves}${declaredCharts(spec, record)}
      </div>`;
    }
    const isPair = panels.length === 1;
    const share = html`<hidden-share-chart
      class="share ${isPair ? "item" : "wide"}"
      .record=${record}
      .published=${spec.published}
      ?composite=${composite}
    ></hidden-share-chart>`;
    const declared = declaredCharts(spec, record);
    return html`<div class="full charts ${isPair ? "pair" : ""}">${curves}${share}</div>
      ${declared.length === 0 ? nothing : html`<div class="full charts">${declared}</div>`}`;
  }

  #renderFigures(record: RunRecord | null): TemplateResult {
    const { charts } = this.spec;
    const figures = this.#figureOrder.arrange(record).filter((figure) => !isBehindCells(charts, figure));
    const panel = panelState(record, figures.length > 0);
    if (record === null && this.reference !== null) return referencePicture(this.reference.picture);
    if (figures.length === 0) {
      return html`<lab-panel
        class="full ${record === null ? "later" : ""}"
        heading="Figure"
        .state=${panel}
        hint=${FIGURE_HINTS[panel]}
      ></lab-panel>`;
    }
    const squares = figures.filter(isSquare);
    // One that is left over after pairs takes the room of two.
    const single = squares.length % 2 === 1 ? squares.at(-1) : undefined;
    return html`<div class="full figures">
      ${repeat(
        figures,
        ({ id }) => id,
        (figure) =>
          html`<lab-panel
            class=${isSquare(figure) && figure !== single ? "square" : "wide"}
            heading=${figure.title}
            .state=${panel}
          >
            <wa-button
              slot="actions"
              size="xs"
              appearance="plain"
              title="Save the figure as it stands there as a picture"
              @click=${async (event: Event) => saveBlob(await figureToPng(shownFigure(event, figure)), `${figure.id}.png`)}
              >PNG</wa-button
            >
            ${
              figure.kind === "scatter"
                ? html`<wa-button
                    slot="actions"
                    size="xs"
                    appearance="plain"
                    title="Save the figure as it stands there as shapes and text"
                    @click=${(event: Event) => void saveSvg(shownFigure(event, figure))}
                    >SVG</wa-button
                  >`
                : nothing
            }
            <figure-scrubber
              .figure=${figure}
              .history=${record?.histories.find(({ id }) => id === figure.id) ?? null}
            ></figure-scrubber>
          </lab-panel>`,
      )}
    </div>`;
  }

  #renderNotes(): TemplateResult | typeof nothing {
    const { notes, source } = this.spec;
    return html`<lab-panel class="full notes-panel" heading="Notes" .state=${"done"}>
      ${
        notes.length === 0
          ? nothing
          : html`<ul class="notes">
              ${notes.map(({ published, measured }) => html`<li><span class="quiet">Published: ${published}</span><span>Measured: ${measured}</span></li>`)}
            </ul>`
      }
      <p class="source quiet">Source: ${source}.</p>
    </lab-panel>`;
  }
}

const NO_POINTS: readonly CurvePoint[] = [];

/** When a run is over, a declared panel that drew nothing makes room for those that did. */
function shownPanels(panels: readonly PanelCurves[], record: RunRecord | null): readonly PanelCurves[] {
  const filled = panels.filter(({ points }) => points.length > 0);
  return record === null || isRunning(record) || filled.length === 0 ? panels : filled;
}

/** What stands beside another figure as well as above it. */
function isSquare(figure: Figure): boolean {
  if (figure.kind === "scatter" || figure.columns.length <= NARROW_COLUMNS) return true;
  return figure.seamless === true && figure.rows.length >= figure.columns.length / 2;
}

/** The moment that its slider stands at, not always the newest. */
function shownFigure(event: Event, newest: Figure): Figure {
  const panel = (event.currentTarget as Element).closest("lab-panel");
  return panel?.querySelector("figure-scrubber")?.shown ?? newest;
}

async function saveSvg(figure: Figure): Promise<void> {
  if (figure.kind === "scatter") saveBlob(await scatterToSvg(figure), `${figure.id}.svg`);
}

const FIGURE_HINTS = {
  empty: "Pictures appear here while a run goes on, and refresh with it.",
  loading: "The first picture comes with the first results.",
  running: "The first picture comes with the first results.",
  stopped: "Stopped before the first picture.",
  failed: "The run failed before the first picture.",
  done: "This run drew no picture.",
} as const;

declare global {
  interface HTMLElementTagNameMap {
    "experiment-results": ExperimentResults;
  }
}
