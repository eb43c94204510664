/** Readings as rows: one for all digits, one for each, with the digit it is most often taken for. */
import type { Row } from "../../results/table.ts";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
  readonly trainedOn: string;
  readonly testedOn: string;
}

/** @param labels - what the images show @param read - what they were taken for; both 0..9 */
export function confusionRows(context: RowContext, labels: Uint8Array, read: Uint8Array): Row[] {
  const all = [...labels.keys()];
  const rows = [accuracyRow(context, "all", all, labels, read)];
  for (let digit = 0; digit <= 9; digit++) {
    const images = all.filter((image) => labels[image] === digit);
    if (images.length > 0) rows.push(accuracyRow(context, String(digit), images, labels, read));
  }
  return rows;
}

function accuracyRow(
  { preset, seed, trainedOn, testedOn }: RowContext,
  digit: string,
  images: readonly number[],
  labels: Uint8Array,
  read: Uint8Array,
): Row {
  const wrong = images.filter((image) => labels[image] !== read[image]);
  const count = images.length;
  const share = 1 - wrong.length / count;
  return {
    experiment: "embedded-digits",
    preset,
    seed,
    trained_on: trainedOn,
    tested_on: testedOn,
    digit,
    accuracy_percent: 100 * share,
    accuracy_percent_ci95: 100 * 1.96 * Math.sqrt((share * (1 - share)) / count), // binomial, normal approximation
    most_confused_with: digit === "all" ? null : mostFrequent(wrong.map((image) => read[image] as number)),
    n_images: count,
  };
}

function mostFrequent(digits: readonly number[]): string | null {
  const counts = new Map<number, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top === undefined ? null : `${top[0]} (${top[1]}×)`;
}
