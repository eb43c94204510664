/**
 * The source's quality bands. It states one rule and prints labels that follow another; both are kept apart, so that a
 * table can show the stated reading and mark where the printed one contradicts it.
 */

export type Quality = "good" | "acceptable" | "poor";

/** Upper ends of the stated bands (MSE over all pixels): "Good < .02, Acceptable < .04, Poor > .04". */
export const STATED_THRESHOLDS = { good: 0.02, acceptable: 0.04 } as const;

/** The band of an MSE by the stated rule. */
export function statedQuality(mse: number): Quality {
  if (mse < STATED_THRESHOLDS.good) return "good";
  return mse < STATED_THRESHOLDS.acceptable ? "acceptable" : "poor";
}

/** Whether a printed label ("Very Poor" counts as poor) is not what the stated rule gives for the printed figure. */
export function contradictsStatedRule(mse: number, printed: string): boolean {
  const label = printed.toLowerCase();
  return statedQuality(mse) !== (label === "very poor" ? "poor" : label);
}
