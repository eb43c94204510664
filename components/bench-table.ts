/** The benchmark's rows, workload by workload, live while they are measured; beside an older file where one is given. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LOSS_AFTER_STEPS, REFERENCE_ENGINE } from "../src/bench/protocol.ts";
import { speedUp, speedUpSince, type BenchRow, type LiveRow } from "../src/bench/results.ts";
import { formatLoss, formatMebibytes, formatRatio, formatTime, NOTHING } from "./bench-table/format.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import type { PanelState } from "./panel-state.ts";

@customElement("bench-table")
export class BenchTable extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .scroller {
        padding-inline: 4px;
      }
      tr.workload th {
        font-weight: 600;
        padding-block-start: 10px;
        background: var(--lab-surface);
      }
      /* Whose figures they are stays in sight while they are scrolled sideways. */
      thead th:first-child,
      tbody th[scope="row"] {
        position: sticky;
        left: 0;
        background: var(--lab-surface);
      }
      thead th:first-child {
        z-index: 2;
      }
      tr.live > * {
        color: var(--lab-quiet);
      }
      @media (max-width: 899px) {
        .so-far {
          display: none;
        }
      }
      td.median {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly LiveRow[] = [];

  /** Older results to compare with, or null. */
  @property({ attribute: false }) former: readonly BenchRow[] | null = null;

  @property() state: PanelState = "empty";

  override render(): TemplateResult {
    const hint = this.rows.length > 0 ? "" : "A row for each engine and workload appears here while it is measured.";
    return html`
      <lab-panel heading="Results" .state=${this.state} hint=${hint}>
        <div class="scroller" tabindex="0" role="group" aria-label="Results, table">
          <table>
            <caption class="sr-only">
              Time per step, rate, memory and loss of each engine on each workload
            </caption>
            <thead>
              <tr>
                <th scope="col" class="text">Engine</th>
                <th scope="col" title="With compiling and first allocations">
                  First step <span class="unit">ms</span>
                </th>
                <th scope="col" title="One step in ten is faster">p10 <span class="unit">ms</span></th>
                <th scope="col" title="The median step">p50 <span class="unit">ms</span></th>
                <th scope="col" title="One step in ten is slower">p90 <span class="unit">ms</span></th>
                <th scope="col" title="By the median">Steps <span class="unit">per s</span></th>
                <th scope="col" title="Arithmetic that a step cannot do without, by the median">GFLOP/s</th>
                <th scope="col" title="WASM memory, WebGPU's buffers, or what tensors held">
                  Peak <span class="unit">MiB</span>
                </th>
                <th scope="col" title="Engines that compute the same agree to 1 %">Loss after ${LOSS_AFTER_STEPS}</th>
                <th scope="col" title="By medians">× ${REFERENCE_ENGINE}</th>
                ${this.former === null ? nothing : html`<th scope="col" title="By medians, against the older file">× older</th>`}
              </tr>
            </thead>
            ${this.#workloads().map((workload) => this.#renderWorkload(workload))}
          </table>
        </div>
      </lab-panel>
    `;
  }

  #workloads(): string[] {
    return [...new Set(this.rows.map(({ workload }) => workload))];
  }

  #renderWorkload(workload: string): TemplateResult {
    const columns = this.former === null ? 10 : 11;
    return html`<tbody>
      <tr class="workload">
        <th scope="rowgroup" colspan=${columns}>${workload}</th>
      </tr>
      ${this.rows.filter((row) => row.workload === workload).map((row) => this.#renderRow(row))}
    </tbody>`;
  }

  #renderRow(row: LiveRow): TemplateResult {
    const { stepsSoFar } = row;
    return html`<tr class=${stepsSoFar === null ? "" : "live"}>
      <th scope="row">
        ${row.engine}${stepsSoFar === null ? nothing : html` <span class="so-far">${stepsSoFar} ${stepsSoFar === 1 ? "step" : "steps"} so far</span>`}
      </th>
      <td>${formatTime(row.first_step_ms)}</td>
      <td>${formatTime(row.step_ms_p10)}</td>
      <td class="median">${formatTime(row.step_ms_p50)}</td>
      <td>${formatTime(row.step_ms_p90)}</td>
      <td>${formatTime(row.steps_per_s)}</td>
      <td>${row.gflops.toFixed(1)}</td>
      <td>${formatMebibytes(row.peak_bytes)}</td>
      <td>${formatLoss(row.loss_after_50)}</td>
      <td>${formatRatio(speedUp(row, this.rows))}</td>
      ${this.former === null ? nothing : html`<td>${formatRatio(speedUpSince(row, this.former))}</td>`}
    </tr>`;
  }
}

/** How many of the rows an older file has too, in words. */
export function overlapSentence(rows: readonly LiveRow[], former: readonly BenchRow[]): string {
  const shared = rows.filter((row) => speedUpSince(row, former) !== null).length;
  if (rows.length === 0) return `It holds ${former.length} rows; they stand beside yours once there are any.`;
  if (shared === 0) return "It holds none of the engines and workloads that were measured here.";
  return `It holds ${shared} of the ${rows.length} rows above, in the column "× older"; ${NOTHING} where it lacks one.`;
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-table": BenchTable;
  }
}
