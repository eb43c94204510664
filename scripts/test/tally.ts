/** How many tests passed and failed, and what to say about the failures: the common ground of both runners. */

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0 };
}

export function sum(tallies: readonly Tally[]): Tally {
  const total = emptyTally();
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** One line per file: "✓ test/src/random.test.ts  12 passed, 1.3 s". */
export function fileLine(file: string, { passed, failed, skipped }: Tally, wallMs: number): string {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return `${failed > 0 ? "✗" : "✓"} ${file}  ${parts.join(", ")}, ${(wallMs / 1000).toFixed(1)} s`;
}

/** A failure under its file's line: the test's full name, then its message, indented. */
export function failureText(test: string, message: string): string {
  return `    ✗ ${test}\n${message.trimEnd().replace(/^/gm, "        ")}`;
}

/** Past the console, which web-test-runner takes over and clutters with control codes. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
