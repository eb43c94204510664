/** What to show of whatever was thrown; the worker's errors are sentences already. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
