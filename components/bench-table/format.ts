/** A benchmark's figures as text, with as many digits as their spread supports. */

/** What stands where nothing is known. */
export const NOTHING = "–";

/** Tenths of a millisecond, hundredths where a step takes less than ten, none above a second. */
export function formatTime(ms: number): string {
  return ms.toLocaleString("en", digits(ms < 10 ? 2 : ms < 1000 ? 1 : 0)).replaceAll(",", " ");
}

/** How many times: 12.3, 1.71, 0.052. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null) return NOTHING;
  return ratio.toLocaleString("en", digits(ratio >= 10 ? 1 : ratio >= 0.1 ? 2 : 3));
}

export function formatMebibytes(bytes: number | null): string {
  return bytes === null ? NOTHING : (bytes / 2 ** 20).toFixed(0);
}

export function formatLoss(loss: number | null): string {
  return loss === null ? NOTHING : loss.toFixed(5);
}

function digits(count: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: count, maximumFractionDigits: count };
}
