/** How long is measured: the numbers of the method, beside each result and in the words on the page. */

/** Everything a reader needs to judge the method by. */
export interface Plan {
  /** Measured steps per engine, those of the warm-up and the first not counted. */
  readonly steps: number;
  /** Fewer are measured when they take longer than this, but never fewer than `fewestSteps`. */
  readonly measuringMs: number;
  readonly fewestSteps: number;
  /** One engine's turn: this many steps, or as many as fit in `turnMs`, at least one. */
  readonly turnSteps: number;
  readonly turnMs: number;
  readonly warmUp: { readonly blockSteps: number; readonly steps: number; readonly ms: number };
  /** What is done where the loss after 50 updates would take longer than `lossMs`: it is not waited for. */
  readonly slow: {
    readonly lossMs: number;
    /** Stands in the place of the usual `fewestSteps`. */
    readonly fewestSteps: number;
    /** A step that takes longer than this is measured `fewestLongSteps` times only. */
    readonly longStepMs: number;
    readonly fewestLongSteps: number;
    /** And one that takes longer than this, once. */
    readonly endlessStepMs: number;
  };
}

export const USUAL_PLAN: Plan = {
  steps: 60,
  measuringMs: 30_000,
  fewestSteps: 10,
  turnSteps: 10,
  turnMs: 1000,
  warmUp: { blockSteps: 5, steps: 60, ms: 10_000 },
  slow: { lossMs: 120_000, fewestSteps: 5, longStepMs: 15_000, fewestLongSteps: 3, endlessStepMs: 60_000 },
};
