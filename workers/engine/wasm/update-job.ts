/** One optimiser step on the lab's own module, by addresses of `count` floats each; see `assembly/updates.ts`. */
import type { KernelModule } from "./kernel-module.ts";

export type UpdateRuleName = "adam" | "momentum" | "rmsProp" | "adadelta";

export interface UpdateJob {
  readonly rule: UpdateRuleName;
  readonly value: number;
  /** Where the new values go. */
  readonly result: number;
  readonly gradient: number;
  readonly first: number;
  /** 0 where the rule keeps one state. */
  readonly second: number;
  readonly count: number;
  /** At most 8, in the order in which the rule reads them. */
  readonly numbers: readonly number[];
}

export function runUpdate(kernels: KernelModule, { rule, count, numbers, ...at }: UpdateJob): void {
  const words = [at.value, at.result, at.gradient, at.first, at.second, count];
  kernels.run(rule, { words, floats: numbers }, kernels.threadsFor("numbers", count));
}
