/** Takes a run away: each file alone or all in one zip, as soon as there is something, also after a stop or a failure. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/divider/divider.js";
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { zipSync, type Zippable } from "fflate";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { exportFiles, type ExportFile } from "./export-menu/files.ts";
import { modelEntries, modelsOfRecord, modelsZip, type ModelSource } from "./export-menu/model-files.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { saveBlob } from "./save-blob.ts";

/** The menu's values for everything at once and for the trained models; no file is named so. */
const ALL = "all";
const MODELS = "models";

@customElement("export-menu")
export class ExportMenu extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .fault {
        color: var(--lab-bad);
        font-size: var(--text-xs);
        max-width: 24ch;
      }
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) record: RunRecord | null = null;

  /** Its trained models where they lie elsewhere; null for those of the record. */
  @property({ attribute: false }) models: readonly ModelSource[] | null = null;

  /** Why the last export did not come about. */
  @state() private _fault = "";

  override render(): TemplateResult {
    const files = this.#files();
    const models = this.#models();
    return html`
      <wa-dropdown size="s" placement="bottom-end" @wa-select=${this._onSelect}>
        <wa-button
          slot="trigger"
          size="s"
          appearance="outlined"
          with-caret
          ?disabled=${files.length === 0}
          title=${files.length === 0 ? "There is nothing to export yet" : "Save the results of this run"}
        >
          ${icon("export", { slot: "start" })}Export
        </wa-button>
        ${files.map(({ name, label }) => html`<wa-dropdown-item value=${name}>${label}<span slot="details">${name}</span></wa-dropdown-item>`)}
        ${
          models.length === 0
            ? nothing
            : html`<wa-dropdown-item value=${MODELS}
                >${models.length === 1 ? "Trained model, TensorFlow.js" : `${models.length} trained models, TensorFlow.js`}<span
                  slot="details"
                  >zip</span
                ></wa-dropdown-item
              >`
        }
        ${
          files.length + models.length > 1
            ? html`<wa-divider></wa-divider
                ><wa-dropdown-item value=${ALL}>Everything<span slot="details">one zip</span></wa-dropdown-item>`
            : nothing
        }
      </wa-dropdown>
      <p class="fault" role="alert">${this._fault}</p>
    `;
  }

  #files(): ExportFile[] {
    return this.record === null ? [] : exportFiles(this.spec, this.record);
  }

  #models(): readonly ModelSource[] {
    return this.models ?? (this.record === null ? [] : modelsOfRecord(this.record));
  }

  private async _onSelect(event: CustomEvent<{ item: { value: string } }>): Promise<void> {
    const { value } = event.detail.item;
    const files = this.#files();
    this._fault = "";
    try {
      const file = files.find(({ name }) => name === value);
      if (file !== undefined) saveBlob(new Blob([await file.bytes()], { type: file.type }), file.name);
      else if (this.record === null) return;
      else if (value === MODELS) saveBlob(await modelsZip(this.#models(), this.record), this.#zipName("-models"));
      else if (value === ALL)
        saveBlob(await zipOf(files, await modelEntries(this.#models(), this.record)), this.#zipName(""));
    } catch (error) {
      this._fault = error instanceof Error ? error.message : String(error);
    }
  }

  #zipName(what: string): string {
    return `lacuna-${this.record?.runId ?? this.spec.name}${what}.zip`;
  }
}

async function zipOf(files: readonly ExportFile[], models: Zippable): Promise<Blob> {
  const entries: Zippable = { ...models };
  for (const file of files) {
    // A PNG is compressed already.
    entries[file.name] = [await file.bytes(), { level: file.type === "image/png" ? 0 : 6 }];
  }
  return new Blob([new Uint8Array(zipSync(entries))], { type: "application/zip" });
}

declare global {
  interface HTMLElementTagNameMap {
    "export-menu": ExportMenu;
  }
}
