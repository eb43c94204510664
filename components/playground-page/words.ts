/** How the playground says numbers and verdicts, on cards and to screen readers alike. */
import { BLANK, isWhole, missingPercent, type PadPicture } from "../../src/playground/pad.ts";
import type { CastMember, Filling, Origin, Verdict } from "../../src/playground/protocol.ts";
import type { ShownFilling } from "./desk.ts";

/** How many restorers a screen reader is told of after each stroke, best first. */
const TOLD = 4;

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

/** A data set's name without the version, which only a manifest needs. */
export function digitsText(name: string): string {
  return name.replace(/, version.*/, "");
}

/** "Came with the lab, learnt from MNIST". */
export function originText({ training, learntFrom }: Origin): string {
  const way = { shipped: "Came with the lab", full: "Trained here in full", quick: "Trained here in a hurry" }[
    training
  ];
  return learntFrom === null ? way : `${way}, learnt from ${digitsText(learntFrom)}`;
}

/** "linear fill: hole MSE 0.0210, reads 7". */
function fillingSentence(label: string, { mseHole, mseAll, verdict }: Filling): string {
  const error = mseHole === null ? `MSE ${errorText(mseAll)}` : `hole MSE ${errorText(mseHole)}`;
  return `${label}: ${error}${verdict === null ? "" : `, reads ${verdict.digit}`}`;
}

/**
 * After a stroke: the best few of those shown, in words.
 * @returns null until everyone who follows the pen has answered, and where nobody does
 */
export function outcomeText(
  shown: readonly CastMember[],
  fillingOf: (name: string) => ShownFilling | null,
): string | null {
  const current = shown.flatMap(({ name, label, readiness }) => {
    const filling = fillingOf(name);
    return filling === null || readiness.kind !== "live" ? [] : [{ label, ...filling }];
  });
  if (current.length === 0 || current.some(({ isCurrent }) => !isCurrent)) return null;
  current.sort((one, other) => (one.filling.mseHole ?? 0) - (other.filling.mseHole ?? 0));
  const sentences = current.slice(0, TOLD).map(({ label, filling }) => fillingSentence(label, filling));
  return `${sentences.join(". ")}.`;
}

/**
 * What is on the pad, for those who cannot see it.
 * @param label - null for a visitor's own picture
 */
export function padText(picture: PadPicture, label: number | null): string {
  if (picture === BLANK) return "Drawing pad, blank";
  const what = label === null ? "your own picture" : `a ${label}`;
  const hole = isWhole(picture) ? "nothing is missing" : `${Math.round(missingPercent(picture))} % is missing`;
  return `Drawing pad with ${what}, ${hole}`;
}
