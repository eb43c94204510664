/** How the playground says numbers and verdicts, on cards and to screen readers alike. */
import type { Filling, Verdict } from "../../src/playground/protocol.ts";

/** A mean squared error. */
export function errorText(mse: number): string {
  return mse === 0 ? "0" : mse < 0.0001 ? "< 0.0001" : mse.toFixed(4);
}

export function signedText(value: number): string {
  const text = value.toFixed(2);
  return value > 0 ? `+${text}` : text.replace("-", "−");
}

/** Whether the judge reads what the picture shows; null while nobody knows what that is. */
export function agrees({ digit }: Verdict, truth: number | null): boolean | null {
  return truth === null ? null : digit === truth;
}

/** "reads 7, 93 %", and what it should have read where it does not agree. */
export function verdictText(verdict: Verdict, truth: number | null): string {
  const reading = `reads ${verdict.digit}, ${Math.round(100 * verdict.share)} %`;
  return agrees(verdict, truth) === false ? `${reading}, not ${truth}` : reading;
}

/** "linear fill: hole MSE 0.0210, reads 7". */
export function fillingSentence(label: string, { mseHole, mseAll, verdict }: Filling): string {
  const error = mseHole === null ? `MSE ${errorText(mseAll)}` : `hole MSE ${errorText(mseHole)}`;
  return `${label}: ${error}${verdict === null ? "" : `, reads ${verdict.digit}`}`;
}
