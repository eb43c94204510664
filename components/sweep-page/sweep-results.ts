/**
 * What the trials of a sweep measured, by the experiment's own charts and table: published figures, baselines and intervals
 * beside each other as on the page of a run.
 */
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { newRecord, type RunRecord } from "../../src/results/run-record.ts";
import type { Pool } from "../../src/sweep/pooled-rows.ts";
import { declaredCharts, hasShareChart } from "../experiment-results/declared-charts.ts";
import "../hidden-share-chart.ts";
import { baseStyles } from "../lab-styles.ts";
import "../result-table.ts";

@customElement("sweep-results")
export class SweepResults extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host,
      .charts {
        display: grid;
        gap: 12px;
        grid-template-columns: minmax(0, 1fr);
      }
      h2 {
        font-size: var(--text-m);
      }
      .charts {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
      }
      .wide {
        grid-column: 1 / -1;
      }
      wa-select {
        max-width: 480px;
      }
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  /** One for each table that the trials make. */
  @property({ attribute: false }) pools: readonly Pool[] = [];

  /** What the trials ran on, where it is known. */
  @property({ attribute: false }) digits: DatasetIdentity | null = null;

  /** The place of the table that is looked at. */
  @state() private _chosen = 0;

  override render(): TemplateResult | typeof nothing {
    const { spec, pools, digits: dataset } = this;
    const pool = pools[this._chosen] ?? pools[0];
    if (pool === undefined) return nothing;
    const { config, rows } = pool;
    const record: RunRecord = { ...newRecord(config), status: "done", rows, dataset };
    const composite = config.values["composite"] === true;
    return html`
      <h2>What they measured${spec.published.length > 0 ? ", beside what was published" : ""}</h2>
      ${
        pools.length < 2
          ? nothing
          : html`<wa-select size="s" label="Setting" .value=${String(pools.indexOf(pool))} @change=${this._onSetting}>
              ${pools.map(({ setting }, place) => html`<wa-option value=${String(place)}>${setting}</wa-option>`)}
            </wa-select>`
      }
      <div class="charts">
        ${
          hasShareChart(spec)
            ? html`<hidden-share-chart
                class="wide"
                .record=${record}
                .published=${spec.published}
                ?composite=${composite}
              ></hidden-share-chart>`
            : nothing
        }
        ${declaredCharts(spec, record)}
      </div>
      <result-table .spec=${spec} .record=${record} ?composite=${composite}></result-table>
    `;
  }

  private _onSetting(event: Event): void {
    this._chosen = Number((event.target as WaSelect).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sweep-results": SweepResults;
  }
}
