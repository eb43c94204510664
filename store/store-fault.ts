/** What went wrong with the browser's storage, in words that say what is safe and what to do. */

/** The message may be shown as it is. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  /** Whether making room would help. */
  readonly isFull: boolean;

  constructor(message: string, isFull = false) {
    super(message);
    this.isFull = isFull;
  }
}

/** Any rejection of the database as a `StoreFault`. */
export function storeFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const name = rootName(error);
  if (name === "QuotaExceededError") {
    return new StoreFault(
      "Cannot keep this run: the browser's storage is full. What was kept before is safe, and the run stays on this page " +
        "until it is closed; delete old runs or export this one.",
      true,
    );
  }
  if (["SecurityError", "MissingAPIError", "InvalidStateError", "OpenFailedError", "UnknownError"].includes(name)) {
    return new StoreFault(
      "Cannot keep runs: the browser does not give this page its storage (a private window or a setting). Runs stay on " +
        "this page until it is closed; export what should last.",
    );
  }
  if (name === "VersionError") {
    return new StoreFault(
      "Cannot open the store: a newer version of the lab has written it. Reload to get that version; nothing is lost.",
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return new StoreFault(`Cannot use the store: ${message}`);
}

/** Dexie wraps the browser's own error. */
function rootName(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { inner, name, failures } = error as { inner?: unknown; name?: unknown; failures?: unknown };
  const innerName = inner === undefined || inner === null ? "" : rootName(inner);
  const first = Array.isArray(failures) ? rootName(failures[0]) : "";
  return innerName || first || (typeof name === "string" ? name : "");
}
