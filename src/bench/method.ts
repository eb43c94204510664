/** The method in words, from the numbers of the plan, so that what is printed is what is done. */
import type { Plan } from "./plan.ts";
import { LOSS_AFTER_STEPS, REFERENCE_ENGINE } from "./protocol.ts";
import { AGREEMENT } from "./results.ts";
import { SETTLED_BELOW_GAIN } from "./statistics.ts";

export interface MethodRule {
  readonly term: string;
  readonly text: string;
}

export function methodRules({ steps, measuringMs, fewestSteps, turnSteps, turnMs, warmUp, slow }: Plan): MethodRule[] {
  return [
    {
      term: "A step",
      text:
        "is one update of a network by Adam, or one reading of it. It starts with the call and ends when its loss has " +
        "been read, so that the device has done the work and not merely been told of it.",
    },
    {
      term: "The first step",
      text: "is reported apart: it compiles shaders and allocates, which happens once.",
    },
    {
      term: "Warm-up",
      text:
        `goes on in blocks of ${warmUp.blockSteps} steps until one is less than ${percent(SETTLED_BELOW_GAIN)} faster than ` +
        `the one before, for at most ${warmUp.steps} steps or ${seconds(warmUp.ms)}.`,
    },
    {
      term: "Engines take turns",
      text:
        `of ${turnSteps} steps or about ${seconds(turnMs)}, so that whatever else this machine does falls on all of ` +
        `them. ${steps} steps are measured for each; fewer, but at least ${fewestSteps}, where they take more than ` +
        `${seconds(measuringMs)}; and always enough to know the loss after ${LOSS_AFTER_STEPS} updates.`,
    },
    {
      term: "A slow engine",
      text:
        `for which ${LOSS_AFTER_STEPS} updates would take more than ${seconds(slow.lossMs)} is measured by at least ` +
        `${slow.fewestSteps} steps, by ${slow.fewestLongSteps} where one takes longer than ${seconds(slow.longStepMs)}, and by one beyond ${seconds(slow.endlessStepMs)}, ` +
        "and its loss is left out.",
    },
    {
      term: "The median",
      text: "(p50) is what counts; p10 and p90 show the spread. A mean would follow one interrupted step.",
    },
    {
      term: "The same numbers",
      text:
        "go into every engine: weights and batches come from one seed. Losses that differ by more than " +
        `${percent(AGREEMENT)} from ${REFERENCE_ENGINE} are told: a fast engine that computes something else is not fast.`,
    },
    {
      term: "Hidden is void",
      text: "because browsers slow hidden pages down: keep this page in sight, and leave the machine to it.",
    },
  ];
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function percent(share: number): string {
  return `${100 * share} %`;
}
