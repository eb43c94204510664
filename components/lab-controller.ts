/**
 * The page's only way to the worker: what goes on there, as plain state for its host to render. Each part of that state is
 * kept by a desk of its own; here they are tied to one worker, one run at a time and one host, which hears of changes at
 * most once per animation frame. Nothing here computes a result.
 */
import { proxy, type Remote } from "comlink";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { findExperiment } from "../src/catalog.ts";
import type { EngineChoice, LabApi, ResumePoint, RunConfig, RunEvent, RunStart } from "../src/protocol.ts";
import { runIdentity } from "../src/results/run-identity.ts";
import { isRunning, type RunRecord } from "../src/results/run-record.ts";
import { DataDesk } from "./lab-controller/data-desk.ts";
import { DriveDesk } from "./lab-controller/drive-desk.ts";
import { EngineDesk } from "./lab-controller/engine-desk.ts";
import { FileDesk } from "./lab-controller/file-desk.ts";
import { FrameTimer } from "./lab-controller/frame-timer.ts";
import { GoingRun, type Membership } from "./lab-controller/going-run.ts";
import { sentenceOf } from "./lab-controller/sentence-of.ts";
import { Standstill } from "./lab-controller/standstill.ts";
import { StoreDesk } from "./lab-controller/store-desk.ts";
import { WorkerLink, type PlaygroundLink } from "./lab-controller/worker-link.ts";
import { whenIdle } from "./when-idle.ts";
import type { StoredRun } from "../store/stored-run.ts";
import { withTrainingLock } from "../store/training-lock.ts";

export class LabController implements ReactiveController {
  /** Between asking for a stop and its coming about. */
  stopping = false;
  /** Which engine runs, or why none does. */
  readonly engine: EngineDesk;
  /** What is known of real digits, and what is being done to get them. */
  readonly data: DataDesk;
  /** What was chosen for file parameters. */
  readonly files: FileDesk;
  /** What is kept of all runs and sweeps. */
  readonly store: StoreDesk;
  /** Whether the run that goes on is paused, and how to move it. */
  readonly drive: DriveDesk;

  readonly #host: ReactiveControllerHost;
  readonly #frame = new FrameTimer(() => this.#flush());
  readonly #standstill = new Standstill((sentence) => this.#onStandstill(sentence));
  readonly #worker = new WorkerLink((message) => this.#onWorkerDeath(message));
  /** The newest run of each experiment, by name. */
  readonly #runs = new Map<string, GoingRun>();
  /** The newest of all; null once its worker has died or the page was left. */
  #current: GoingRun | null = null;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    const api = (): Remote<LabApi> => this.#worker.api();
    const changed = (): void => this.#frame.request();
    this.engine = new EngineDesk(api, changed);
    this.data = new DataDesk(api, changed);
    this.files = new FileDesk(changed);
    this.store = new StoreDesk(changed);
    this.drive = new DriveDesk(api, changed, () => this.#current?.forgetPace());
    host.addController(this);
  }

  hostConnected(): void {
    void whenIdle().then(() => {
      if (this.#isConnected) void this.data.refresh();
    });
    this.#isConnected = true;
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#abandon("The page was closed while the run went on. What was measured before is kept.");
    this.engine.forget();
    this.#frame.cancel();
    this.#worker.discard();
    this.store.close();
  }

  /** The newest run of an experiment on this page, or null before the first. */
  recordOf(experiment: string): RunRecord | null {
    return this.#runs.get(experiment)?.record ?? null;
  }

  /** The run that goes on now, whatever page is shown. */
  get running(): RunRecord | null {
    const record = this.#current?.record ?? null;
    return isRunning(record) ? record : null;
  }

  /** Milliseconds left in the present phase of the run, null while nobody can tell. */
  get timeLeftMs(): number | null {
    return this.#current?.timeLeftMs ?? null;
  }

  /** The playground's side of the worker, once an engine is there and no run has it; another after the worker has died. */
  get playground(): PlaygroundLink | null {
    return this.engine.state.kind === "ready" && this.running === null ? this.#worker.playground() : null;
  }

  /** Asks the worker to choose and start an engine, except while a run has one. */
  async chooseEngine(choice: EngineChoice): Promise<void> {
    if (this.running === null) await this.engine.choose(choice);
  }

  /**
   * Starts a run and resolves with its record when it is over and kept. Null at once while one goes on.
   *
   * @param membership - where it is a trial of a sweep
   * @param start - "resume" takes up what an interrupted run of the same configuration had learnt
   */
  async launch(
    config: RunConfig,
    membership: Membership | null = null,
    start: RunStart = "anew",
  ): Promise<RunRecord | null> {
    if (this.running !== null) return null;
    const run = new GoingRun(config, membership);
    this.#current = run;
    this.#runs.set(config.experiment, run);
    this.stopping = false;
    this.drive.reset();
    this.#frame.request();
    const perform = (): Promise<void> => this.#perform(run, config, start);
    const outcome = await (membership === null ? withTrainingLock(perform) : perform());
    if (outcome === "taken" && this.#current === run) {
      this.#fail(run, "Another tab of the lab is training. It can be watched under Runs; one tab trains at a time.");
    }
    return run.record;
  }

  async #perform(run: GoingRun, config: RunConfig, start: RunStart): Promise<void> {
    const sweepId = run.membership?.sweepId ?? null;
    const identity = runIdentity(config, this.data.datasetOf(config.values["data"]));
    run.keeper = await this.store.keeper(findExperiment(config.experiment), { identity, sweepId });
    const listen = proxy((event: RunEvent) => {
      if (this.#current !== run) return;
      run.hear(event);
      this.#frame.request();
    });
    const machine = `${navigator.hardwareConcurrency} logical cores`;
    this.#standstill.start();
    try {
      await this.files.give(config, this.#worker.api());
      await Promise.race([this.#worker.api().run(config, { from: "page", machine }, listen, start), run.abandoned]);
      if (this.#current === run) this.#flush(); // every event has been delivered by now
    } catch (error) {
      if (this.#current === run) this.#fail(run, sentenceOf(error));
    }
    if (this.running === null || this.#current === run) this.#standstill.stop();
    if (this.#current === run && this.running !== null) {
      this.#fail(run, "The run ended without saying how. What was measured is kept; press Launch to run again.");
    }
    await this.#keepEnd(run);
    if (this.#current !== run) return;
    this.stopping = false;
    void this.data.refresh();
    this.#frame.request();
  }

  /** The last word on a run goes into the store, with its trial's state where it has one. */
  async #keepEnd({ keeper, membership, record }: GoingRun): Promise<void> {
    const { trial = null, status = null } = membership?.settle(record) ?? {};
    if (keeper !== null) await this.store.keepEnd(keeper, record, trial, status);
  }

  /** Where a run that was left would go on; null where it would begin anew, or where nobody can say. */
  readonly resumePoint = async ({ config, dataset }: StoredRun): Promise<ResumePoint | null> => {
    return await this.#worker
      .api()
      .resumePoint(config, dataset)
      .catch(() => null);
  };

  /** Asks the run to stop; what it measured stays. */
  async stop(): Promise<void> {
    const run = this.#current;
    if (run === null || this.stopping) return;
    this.stopping = true;
    this.#frame.request();
    try {
      await this.#worker.api().stop();
    } catch (error) {
      if (this.#current === run) this.#fail(run, sentenceOf(error));
    }
    this.stopping = false;
    this.#frame.request();
  }

  /** A dead worker answers nothing, so whoever waits for it is told here. */
  #onWorkerDeath(message: string): void {
    // The run first, and for good: each of its events, some still on their way, brings back the engine that is gone.
    this.#abandon(message);
    this.engine.lose(message);
    this.data.onWorkerDeath(message);
    this.stopping = false;
    this.#frame.request();
  }

  /** Gives up the run that goes on, if one does, whose worker is no more; nothing that it says is heard from here on. */
  #abandon(message: string): void {
    const run = this.#current;
    if (run === null) return;
    if (this.running !== null) this.#fail(run, message);
    run.abandon();
    this.#current = null;
  }

  #onStandstill(text: string): void {
    const run = this.#current;
    if (run === null || this.running === null) return;
    run.forgetPace();
    run.hear({ kind: "notice", text });
    this.#frame.request();
  }

  #fail(run: GoingRun, message: string): void {
    run.hear({ kind: "failed", message, manifest: null });
    this.#flush();
  }

  /** Folds what has arrived since the last frame into the record and renders the host. */
  #flush(): void {
    const run = this.#current;
    if (run?.fold(this.drive.drive.kind === "going" ? performance.now() : null) === true) {
      const { engine } = run.record;
      if (engine !== null) this.engine.found(engine);
      if (!isRunning(run.record)) this.drive.reset();
    }
    this.#host.requestUpdate();
  }
}
