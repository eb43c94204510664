/**
 * The page's only way to the worker: starts it, calls it through Comlink, and keeps what it says as plain state for its
 * host to render. The host hears of changes at most once per animation frame. Nothing here computes a result.
 */
import { proxy, releaseProxy, wrap, type Remote } from "comlink";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { findExperiment } from "../src/catalog.ts";
import { datasetKey } from "../src/data/dataset.ts";
import { EMBEDDED_DIGITS_NAME } from "../src/data/embedded-name.ts";
import { MNIST_KEY } from "../src/data/known-sets.ts";
import type { ParameterValue } from "../src/experiments/parameters.ts";
import type {
  EngineChoice,
  EngineDescription,
  LabApi,
  ResumePoint,
  RunConfig,
  RunEvent,
  RunStart,
} from "../src/protocol.ts";
import { runIdentity } from "../src/results/run-identity.ts";
import { isRunning, newRecord, recordEvent, type RunRecord } from "../src/results/run-record.ts";
import type { PlaygroundApi } from "../src/playground/protocol.ts";
import { TimeLeft } from "../src/results/time-left.ts";
import { DataDesk } from "./lab-controller/data-desk.ts";
import { DriveDesk } from "./lab-controller/drive-desk.ts";
import { FileDesk } from "./lab-controller/file-desk.ts";
import { FrameTimer } from "./lab-controller/frame-timer.ts";
import { mergePoints } from "./lab-controller/merge-points.ts";
import { sentenceOf } from "./lab-controller/sentence-of.ts";
import { StoreDesk } from "./lab-controller/store-desk.ts";
import { watchLife } from "./lab-controller/worker-life.ts";
import { whenIdle } from "./when-idle.ts";
import type { StoredTrial } from "../store/lab-store.ts";
import type { RunKeeper } from "../store/run-keeper.ts";
import type { StoredRun, StoredStatus } from "../store/stored-run.ts";
import { withTrainingLock } from "../store/training-lock.ts";

/** How long a worker that reported an error may take to answer; one training step can take seconds. */
const SILENCE_MS = 10_000;

export type EngineState =
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly engine: EngineDescription }
  | { readonly kind: "failed"; readonly message: string };

/** What a run is part of, for whoever runs many and holds the training lock for all of them. */
export interface Membership {
  readonly sweepId: string;
  /** After each change of the run's record. */
  onRecord(record: RunRecord): void;
  /** What the store is to say of the run that has just ended, and of its trial. */
  settle(record: RunRecord): { readonly trial: StoredTrial; readonly status: StoredStatus | null };
}

/** A box around what answers to every name, so that no template takes it for one of its own. */
export interface PlaygroundLink {
  readonly api: Remote<PlaygroundApi>;
}

/** A run that the page asked for; a younger one makes it stale, and a stale one is no longer listened to. */
interface CurrentRun {
  readonly experiment: string;
  readonly membership: Membership | null;
  /** Writes it into the store; null where nothing can be kept. */
  keeper: RunKeeper | null;
  events: RunEvent[];
  /** Resolves when its worker is gone, which will then never answer. */
  readonly abandoned: Promise<void>;
  readonly abandon: () => void;
}

export class LabController implements ReactiveController {
  /** Which engine runs, or why none does. */
  engine: EngineState = { kind: "starting" };
  /** Milliseconds left in the present phase of the run, null while nobody can tell. */
  timeLeftMs: number | null = null;
  /** Between asking for a stop and its coming about. */
  stopping = false;
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
  /** The newest run of each experiment, by name. */
  readonly #records = new Map<string, RunRecord>();
  #worker: Worker | null = null;
  #lab: Remote<LabApi> | null = null;
  #unwatchLife: () => void = () => undefined;
  #playground: PlaygroundLink | null = null;
  #current: CurrentRun | null = null;
  #timeLeft = new TimeLeft();
  #engineChoice: EngineChoice | null = null;
  #isConnected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.data = new DataDesk(
      () => this.#api(),
      () => this.#frame.request(),
    );
    this.files = new FileDesk(() => this.#frame.request());
    this.store = new StoreDesk(() => this.#frame.request());
    this.drive = new DriveDesk(
      () => this.#api(),
      () => this.#frame.request(),
      // What was measured before the pause says nothing about the pace, because the clock did not stand.
      () => (this.#timeLeft = new TimeLeft()),
    );
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
    if (this.#current !== null && this.running !== null) {
      this.#fail(this.#current, "The page was closed while the run went on. What was measured before is kept.");
    }
    this.#engineChoice = null;
    this.#frame.cancel();
    this.#discardWorker();
    this.store.close();
    this.#current = null;
  }

  /** The key of the digits that a data parameter's value leads to, as far as the page can tell before a run. */
  datasetOf = (source: ParameterValue | undefined): string => {
    if (source !== "real") return EMBEDDED_DIGITS_NAME;
    return this.data.state.kind === "ready" ? datasetKey(this.data.state.identity) : MNIST_KEY;
  };

  /** The newest run of an experiment on this page, or null before the first. */
  recordOf(experiment: string): RunRecord | null {
    return this.#records.get(experiment) ?? null;
  }

  /** The run that goes on now, whatever page is shown. */
  get running(): RunRecord | null {
    const record = this.#current === null ? null : this.recordOf(this.#current.experiment);
    return isRunning(record) ? record : null;
  }

  /** The playground's side of the worker, once an engine is there and no run has it; another after the worker has died. */
  get playground(): PlaygroundLink | null {
    if (this.engine.kind !== "ready" || this.running !== null) return null;
    // Comlink reaches the methods of a property by their path, which its types know of proxies only.
    this.#playground ??= { api: this.#api().playground as unknown as Remote<PlaygroundApi> };
    return this.#playground;
  }

  /** Asks the worker to choose and start an engine; the answer to the latest choice wins. Waits for a run to end. */
  async chooseEngine(choice: EngineChoice): Promise<void> {
    if (this.running !== null || this.#engineChoice === choice) return;
    this.#engineChoice = choice;
    this.engine = { kind: "starting" };
    this.#frame.request();
    let state: EngineState;
    try {
      state = { kind: "ready", engine: await this.#api().engine(choice) };
    } catch (error) {
      state = { kind: "failed", message: sentenceOf(error) };
    }
    if (this.#engineChoice !== choice) return;
    this.engine = state;
    this.#frame.request();
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
    let abandon: () => void = () => undefined;
    const abandoned = new Promise<void>((resolve) => (abandon = resolve));
    const run: CurrentRun = { experiment: config.experiment, membership, keeper: null, events: [], abandoned, abandon };
    this.#current = run;
    this.#timeLeft = new TimeLeft();
    this.timeLeftMs = null;
    this.stopping = false;
    this.drive.reset();
    this.#records.set(config.experiment, newRecord(config));
    this.#frame.request();
    const perform = (): Promise<void> => this.#perform(run, config, start);
    const outcome = await (membership === null ? withTrainingLock(perform) : perform());
    if (outcome === "taken" && this.#current === run) {
      this.#fail(run, "Another tab of the lab is training. It can be watched under Runs; one tab trains at a time.");
    }
    return this.recordOf(config.experiment);
  }

  async #perform(run: CurrentRun, config: RunConfig, start: RunStart): Promise<void> {
    const sweepId = run.membership?.sweepId ?? null;
    const identity = runIdentity(config, this.datasetOf(config.values["data"]));
    run.keeper = await this.store.keeper(findExperiment(config.experiment), { identity, sweepId });
    const listen = proxy((event: RunEvent) => {
      if (this.#current !== run) return;
      run.events.push(event);
      this.#frame.request();
    });
    const machine = `${navigator.hardwareConcurrency} logical cores`;
    try {
      await this.files.give(config, this.#api());
      await Promise.race([this.#api().run(config, { from: "page", machine }, listen, start), run.abandoned]);
      if (this.#current === run) this.#flush(); // every event has been delivered by now
    } catch (error) {
      if (this.#current === run) this.#fail(run, sentenceOf(error));
    }
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
  async #keepEnd(run: CurrentRun): Promise<void> {
    const record = this.recordOf(run.experiment);
    if (record === null) return;
    const { trial = null, status = null } = run.membership?.settle(record) ?? {};
    if (run.keeper !== null) await this.store.keepEnd(run.keeper, record, trial, status);
  }

  /** Where a run that was left would go on; null where it would begin anew, or where nobody can say. */
  readonly resumePoint = async ({ config, dataset }: StoredRun): Promise<ResumePoint | null> => {
    return await this.#api()
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
      await this.#api().stop();
    } catch (error) {
      if (this.#current === run) this.#fail(run, sentenceOf(error));
    }
    this.stopping = false;
    this.#frame.request();
  }

  /** The worker, started when first needed and anew after it has died. */
  #api(): Remote<LabApi> {
    if (this.#lab !== null) return this.#lab;
    const worker = new Worker(new URL("../workers/lab.worker.ts", import.meta.url), { type: "module" });
    const lab = wrap<LabApi>(worker);
    worker.addEventListener("error", (event) => void this.#onWorkerError(worker, lab, event));
    this.#worker = worker;
    this.#lab = lab;
    this.#unwatchLife = watchLife(lab, () => {
      if (this.#worker === worker) this.#onWorkerDeath("it ended without a word, as when memory runs out");
    });
    return lab;
  }

  /** An uncaught error, also of a helper thread, need not be the end: the worker is given up when it no longer answers. */
  async #onWorkerError(worker: Worker, lab: Remote<LabApi>, event: ErrorEvent | Event): Promise<void> {
    const silence = new Promise<"silent">((resolve) => setTimeout(() => resolve("silent"), SILENCE_MS));
    // A script that could not be loaded comes as a plain event and will never answer.
    const answer = event instanceof ErrorEvent ? await Promise.race([lab.dataStatus(), silence]) : "silent";
    const reason = event instanceof ErrorEvent ? event.message : "its script could not be loaded";
    if (answer === "silent" && this.#worker === worker) this.#onWorkerDeath(reason);
  }

  /** A dead worker answers nothing, so whoever waits for it is told here. */
  #onWorkerDeath(reason: string): void {
    const message = `The training worker stopped working${reason === "" ? "" : ` (${reason})`}. What was measured is kept; press Launch or Resume to start it again.`;
    this.#discardWorker();
    // The run first, and for good: each of its events, some still on their way, brings back the engine that is gone.
    if (this.#current !== null && this.running !== null) this.#fail(this.#current, message);
    this.#current = null;
    this.#engineChoice = null;
    this.engine = { kind: "failed", message };
    this.data.onWorkerDeath(message);
    this.stopping = false;
    this.#frame.request();
  }

  #fail(run: CurrentRun, message: string): void {
    run.events.push({ kind: "failed", message, manifest: null });
    this.#flush();
  }

  #discardWorker(): void {
    this.#current?.abandon();
    this.#unwatchLife();
    this.#lab?.[releaseProxy]();
    this.#worker?.terminate();
    this.#lab = null;
    this.#playground = null;
    this.#worker = null;
  }

  /** Folds what has arrived since the last frame into the record and renders the host. */
  #flush(): void {
    const run = this.#current;
    if (run !== null && run.events.length > 0) {
      const events = mergePoints(run.events);
      run.events = [];
      const before = this.recordOf(run.experiment);
      if (before !== null) this.#take(run, events.reduce(recordEvent, before));
    }
    this.#host.requestUpdate();
  }

  #take(run: CurrentRun, record: RunRecord): void {
    this.#records.set(run.experiment, record);
    run.keeper?.take(record);
    run.membership?.onRecord(record);
    if (record.engine !== null) this.engine = { kind: "ready", engine: record.engine };
    const { progress } = record;
    if (!isRunning(record)) this.drive.reset();
    this.timeLeftMs =
      progress === null || !isRunning(record) || this.drive.drive.kind !== "going"
        ? null
        : this.#timeLeft.update(performance.now(), progress.phase, progress.done, progress.total);
  }
}
