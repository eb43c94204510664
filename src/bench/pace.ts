/**
 * How much of an engine is measured, by how long its steps take: a slow one shall not keep the others waiting for ever.
 * Counting only; it measures nothing and asks nobody.
 */
import { formatDuration } from "../results/time-left.ts";
import { LOSS_AFTER_STEPS } from "./protocol.ts";
import type { Plan } from "./plan.ts";
import { median } from "./statistics.ts";

export interface Pace {
  /** Whether it goes on until the loss after 50 updates is known. */
  readonly knowsLoss: boolean;
  /** Fewer make no median. */
  readonly fewestSteps: number;
}

/** @param stepMs - what one step takes, as far as is known */
export function paceOf(stepMs: number, { fewestSteps, slow }: Plan): Pace {
  if (stepMs * LOSS_AFTER_STEPS <= slow.lossMs) return { knowsLoss: true, fewestSteps };
  if (stepMs > slow.endlessStepMs) return { knowsLoss: false, fewestSteps: 1 };
  return { knowsLoss: false, fewestSteps: stepMs > slow.longStepMs ? slow.fewestLongSteps : slow.fewestSteps };
}

/** Steps that an engine has taken after its first. */
export interface Taken {
  readonly warmUpSteps: number;
  /** Measured ones, and how long they took. */
  readonly steps: number;
  readonly spentMs: number;
}

/**
 * Steps still to be measured: `plan.steps`, or as many as fit in `plan.measuringMs` but never fewer than the pace asks
 * for, and always enough to know the loss after 50 updates, where that is waited for.
 *
 * @param usualMs - what a step usually takes; 0 where it is not known yet
 */
export function stepsAhead({ warmUpSteps, steps, spentMs }: Taken, usualMs: number, pace: Pace, plan: Plan): number {
  const inTime = usualMs > 0 ? Math.ceil(Math.max(0, plan.measuringMs - spentMs) / usualMs) : Infinity;
  const forMedian = Math.min(plan.steps - steps, Math.max(pace.fewestSteps - steps, inTime));
  // The loss of a step is that of the weights before it: after 50 updates it is the 51st step's.
  const forLoss = pace.knowsLoss ? LOSS_AFTER_STEPS + 1 - (1 + warmUpSteps + steps) : 0;
  return Math.max(0, forMedian, forLoss);
}

/** Tells a reader why the loss is missing. */
export function slownessNotice(engine: string, workload: string, stepMs: readonly number[]): string {
  const ms = median(stepMs);
  return (
    `${engine} on ${workload} is slow: ${stepMs.length} steps of about ${(ms / 1000).toPrecision(2)} s were measured, and its ` +
    `loss after ${LOSS_AFTER_STEPS} updates is not known, because they would take ${formatDuration(ms * LOSS_AFTER_STEPS)}.`
  );
}
