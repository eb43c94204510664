/**
 * Every trial of a sweep, one after the other, in one browser and one worker. What comes next and what falls behind is
 * decided in `src/sweep`; here it is carried out and kept on disk, so that the same command goes on where it ended.
 */
import { findExperiment } from "../../src/catalog.ts";
import { datasetKey } from "../../src/data/dataset.ts";
import { EMBEDDED_DIGITS_NAME } from "../../src/data/embedded-name.ts";
import { ParameterError, type ParameterValue } from "../../src/experiments/parameters.ts";
import { metricsOf } from "../../src/results/metrics.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import {
  fallsBehind,
  FaultStreak,
  isComparable,
  targetReached,
  trialStateOf,
  untoldMetric,
} from "../../src/sweep/course.ts";
import type { Readings } from "../../src/sweep/early-stop.ts";
import { estimateAll, type Estimate } from "../../src/sweep/estimate.ts";
import { afterAction, countStates, isOver, nextTrial } from "../../src/sweep/progress.ts";
import type { Sweep } from "../../src/sweep/sweep.ts";
import { trialsOf, type Trials } from "../../src/sweep/trials.ts";
import { openHeadlessLab, type HeadlessLab } from "./headless-lab.ts";
import { findIdxFiles } from "./idx-folder.ts";
import { measure, type RunResult } from "./measure.ts";
import { prepareFolder } from "./outputs.ts";
import { findSweptFiles } from "./parameter-files.ts";
import type { ProgressReport } from "./progress.ts";
import { SweepFolder, type KeptTrial } from "./sweep-folder.ts";
import { SweepProgress } from "./sweep-progress.ts";

export interface SweepAssignment {
  readonly sweep: Sweep;
  readonly dataFolder: string | null;
  readonly outFolder: string;
  readonly shelfFolder: string;
  readonly retryFailed: boolean;
}

/** What `--json` prints. */
export interface SweepResult {
  /** "failed" when a trial did, or when the sweep gave up. */
  readonly outcome: RunResult["outcome"];
  readonly experiment: string;
  readonly trials: readonly KeptTrial[];
  /** Trials that an earlier start of the same sweep had brought to their end. */
  readonly skipped: number;
  /** Why it ended before its last trial; null where it did not, or was stopped. */
  readonly remark: string | null;
  readonly files: readonly string[];
  readonly wallMs: number;
}

/**
 * Runs the trials that are not over.
 *
 * @param stop - aborted when it shall stop; the trial that goes on then is resumed by the next start
 * @throws what makes all trials impossible: UsageError, ParameterError, OutFolderError, DataFolderError, HeadlessError
 */
export async function runSweep(
  { sweep: asked, dataFolder, outFolder, shelfFolder, retryFailed }: SweepAssignment,
  progress: ProgressReport,
  stop: AbortSignal,
): Promise<SweepResult> {
  const startedMs = performance.now();
  const digits = dataFolder === null ? [] : findIdxFiles(dataFolder);
  const { sweep, files } = findSweptFiles(asked);
  prepareFolder(outFolder);
  const browser = new OneBrowser(() => {
    progress.say("Starting the browser …");
    return openHeadlessLab({ digits, files, shelfFolder });
  });
  try {
    const { trials, warnings } = await plan(sweep, browser);
    for (const warning of warnings) progress.say(`Note: ${warning}`);
    const course = new Course(sweep, new SweepFolder(outFolder), browser, new SweepProgress(progress));
    const skipped = course.takeUp(trials, retryFailed);
    const remark = await course.run(stop);
    return {
      outcome: outcomeOf(course.trials, stop),
      experiment: sweep.experiment,
      trials: course.trials,
      skipped,
      remark,
      files: course.files,
      wallMs: Math.round(performance.now() - startedMs),
    };
  } finally {
    await browser.close();
  }
}

/** The trials by what they are, their digits included: real ones have to be at hand before they can be named. */
async function plan(sweep: Sweep, browser: OneBrowser): Promise<Trials> {
  const embedded = trialsOf(sweep, () => EMBEDDED_DIGITS_NAME);
  if (embedded.trials.length === 0) {
    throw new ParameterError(
      `Cannot sweep: no combination of its values goes together. ${embedded.warnings.join(" ")}`,
    );
  }
  if (!embedded.trials.some(({ config }) => config.values["data"] === "real")) return embedded;
  const real = await (await browser.lab()).realDigits();
  const realKey = real === null ? EMBEDDED_DIGITS_NAME : datasetKey(real);
  const keyOf = (source: ParameterValue | undefined): string => (source === "real" ? realKey : EMBEDDED_DIGITS_NAME);
  return trialsOf(sweep, keyOf);
}

class Course {
  readonly #sweep: Sweep;
  readonly #folder: SweepFolder;
  readonly #browser: OneBrowser;
  readonly #progress: SweepProgress;
  /** Each as it is now, in the sweep's order. */
  trials: KeptTrial[] = [];
  /** Paths of the tables. */
  files: readonly string[] = [];

  constructor(sweep: Sweep, folder: SweepFolder, browser: OneBrowser, progress: SweepProgress) {
    this.#sweep = sweep;
    this.#folder = folder;
    this.#browser = browser;
    this.#progress = progress;
  }

  /** Takes up the trials as an earlier start left them. @returns how many are over and stay so */
  takeUp(trials: Trials["trials"], retryFailed: boolean): number {
    const kept = trials.map((trial) => this.#folder.read(trial));
    const resumed = afterAction(kept, "resume") as KeptTrial[];
    this.trials = retryFailed ? (afterAction(resumed, "retry-failed") as KeptTrial[]) : resumed;
    this.#writeTables();
    return this.trials.filter(({ state }) => isOver(state)).length;
  }

  /** @returns why it ended before the last trial, or null */
  async run(stop: AbortSignal): Promise<string | null> {
    const faults = new FaultStreak();
    while (!stop.aborted) {
      const trial = nextTrial(this.trials) as KeptTrial | null;
      if (trial === null) return null;
      const reached = this.#targetReached();
      if (reached !== null) return reached;
      const ended = await this.#runTrial(trial, stop);
      this.#keep(ended);
      this.#writeTables();
      this.#sayUntoldMetric();
      if (ended.state === "failed" || ended.state === "interrupted") {
        this.#progress.say(`Trial ${this.#numberOf(trial)} ${ended.state}: ${ended.error ?? ""}`);
      }
      // Whatever broke, the next trial gets a page that has not.
      if (ended.state === "interrupted") await this.#browser.close();
      const stuck = faults.after(ended.state);
      if (stuck !== null) return stuck;
    }
    return null;
  }

  async #runTrial(trial: KeptTrial, stop: AbortSignal): Promise<KeptTrial> {
    const others = this.#readings();
    const started: KeptTrial = { ...trial, state: "running", attempts: trial.attempts + 1, error: null };
    this.#keep(started);
    this.#progress.begin(trial, this.#numberOf(trial), this.trials.length, this.#timeLeft(trial));
    const outFolder = this.#folder.folderOf(trial);
    let isEndedEarly = false;
    const onRecord = ({ points }: RunRecord, end: () => void): void => {
      if (isEndedEarly || !fallsBehind(this.#sweep, points, others)) return;
      isEndedEarly = true;
      end();
    };
    const { result, record } = await measure(
      { config: trial.config, outFolder, start: trial.attempts > 0 ? "resume" : "anew", onRecord },
      () => this.#browser.lab(),
      this.#progress,
      stop,
    );
    const state = result.outcome === "stopped" && !isEndedEarly ? "stopped" : trialStateOf(record, isEndedEarly);
    const metrics = metricsOf(findExperiment(trial.config.experiment), record.rows, record.points);
    const phasesMs = record.manifest?.phasesMs ?? {};
    const run = metrics.length === 0 ? trial.run : { metrics, wallMs: result.wallMs, phasesMs };
    return { ...started, state, runId: record.runId, error: result.error ?? null, run };
  }

  #keep(trial: KeptTrial): void {
    this.#folder.write(trial);
    this.trials = this.trials.map((each) => (each.id === trial.id ? trial : each));
  }

  #writeTables(): void {
    this.files = this.#folder.writeTables(this.#sweep, this.trials);
  }

  /** Once, when the first trial is done: early enough to stop a sweep that compares nothing. */
  #sayUntoldMetric(): void {
    const done = this.trials.flatMap(({ state, run }) => (state === "done" && run !== null ? [run.metrics] : []));
    const untold = done.length === 1 ? untoldMetric(this.#sweep, done) : null;
    if (untold !== null) this.#progress.say(`Note: ${untold}`);
  }

  #numberOf({ id }: KeptTrial): number {
    return this.trials.findIndex((each) => each.id === id) + 1;
  }

  /** Of the trials that are over, for early ending. */
  #readings(): Readings[] {
    const { metric, earlyTermination } = this.#sweep;
    if (metric === null || earlyTermination === null) return [];
    return this.trials.filter(isComparable).map((trial) => this.#folder.curve(trial, metric.name));
  }

  #targetReached(): string | null {
    for (const { state, run } of this.trials) {
      const reached = state === "done" && run !== null ? targetReached(this.#sweep, run.metrics) : null;
      if (reached !== null) return reached;
    }
    return null;
  }

  /** For this trial and those that wait, by what the others took. */
  #timeLeft({ id }: KeptTrial): Estimate | null {
    const waiting = this.trials.filter((trial) => trial.id === id || trial.state === "queued");
    const former = this.trials.flatMap(({ config, state, run }) =>
      state === "done" && run !== null ? [{ config, wallMs: run.wallMs, phasesMs: run.phasesMs }] : [],
    );
    return estimateAll(
      findExperiment(this.#sweep.experiment),
      waiting.map(({ config }) => config),
      former,
    );
  }
}

/** One headless lab for as long as it works: opened when first asked for, and again after it was closed. */
class OneBrowser {
  readonly #open: () => Promise<HeadlessLab>;
  #lab: Promise<HeadlessLab> | null = null;

  constructor(open: () => Promise<HeadlessLab>) {
    this.#open = open;
  }

  lab(): Promise<HeadlessLab> {
    return (this.#lab ??= this.#open());
  }

  async close(): Promise<void> {
    const lab = await this.#lab?.catch(() => null); // one that did not open was told where it was asked for
    this.#lab = null;
    await lab?.close();
  }
}

function outcomeOf(trials: readonly KeptTrial[], stop: AbortSignal): SweepResult["outcome"] {
  const { failed, interrupted, queued, stopped } = countStates(trials);
  if (stop.aborted && queued + stopped > 0) return "stopped";
  return failed + interrupted > 0 ? "failed" : "done";
}
