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

/** The database waits for another tab. */
export class BlockedFault extends StoreFault {
  constructor() {
    super(
      "Cannot open the store: another tab holds it open for an older version of the lab. Close the other tabs of the lab, " +
        "then reload this one; until then runs stay on this page only, and what was kept before is safe.",
    );
  }
}

/** The database does not open, and nobody says why. */
export class SilentFault extends StoreFault {
  /** @param waitedMs - how long it was waited for */
  constructor(waitedMs: number) {
    super(
      `Cannot open the store: the browser has not answered for ${Math.round(waitedMs / 1000)} s. Reload to try again; until ` +
        "then runs stay on this page only, and what was kept before is safe.",
    );
  }
}

/** Any rejection of the database as a `StoreFault`. */
export function storeFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const name = rootName(error);
  if (name === "QuotaExceededError") {
    return new StoreFault(
      "Cannot keep this run: the browser's storage is full. What was kept before is safe, and the run stays on this page " +
        "until it is closed; delete old runs and remove them for good, or export this one.",
      true,
    );
  }
  if (["SecurityError", "MissingAPIError", "InvalidStateError", "OpenFailedError", "UnknownError"].includes(name)) {
    return new StoreFault(
      "Cannot keep runs: the browser does not give this page its storage (a private window or a setting). Runs stay on " +
        "this page until it is closed; export what should last.",
    );
  }
  // A layout that lacks what this version asks for is a newer one as well.
  if (name === "VersionError" || name === "NotFoundError") {
    return new StoreFault(
      "Cannot open the store: a newer version of the lab has written it. What was kept before is safe; export what only " +
        "this page shows, then reload to get that version.",
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
