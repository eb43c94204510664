/**
 * Time left in a phase of a run, from how fast it has been going lately. It forgets the slow first step (compiling,
 * warming up) and says nothing before it has something to go by.
 */
export class TimeLeft {
  #phase = "";
  #samples: { atMs: number; done: number }[] = [];

  /** How much of the recent past counts. */
  static readonly WINDOW_MS = 20_000;

  /**
   * @param nowMs - on a clock that only rises
   * @returns milliseconds left in this phase, or null while it cannot be told
   */
  update(nowMs: number, phase: string, done: number, total: number): number | null {
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#samples = [];
    }
    this.#samples.push({ atMs: nowMs, done });
    while (this.#samples.length > 2 && nowMs - (this.#samples[0]?.atMs ?? nowMs) > TimeLeft.WINDOW_MS) {
      this.#samples.shift();
    }
    const first = this.#samples[0];
    if (first === undefined || done <= first.done || nowMs - first.atMs < 500) return null;
    return ((nowMs - first.atMs) / (done - first.done)) * Math.max(0, total - done);
  }
}

/** "38 s", "4 min 10 s", "1 h 5 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
