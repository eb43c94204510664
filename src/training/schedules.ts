/** Learning rates that change while a network learns, as functions of the step; the optimisers take them in place of a number. */

/** The learning rate of a step, counted from 1. */
export type Schedule = (step: number) => number;

export interface WarmUpThenCosine {
  /** The highest learning rate, reached at the end of the warm-up. */
  readonly peak: number;
  /** Of the whole training, the warm-up included. */
  readonly steps: number;
  /** 0 for none. */
  readonly warmUpSteps: number;
  /** The last learning rate as a share of the highest, 0..1. */
  readonly lastShare: number;
}

/**
 * Rises evenly, then falls along half a cosine (Loshchilov and Hutter, 2017, without restarts). Steps after the last keep
 * the last learning rate.
 *
 * @throws RangeError when the warm-up is not shorter than the training
 */
export function warmUpThenCosine({ peak, steps, warmUpSteps, lastShare }: WarmUpThenCosine): Schedule {
  if (!(warmUpSteps >= 0 && warmUpSteps < steps)) {
    throw new RangeError(
      `Cannot plan the learning rate: the warm-up must be shorter than the training of ${steps} steps, got ${warmUpSteps}`,
    );
  }
  return (step) => {
    if (step <= warmUpSteps) return (peak * step) / warmUpSteps;
    const travelled = Math.min(1, (step - warmUpSteps) / (steps - warmUpSteps));
    return peak * (lastShare + ((1 - lastShare) * (1 + Math.cos(Math.PI * travelled))) / 2);
  };
}
