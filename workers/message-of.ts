/** What went wrong, in words that a run may tell: a cancelled download is said to be one. */
export function messageOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "AbortError") return "The download was cancelled.";
  return error instanceof Error ? error.message : String(error);
}
