/**
 * One thing at a time has the machine: a run, a sweep or a benchmark. Who has it now, and what that means for whoever
 * would like to have it.
 */
import type { BenchController } from "../bench-controller.ts";
import type { LabController } from "../lab-controller.ts";
import type { EngineDesk } from "../lab-controller/engine-desk.ts";
import type { RunActivity } from "../run-configurator.ts";
import type { SweepRunner } from "../sweep-runner.ts";

/** Those who may have it. */
export interface Users {
  readonly lab: Pick<LabController, "running" | "stopping">;
  readonly bench: Pick<BenchController, "running" | "stopping">;
  readonly sweeps: Pick<SweepRunner, "going">;
}

/** Whether something runs at this moment. */
export function isComputing({ lab, bench }: Pick<Users, "lab" | "bench">): boolean {
  return lab.running !== null || bench.running;
}

/** Whether the machine is taken, also between two trials of a sweep, when nothing runs for a moment. */
export function isTaken(users: Users): boolean {
  return isComputing(users) || users.sweeps.going !== null;
}

/** What the form of an experiment, by its name, has to say instead of Launch. */
export function runActivity(experiment: string, { lab, bench, sweeps }: Users): RunActivity {
  if (bench.running) return "bench-runs";
  if (lab.running === null) return sweeps.going === null ? "idle" : "busy-elsewhere";
  if (lab.running.config.experiment !== experiment) return "busy-elsewhere";
  return lab.stopping ? "stopping" : "running";
}

/** What the form of the benchmark has to say instead of Launch. */
export function benchActivity({ lab, bench }: Pick<Users, "lab" | "bench">): RunActivity {
  if (bench.stopping) return "stopping";
  if (bench.running) return "running";
  return lab.running === null ? "idle" : "busy-elsewhere";
}

/** Why the playground has to wait; "" where it need not. */
export function playgroundBlock({ lab, bench }: Pick<Users, "lab" | "bench">, engine: EngineDesk["state"]): string {
  if (bench.running) return "The benchmark has the machine to itself; the playground opens when it ends.";
  if (lab.running !== null) return "A run has the engine to itself; the playground opens when it ends.";
  return engine.kind === "failed" ? engine.message : "";
}
