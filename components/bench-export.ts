/** Hands a benchmark out: the figures, and the environment without which they mean nothing. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { environmentJson } from "../src/bench/environment.ts";
import { benchCsv } from "../src/bench/bench-csv.ts";
import type { BenchReport } from "./bench-controller.ts";
import { surroundings } from "./bench-page/surroundings.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { saveBlob } from "./save-blob.ts";

export interface BenchFile {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly content: string;
}

/** Nothing before the benchmark is over and has rows. */
export function benchFiles(report: BenchReport | null): BenchFile[] {
  if (report?.outcome == null || report.rows.length === 0) return [];
  const origin = { startedAt: report.startedAt, from: "page", machine: null, surroundings: surroundings() };
  return [
    { name: "bench.csv", label: "Figures", type: "text/csv", content: benchCsv(report.rows) },
    {
      name: "environment.json",
      label: "Environment",
      type: "application/json",
      content: environmentJson(report.outcome, origin),
    },
  ];
}

@customElement("bench-export")
export class BenchExport extends LitElement {
  static override styles = [baseStyles];

  @property({ attribute: false }) report: BenchReport | null = null;

  override render(): TemplateResult {
    const files = benchFiles(this.report);
    return html`<wa-dropdown size="s" placement="bottom-end" @wa-select=${this._onSelect}>
      <wa-button
        slot="trigger"
        size="s"
        appearance="outlined"
        with-caret
        ?disabled=${files.length === 0}
        title=${files.length === 0 ? "There is nothing to export yet" : "Save the figures and what they were measured on"}
      >
        ${icon("export", { slot: "start" })}Export
      </wa-button>
      ${files.map(
        ({ name, label }) =>
          html`<wa-dropdown-item value=${name}>${label}<span slot="details">${name}</span></wa-dropdown-item>`,
      )}
    </wa-dropdown>`;
  }

  private _onSelect(event: CustomEvent<{ item: { value: string } }>): void {
    const file = benchFiles(this.report).find(({ name }) => name === event.detail.item.value);
    if (file !== undefined) saveBlob(new Blob([file.content], { type: file.type }), file.name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-export": BenchExport;
  }
}
