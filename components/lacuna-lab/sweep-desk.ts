/**
 * Sweeps as the lab's places see them: which one goes on, what is known of each, and what a person wants done with one.
 * Running their trials is `SweepRunner`'s.
 */
import { findExperiment } from "../../src/catalog.ts";
import { countStates } from "../../src/sweep/progress.ts";
import type { Sweep } from "../../src/sweep/sweep.ts";
import type { SweepAndTrials } from "../../store/lab-store.ts";
import type { SweepAction } from "../events.ts";
import type { LabController } from "../lab-controller.ts";
import { draftOfSweep } from "../run-configurator/sweep-draft.ts";
import type { StatusBar } from "../status-bar.ts";
import { SweepRunner, type GoingSweep } from "../sweep-runner.ts";
import { experimentHash, sweepHash } from "../url-state.ts";

export class SweepDesk {
  readonly #lab: LabController;
  readonly #runner: SweepRunner;

  /** @param changed - called after each change of `going` or `remark` */
  constructor(lab: LabController, changed: () => void) {
    this.#lab = lab;
    this.#runner = new SweepRunner(lab, changed);
  }

  /** The sweep whose trials run now, or null. */
  get going(): GoingSweep | null {
    return this.#runner.going;
  }

  /** Why the last sweep paused by itself; null where a person paused it or it came to its end. */
  get remark(): string | null {
    return this.#runner.remark;
  }

  /** The sweep that goes on and how many of its trials wait, for the status bar. */
  get queue(): StatusBar["sweep"] {
    if (this.going === null) return null;
    const { sweepId } = this.going;
    const entry = this.entry(sweepId);
    return entry == null ? null : { sweepId, queued: countStates(entry.trials).queued };
  }

  /** What is kept of a sweep; undefined until that is known, null where there is none. */
  entry(sweepId: string): SweepAndTrials | null | undefined {
    const { sweeps } = this.#lab.store;
    if (sweeps === null) return undefined;
    return sweeps.find(({ sweep }) => sweep.sweepId === sweepId) ?? null;
  }

  /** Starts a sweep and shows it, unless one goes on. */
  async launch(sweep: Sweep): Promise<void> {
    if (this.going !== null) return;
    const sweepId = await this.#runner.launch(sweep);
    if (sweepId !== null) location.hash = sweepHash(sweepId);
  }

  act(action: SweepAction): void {
    switch (action.kind) {
      case "resume":
      case "retry-failed":
        return void this.#runner.resume(action.sweepId, action.kind);
      case "pause":
        return void this.#runner.pause();
      case "stop-after-this":
        return void this.#runner.stopAfterThis();
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
}
