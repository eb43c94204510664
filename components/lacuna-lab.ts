/**
 * The lab: frame, places, status bar, and the one owner of state. Properties travel down from here and events come up
 * to here; the address holds what is asked, the controllers what comes of it, and nothing else is remembered. What each
 * place shows and asks for is told in `lacuna-lab/places.ts`; `first-screen.ts` puts it into the page, with the elements it
 * names.
 */
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { BenchController } from "./bench-controller.ts";
import type { DataActionEvent, DriveEvent, FilesChosenEvent, RunResumeEvent, SweepActionEvent } from "./events.ts";
import { LabController } from "./lab-controller.ts";
import { Address } from "./lacuna-lab/address.ts";
import type { Desks } from "./lacuna-lab/desks.ts";
import { dropWords, takerOf } from "./lacuna-lab/dropped-files.ts";
import { FileDrop } from "./lacuna-lab/file-drop.ts";
import { FormDesk } from "./lacuna-lab/form-desk.ts";
import { isComputing } from "./lacuna-lab/machine-use.ts";
import { PAGES } from "./lacuna-lab/pages.ts";
import { viewOf } from "./lacuna-lab/places.ts";
import { labStyles } from "./lacuna-lab/styles.ts";
import { SweepDesk } from "./lacuna-lab/sweep-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import { LazyParts, lazyPartStyles } from "./lazy-parts.ts";
import { OwnTaskElement } from "./own-task-element.ts";
import type {} from "./playground-page.ts";
import type {} from "./runs-page.ts";
import type {} from "./sweeps-page.ts";
import type { Place } from "./url-state.ts";
import { whenIdle } from "./when-idle.ts";

export class LacunaLab extends OwnTaskElement {
  static override styles = [baseStyles, lazyPartStyles, labStyles];

  @state() private _dataPanel: "never opened" | "open" | "closed" = "never opened";

  readonly #pages = new LazyParts(this, PAGES);
  readonly #lab = new LabController(this);
  readonly #bench = new BenchController(this);
  readonly #sweeps = new SweepDesk(this.#lab, () => this.requestUpdate());
  readonly #address = new Address(this, (place) => this.#prepare(place));
  readonly #drop = new FileDrop(this, (files) => this.#take(files));
  readonly #desks: Desks = this.#setUpDesks();

  override connectedCallback(): void {
    super.connectedCallback();
    this.replaceChildren(); // what `index.html` says while the code is on its way
  }

  override render(): TemplateResult {
    const { place } = this.#address;
    const { mark, render } = viewOf(place, this.#desks);
    return html`
      <lab-places here=${mark} running=${this.#lab.running?.config.experiment ?? ""}></lab-places>
      <main @drive-run=${this._onDrive} @sweep-action=${this._onSweepAction} @run-resume=${this._onRunResume}>
        ${place.kind === "home" ? render() : this.#pages.show(place.kind, render)}
      </main>
      <footer>
        ${this._dataPanel === "never opened" ? nothing : this.#pages.show("data-panel", () => this.#renderDataPanel())}
        <site-notice ?busy=${isComputing(this.#desks)}></site-notice>
        ${this.#lab.store.fault === null ? nothing : html`<p class="warning" role="alert">${this.#lab.store.fault}</p>`}
        <status-bar
          .sweep=${this.#sweeps.queue}
          .engine=${this.#lab.engine.state}
          .data=${this.#lab.data.state}
          .running=${this.#lab.running}
          ?measuring=${this.#bench.running}
          @data-panel-requested=${this._onDataPanel}
        ></status-bar>
      </footer>
      ${this.#drop.hovers ? html`<div class="drop">${dropWords(place)}</div>` : nothing}
    `;
  }

  #renderDataPanel(): TemplateResult {
    return html`<data-panel
      ?open=${this._dataPanel === "open"}
      .data=${this.#lab.data.state}
      @wa-after-hide=${this._onDataPanelHidden}
      @files-chosen=${this._onFilesChosen}
      @data-action=${this._onDataAction}
    ></data-panel>`;
  }

  #setUpDesks(): Desks {
    const desks = { address: this.#address, lab: this.#lab, bench: this.#bench, sweeps: this.#sweeps };
    return { ...desks, form: new FormDesk(desks) };
  }

  /** Gets ready what a place will need. */
  #prepare(place: Place): void {
    document.title = `Lacuna: ${viewOf(place, this.#desks).title}`;
    if (place.kind === "bench") void this.#bench.askEngines();
    // The first screen shows nothing that is kept, and need not wait for the database.
    else if (place.kind !== "home") void this.#lab.store.open();
    // On the first screen nobody has asked for an engine yet, and starting one would delay what is read there.
    if (place.kind === "home") void whenIdle().then(() => this.#chooseEngine());
    else this.#chooseEngine();
  }

  #chooseEngine(): void {
    const { place } = this.#address;
    // A benchmark has the machine to itself.
    if (!this.#bench.running) void this.#lab.chooseEngine(place.kind === "experiment" ? place.draft.engine : "auto");
  }

  /** Passes dropped files to whoever is to have them. */
  #take(files: readonly [File, ...File[]]): void {
    const [file] = files;
    const taker = takerOf(this.#address.place, file);
    switch (taker.kind) {
      case "comparison":
        return void this.#bench.compareWith(file);
      case "archive":
        return void this.renderRoot.querySelector("runs-page")?.importFiles(files);
      case "sweep":
        return void this.renderRoot.querySelector("sweeps-page")?.takeFile(file);
      case "picture": {
        const page = this.renderRoot.querySelector("playground-page");
        // A page that is still on its way cannot take it; the data panel says at least what it is not.
        return page === null ? this.#useFiles(files) : void page.takePicture(file);
      }
      case "parameter":
        return void this.#desks.form.takeFile(taker.parameter, file);
      case "digits":
        return this.#useFiles(files);
      default:
        taker satisfies never;
    }
  }

  /** What becomes of files for real digits is told in the panel. */
  #useFiles(files: readonly File[]): void {
    this._dataPanel = "open";
    void this.#lab.data.useFiles(files);
  }

  private _onDrive({ action }: DriveEvent): void {
    void this.#lab.drive.act(action);
  }

  private _onSweepAction({ action }: SweepActionEvent): void {
    this.#sweeps.act(action);
  }

  private _onRunResume({ config, hash }: RunResumeEvent): void {
    this.#desks.form.resume(config, hash);
  }

  private _onDataPanel(): void {
    this._dataPanel = "open";
  }

  private _onDataPanelHidden(): void {
    this._dataPanel = "closed";
  }

  private _onFilesChosen({ files }: FilesChosenEvent): void {
    this.#useFiles(files);
  }

  private _onDataAction({ action }: DataActionEvent): void {
    this.#lab.data.act(action);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lacuna-lab": LacunaLab;
  }
}
