/**
 * The lab: frame, places, status bar, and the one owner of state. Properties travel down from here and events come up
 * to here; the address holds what is asked, the controller what comes of it, and nothing else is remembered.
 */
import "../src/without-eval.ts";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { FileParameter } from "../src/experiments/parameters.ts";
import type { CurvePoint } from "../src/protocol.ts";
import type { FormerTiming } from "../src/sweep/estimate.ts";
import { countStates } from "../src/sweep/progress.ts";
import { findExperiment } from "../src/catalog.ts";
import { BenchController } from "./bench-controller.ts";
import {
  DraftChangedEvent,
  FilesChosenEvent,
  ParameterFileEvent,
  type BenchChoiceEvent,
  type DataActionEvent,
  type DriveEvent,
  type RunResumeEvent,
  type SweepActionEvent,
} from "./events.ts";
import "./home-page.ts";
import { FIRST_EXPERIMENT } from "./home-page/first-experiment.ts";
import { installIcons } from "./icons.ts";
import { LabController } from "./lab-controller.ts";
import "./lab-places.ts";
import { PAGES } from "./lacuna-lab/pages.ts";
import { labStyles } from "./lacuna-lab/styles.ts";
import { baseStyles } from "./lab-styles.ts";
import { LazyParts, lazyPartStyles } from "./lazy-parts.ts";
import type { RunActivity } from "./run-configurator.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import { presetDraft, readDraft } from "./run-configurator/draft.ts";
import { draftOfSweep } from "./run-configurator/sweep-draft.ts";
import { OwnTaskElement } from "./own-task-element.ts";
import "./site-notice.ts";
import "./status-bar.ts";
import type { StatusBar } from "./status-bar.ts";
import { SweepRunner } from "./sweep-runner.ts";
import { whenIdle } from "./when-idle.ts";
import type { PlaygroundChoiceEvent } from "./playground-page/events.ts";
import { installTheme } from "./theme.ts";
import type {} from "./compare-page.ts";
import type { ComparisonEvent } from "./compare-page/events.ts";
import type { RunsViewEvent } from "./runs-page/events.ts";
import type {} from "./runs-page.ts";
import {
  benchHash,
  compareHash,
  experimentHash,
  playgroundHash,
  readPlace,
  runsHash,
  type Place,
} from "./url-state.ts";

installTheme();
installIcons();

@customElement("lacuna-lab")
export class LacunaLab extends OwnTaskElement {
  static override styles = [baseStyles, lazyPartStyles, labStyles];

  @state() private _place: Place = readPlace(location.hash);
  @state() private _dataPanel: "never opened" | "open" | "closed" = "never opened";
  @state() private _dropping: "nothing" | "files" = "nothing";

  readonly #pages = new LazyParts(this, PAGES);
  readonly #lab = new LabController(this);
  readonly #bench = new BenchController(this);
  readonly #sweeps = new SweepRunner(this.#lab, () => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.replaceChildren(); // what `index.html` says while the code is on its way
    window.addEventListener("hashchange", this._onHashChange);
    window.addEventListener("dragover", this._onDragOver);
    window.addEventListener("dragleave", this._onDragLeave);
    window.addEventListener("drop", this._onDrop);
    this.#enter(readPlace(location.hash));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this._onHashChange);
    window.removeEventListener("dragover", this._onDragOver);
    window.removeEventListener("dragleave", this._onDragLeave);
    window.removeEventListener("drop", this._onDrop);
  }

  override render(): TemplateResult {
    return html`
      <lab-places here=${this.#here} running=${this.#lab.running?.config.experiment ?? ""}></lab-places>
      <main
        @draft-changed=${this._onDraftChanged}
        @launch-requested=${this._onLaunch}
        @stop-requested=${this._onStop}
        @drive-run=${this._onDrive}
        @parameter-file=${this._onParameterFile}
        @sweep-action=${this._onSweepAction}
        @run-resume=${this._onRunResume}
      >
        ${this.#renderPlace()}
      </main>
      <footer>
        ${this._dataPanel === "never opened" ? nothing : this.#pages.show("data-panel", () => this.#renderDataPanel())}
        <site-notice ?busy=${this.#lab.running !== null || this.#bench.running}></site-notice>
        ${this.#lab.store.fault === null ? nothing : html`<p class="warning" role="alert">${this.#lab.store.fault}</p>`}
        <status-bar
          .sweep=${this.#goingSweep}
          .engine=${this.#lab.engine.state}
          .data=${this.#lab.data.state}
          .running=${this.#lab.running}
          ?measuring=${this.#bench.running}
          @data-panel-requested=${this._onDataPanel}
        ></status-bar>
      </footer>
      ${this._dropping === "files" ? html`<div class="drop">${this.#dropWords()}</div>` : nothing}
    `;
  }

  #renderPlace(): TemplateResult {
    const place = this._place;
    switch (place.kind) {
      case "home":
        return html`
          ${place.warnings.map((warning) => html`<p class="warning" role="status">${warning}</p>`)}
          <home-page ?busy=${this.#lab.running !== null || this.#bench.running}></home-page>
        `;
      case "bench":
        return this.#pages.show(
          place.kind,
          () =>
            html`<bench-page
              .choice=${place.choice}
              .warnings=${place.warnings}
              .offers=${this.#bench.offers}
              .report=${this.#bench.report}
              .comparison=${this.#bench.comparison}
              activity=${this.#benchActivity()}
              @bench-choice=${this._onBenchChoice}
              @files-chosen=${this._onBenchFile}
            ></bench-page>`,
        );
      case "playground":
        return this.#pages.show(
          place.kind,
          () =>
            html`<playground-page
              .link=${this.#bench.running ? null : this.#lab.playground}
              .choice=${place.choice}
              .warnings=${place.warnings}
              ?real=${this.#lab.data.state.kind === "ready"}
              blocked=${this.#playgroundBlock()}
              @playground-choice=${this._onPlaygroundChoice}
            ></playground-page>`,
        );
      case "runs":
        return this.#pages.show(
          place.kind,
          () =>
            html`<runs-page
              .desk=${this.#lab.store}
              .list=${this.#lab.store.runs}
              .sweeps=${this.#lab.store.sweeps}
              .fault=${this.#lab.store.fault}
              .view=${place.view}
              .resumePoint=${this.#lab.resumePoint}
              ?busy=${this.#isBusy}
              .warnings=${place.warnings}
              @runs-view=${this._onRunsView}
            ></runs-page>`,
        );
      case "run":
        return this.#pages.show(
          place.kind,
          () =>
            html`<run-page
              .desk=${this.#lab.store}
              .fault=${this.#lab.store.fault}
              .runId=${place.runId}
              .resumePoint=${this.#lab.resumePoint}
              ?busy=${this.#isBusy}
              .live=${this.#lab.running?.runId === place.runId ? this.#lab.running : null}
              .timeLeftMs=${this.#lab.timeLeftMs}
              .drive=${this.#lab.drive.drive}
            ></run-page>`,
        );
      case "compare":
        return this.#pages.show(
          place.kind,
          () =>
            html`<compare-page
              .desk=${this.#lab.store}
              .list=${this.#lab.store.runs}
              .fault=${this.#lab.store.fault}
              .comparison=${place.comparison}
              .warnings=${place.warnings}
              @comparison=${this._onComparison}
            ></compare-page>`,
        );
      case "experiment":
        return this.#pages.show(
          place.kind,
          () =>
            html`<experiment-page
              .spec=${place.spec}
              .draft=${place.draft}
              .warnings=${place.warnings}
              .record=${this.#lab.recordOf(place.spec.name)}
              .timeLeftMs=${this.#lab.timeLeftMs}
              .drive=${this.#lab.drive.drive}
              .files=${this.#lab.files.names}
              .former=${this.#former}
              activity=${this.#activityOf(place.spec.name)}
            ></experiment-page>`,
        );
      case "sweeps":
        return this.#pages.show(place.kind, () => html`<sweeps-page .sweeps=${this.#lab.store.sweeps}></sweeps-page>`);
      case "sweep":
        return this.#pages.show(place.kind, () => this.#renderSweep(place.sweepId));
      default:
        place satisfies never;
        return html``;
    }
  }

  get #goingSweep(): StatusBar["sweep"] {
    const sweepId = this.#sweeps.going?.sweepId;
    const entry = this.#lab.store.sweeps?.find(({ sweep }) => sweep.sweepId === sweepId);
    return entry === undefined || sweepId === undefined ? null : { sweepId, queued: countStates(entry.trials).queued };
  }

  #renderSweep(sweepId: string): TemplateResult {
    const { sweeps, runs } = this.#lab.store;
    const entry = sweeps?.find(({ sweep }) => sweep.sweepId === sweepId);
    return html`<sweep-page
      .entry=${sweeps === null ? undefined : (entry ?? null)}
      .runs=${runs?.runs ?? []}
      .going=${this.#sweeps.going}
      .remark=${this.#sweeps.remark}
      .live=${this.#lab.running}
      .former=${this.#former}
      .readPoints=${this.#readPoints}
    ></sweep-page>`;
  }

  readonly #readPoints = async (runId: string): Promise<readonly CurvePoint[]> => {
    return (await this.#lab.store.use((store) => store.points(runId))) ?? [];
  };

  /** What runs took on this machine. */
  get #former(): readonly FormerTiming[] {
    return (this.#lab.store.runs?.runs ?? []).flatMap(({ status, config, manifest }) => {
      return status === "done" && manifest !== null
        ? [{ config, wallMs: manifest.wallMs, phasesMs: manifest.phasesMs }]
        : [];
    });
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

  get #here(): string {
    const { kind } = this._place;
    if (kind === "run" || kind === "compare") return "runs";
    return kind === "experiment" ? this._place.spec.name : kind;
  }

  /** Why the playground has to wait; "" where it need not. */
  #playgroundBlock(): string {
    if (this.#bench.running) return "The benchmark has the machine to itself; the playground opens when it ends.";
    if (this.#lab.running !== null) return "A run has the engine to itself; the playground opens when it ends.";
    return this.#lab.engine.state.kind === "failed" ? this.#lab.engine.state.message : "";
  }

  #dropWords(): string {
    const place = this._place;
    if (place.kind === "playground") return "Drop a picture of a digit, or the four IDX files";
    if (place.kind === "bench") return "Drop a bench.csv to compare with it";
    if (place.kind === "runs") return "Drop a zip of runs to import it";
    const [own] = place.kind === "experiment" ? fileParameters(place.spec) : [];
    if (own === undefined) return "Drop the four IDX files to use them";
    return `Drop a ${own.parameter.suffix} file for ${own.parameter.label}, or the four IDX files`;
  }

  #benchActivity(): RunActivity {
    if (this.#bench.stopping) return "stopping";
    if (this.#bench.running) return "running";
    return this.#lab.running === null ? "idle" : "busy-elsewhere";
  }

  #activityOf(experiment: string): RunActivity {
    const { running } = this.#lab;
    if (this.#bench.running) return "bench-runs";
    // Between two trials of a sweep nothing runs for a moment.
    if (running === null) return this.#sweeps.going === null ? "idle" : "busy-elsewhere";
    if (running.config.experiment !== experiment) return "busy-elsewhere";
    return this.#lab.stopping ? "stopping" : "running";
  }

  #enter(place: Place): void {
    this._place = place;
    document.title = `Lacuna: ${titleOf(place)}`;
    if (place.kind === "bench") void this.#bench.askEngines();
    // The first screen shows nothing that is kept, and need not wait for the database.
    else if (place.kind !== "home") void this.#lab.store.open();
    // On the first screen nobody has asked for an engine yet, and starting one would delay what is read there.
    if (place.kind === "home") void whenIdle().then(() => this.#chooseEngine());
    else this.#chooseEngine();
  }

  #chooseEngine(): void {
    const place = this._place;
    // A benchmark has the machine to itself.
    if (!this.#bench.running) void this.#lab.chooseEngine(place.kind === "experiment" ? place.draft.engine : "auto");
  }

  private _onHashChange = (): void => this.#enter(readPlace(location.hash));

  /** Typing replaces the address; choosing another preset is a step that Back undoes. */
  private _onDraftChanged({ draft }: DraftChangedEvent): void {
    const place = this._place;
    if (place.kind !== "experiment") return;
    const hash = experimentHash(place.spec, draft);
    if (draft.preset === place.draft.preset) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
    this.#enter({ ...place, draft, warnings: [] });
  }

  private _onBenchChoice({ choice }: BenchChoiceEvent): void {
    history.replaceState(null, "", benchHash(choice));
    this.#enter({ kind: "bench", choice, warnings: [] });
  }

  /** Another digit is a step that Back undoes; tools and strokes are not. */
  private _onPlaygroundChoice({ choice }: PlaygroundChoiceEvent): void {
    const place = this._place;
    if (place.kind !== "playground") return;
    const isStep = choice.digit !== place.choice.digit || choice.index !== place.choice.index;
    if (isStep) history.pushState(null, "", playgroundHash(choice));
    else history.replaceState(null, "", playgroundHash(choice));
    this.#enter({ kind: "playground", choice, warnings: [] });
  }

  private _onRunsView({ view }: RunsViewEvent): void {
    history.replaceState(null, "", runsHash(view));
    this.#enter({ kind: "runs", view, warnings: [] });
  }

  private _onComparison({ comparison }: ComparisonEvent): void {
    history.replaceState(null, "", compareHash(comparison));
    this.#enter({ kind: "compare", comparison, warnings: [] });
  }

  private _onBenchFile(event: FilesChosenEvent): void {
    event.stopPropagation();
    void this.#bench.compareWith(event.files[0] ?? null);
  }

  private _onLaunch(): void {
    if (this._place.kind === "bench") return void this.#bench.launch(this._place.choice);
    if (this.#bench.running) return;
    if (this._place.kind === "home") {
      const spec = FIRST_EXPERIMENT;
      const draft = presetDraft(spec, spec.defaultPreset);
      history.pushState(null, "", experimentHash(spec, draft));
      this.#enter({ kind: "experiment", spec, draft, warnings: [] });
    }
    if (this._place.kind !== "experiment") return;
    const { config, sweep } = readDraft(this._place.spec, this._place.draft, this.#lab.files.names);
    if (config !== null) void this.#lab.launch(config);
    else if (sweep !== null) void this.#launchSweep(sweep);
  }

  async #launchSweep(sweep: Sweep): Promise<void> {
    if (this.#sweeps.going !== null) return;
    const sweepId = await this.#sweeps.launch(sweep);
    if (sweepId !== null) location.hash = `#/sweep/${sweepId}`;
  }

  private _onSweepAction({ action }: SweepActionEvent): void {
    switch (action.kind) {
      case "resume":
      case "retry-failed":
        return void this.#sweeps.resume(action.sweepId, action.kind);
      case "pause":
        return void this.#sweeps.pause();
      case "stop-after-this":
        return void this.#sweeps.stopAfterThis();
      case "delete":
      case "restore": {
        const at = action.kind === "delete" ? new Date() : null;
        return void this.#lab.store.use((store) => store.removeSweep(action.sweepId, at));
      }
      case "open": {
        const spec = findExperiment(action.sweep.experiment);
        location.hash = experimentHash(spec, draftOfSweep(spec, action.sweep));
        return;
      }
      default:
        action satisfies never;
    }
  }

  /** One run at a time, whoever asks for it. */
  get #isBusy(): boolean {
    return this.#lab.running !== null || this.#bench.running || this.#sweeps.going !== null;
  }

  private _onRunResume({ config, hash }: RunResumeEvent): void {
    if (this.#isBusy) return;
    void this.#lab.launch(config, null, "resume");
    location.hash = hash;
  }

  private _onStop(): void {
    if (this._place.kind === "bench") this.#bench.stop();
    else if (this.#sweeps.going !== null) void this.#sweeps.pause();
    else void this.#lab.stop();
  }

  private _onDrive({ action }: DriveEvent): void {
    void this.#lab.drive.act(action);
  }

  private _onDataPanel(): void {
    this._dataPanel = "open";
  }

  private _onDataPanelHidden(): void {
    this._dataPanel = "closed";
  }

  private _onFilesChosen({ files }: FilesChosenEvent): void {
    this._dataPanel = "open";
    void this.#lab.data.useFiles(files);
  }

  /** The draft takes the name once the bytes are here, so that its field never says that they are not. */
  private async _onParameterFile({ parameter, file }: ParameterFileEvent): Promise<void> {
    await this.#lab.files.take(file);
    const place = this._place;
    if (place.kind !== "experiment" || !Object.hasOwn(place.spec.parameters, parameter)) return;
    const texts = { ...place.draft.texts, [parameter]: file.name };
    this._onDraftChanged(new DraftChangedEvent({ ...place.draft, texts }));
  }

  private _onDataAction({ action }: DataActionEvent): void {
    switch (action) {
      case "download":
        return void this.#lab.data.download();
      case "cancel-download":
        return void this.#lab.data.cancelDownload();
      case "forget-files":
        return void this.#lab.data.forgetFiles();
      default:
        action satisfies never;
    }
  }

  private _onDragOver = (event: DragEvent): void => {
    if (!(event.dataTransfer?.types.includes("Files") ?? false)) return;
    event.preventDefault();
    this._dropping = "files";
  };

  private _onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this._dropping = "nothing";
  };

  private _onDrop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this._dropping = "nothing";
    if (this._place.kind === "bench") return void this.#bench.compareWith(files[0] ?? null);
    if (this._place.kind === "runs") return void this.renderRoot.querySelector("runs-page")?.importFiles(files);
    const [file] = files as [File];
    const playground = this.renderRoot.querySelector("playground-page");
    if (playground !== null && file.type.startsWith("image/")) return void playground.takePicture(file);
    const own = this._place.kind === "experiment" ? fileParameters(this._place.spec) : [];
    const taker = own.find(({ parameter }) => file.name.toLowerCase().endsWith(parameter.suffix));
    if (taker === undefined) this._onFilesChosen(new FilesChosenEvent(files));
    else void this._onParameterFile(new ParameterFileEvent(taker.name, file));
  };
}

function fileParameters(spec: ExperimentSpec): { readonly name: string; readonly parameter: FileParameter }[] {
  return Object.entries(spec.parameters).flatMap(([name, parameter]) =>
    parameter.kind === "file" ? [{ name, parameter }] : [],
  );
}

function titleOf(place: Place): string {
  switch (place.kind) {
    case "home":
      return "restoring damaged digits, measured on one yardstick";
    case "sweeps":
      return "sweeps";
    case "sweep":
      return "a sweep";
    case "bench":
      return "how fast this browser trains";
    case "playground":
      return "playground";
    case "runs":
      return "runs";
    case "run":
      return `run ${place.runId}`;
    case "compare":
      return "runs compared";
    case "experiment":
      return place.spec.title;
    default:
      place satisfies never;
      return "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lacuna-lab": LacunaLab;
  }
}
