/**
 * Real digits: what there is, how to give or fetch them, and one line on why it did not work. Nothing here is needed:
 * the lab runs on embedded digits all the while.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { DatasetIdentity, DatasetOrigin } from "../src/data/dataset.ts";
import { DataActionEvent, FilesChosenEvent } from "./events.ts";
import type { DataAction, DataState } from "./lab-controller/data-desk.ts";
import { baseStyles } from "./lab-styles.ts";

const ORIGINS: Readonly<Record<DatasetOrigin, string>> = {
  files: "your files",
  cache: "the copy kept in this browser",
  mirror: "a public mirror",
  embedded: "drawn by the lab",
};

/**
 * @fires files-chosen - files were picked
 * @fires data-action - download, cancel or forget was pressed
 */
@customElement("data-panel")
export class DataPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      wa-dialog {
        --width: min(94vw, 560px);
      }
      .stack {
        display: grid;
        gap: 16px;
      }
      .now {
        border: 1px solid var(--lab-line);
        border-radius: var(--radius);
        padding: 12px;
        display: grid;
        gap: 8px;
      }
      .failed {
        border-color: var(--lab-bad);
        background: var(--lab-bad-quiet);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-family: ui-monospace, monospace;
      }
      .drop {
        border: 1px dashed var(--lab-line-strong);
        border-radius: var(--radius);
        padding: 16px;
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      code {
        font-size: var(--text-xs);
        overflow-wrap: anywhere;
      }
      wa-progress-bar {
        --track-height: 6px;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;

  @property({ attribute: false }) data: DataState = { kind: "unknown" };

  @query("input[type=file]") private readonly _picker!: HTMLInputElement;

  override render(): TemplateResult {
    return html`
      <wa-dialog label="Digits" light-dismiss ?open=${this.open} @wa-after-hide=${this._onHide}>
        <div class="stack">
          <p>
            The lab draws its own digits, so everything runs without any of this. Published figures were measured on
            MNIST: to compare with them, give the lab real digits.
          </p>
          <div aria-live="polite">${this.#renderNow()}</div>
          <div class="drop">
            <strong>Have the four IDX files?</strong>
            <span class="quiet">
              Drop them anywhere on the page, raw or gzipped: <code>train-images-idx3-ubyte</code>,
              <code>train-labels-idx1-ubyte</code>, <code>t10k-images-idx3-ubyte</code>,
              <code>t10k-labels-idx1-ubyte</code>. Any set of 28 × 28 images works. They stay on this machine.
            </span>
            <wa-button size="s" appearance="outlined" ?disabled=${this.data.kind === "reading"} @click=${this._onPick}
              >Choose files</wa-button
            >
            <input type="file" multiple hidden @change=${this._onPicked} />
          </div>
        </div>
      </wa-dialog>
    `;
  }

  #renderNow(): TemplateResult {
    const { data } = this;
    switch (data.kind) {
      case "unknown":
        return html`<div class="now quiet">Looking for real digits on this machine.</div>`;
      case "none":
        return html`<div class="now">
          <span>No real digits yet; embedded digits are in use.</span>
          <div class="buttons">${button("Download MNIST", () => this.#ask("download"), "brand")}</div>
          <span class="quiet">About 11 MB from a public mirror, kept in this browser.</span>
        </div>`;
      case "reading":
        return html`<div class="now">
          <span>Reading the files.</span><wa-progress-bar indeterminate label="Reading the files"></wa-progress-bar>
        </div>`;
      case "downloading":
        return this.#renderDownload(data);
      case "ready":
        return this.#renderIdentity(data.identity);
      case "failed":
        return html`<div class="now failed">
          <span>${data.message}</span>
          <span class="quiet">Embedded digits go on working.</span>
          <div class="buttons">
            ${
              data.retry === "download"
                ? button("Retry download", () => this.#ask("download"), "brand")
                : html`${button("Choose other files", () => this._picker.click(), "brand")}
                  ${button("Download MNIST", () => this.#ask("download"))}`
            }
          </div>
        </div>`;
      default:
        data satisfies never;
        return html``;
    }
  }

  #renderDownload({ progress }: Extract<DataState, { kind: "downloading" }>): TemplateResult {
    const known = progress !== null && progress.totalBytes > 0;
    return html`<div class="now">
      <span class="number">
        ${
          progress === null
            ? "Asking the mirrors."
            : html`${progress.file} from ${progress.mirror},
              ${megabytes(progress.doneBytes)}${known ? ` of ${megabytes(progress.totalBytes)}` : ""} MB`
        }
      </span>
      <wa-progress-bar
        label="Download"
        ?indeterminate=${!known}
        .value=${known ? (100 * progress.doneBytes) / progress.totalBytes : 0}
      ></wa-progress-bar>
      <div class="buttons">${button("Cancel", () => this.#ask("cancel-download"))}</div>
    </div>`;
  }

  #renderIdentity({ name, origin, trainCount, testCount, sha256 }: DatasetIdentity): TemplateResult {
    return html`<div class="now">
      <span
        ><strong>${name}</strong> from ${ORIGINS[origin]}: ${count(trainCount)} training and ${count(testCount)} test
        images.</span
      >
      <details>
        <summary class="quiet">Checksums (SHA-256, uncompressed)</summary>
        <dl>
          ${Object.entries(sha256).map(
            ([file, digest]) =>
              html`<dt>${file}</dt>
                <dd>${digest}</dd>`,
          )}
        </dl>
      </details>
      ${
        origin === "files"
          ? html`<div class="buttons">${button("Forget these files", () => this.#ask("forget-files"))}</div>`
          : nothing
      }
    </div>`;
  }

  #ask(action: DataAction): void {
    this.dispatchEvent(new DataActionEvent(action));
  }

  private _onPick(): void {
    this._picker.click();
  }

  private _onPicked(): void {
    const files = [...(this._picker.files ?? [])];
    // Cleared, so that picking the same files again is a change again.
    this._picker.value = "";
    if (files.length > 0) this.dispatchEvent(new FilesChosenEvent(files));
  }

  private _onHide(event: Event): void {
    if (event.target === event.currentTarget) this.open = false;
  }
}

function button(label: string, onClick: () => void, variant: "neutral" | "brand" = "neutral"): TemplateResult {
  return html`<wa-button
    size="s"
    variant=${variant}
    appearance=${variant === "brand" ? "accent" : "outlined"}
    @click=${onClick}
    >${label}</wa-button
  >`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString("en");
}

declare global {
  interface HTMLElementTagNameMap {
    "data-panel": DataPanel;
  }
}
