/**
 * Notices that this tab stood still while a run went on: browsers freeze tabs that nobody looks at, and machines sleep. Timers of
 * a hidden tab are a minute late at worst, so that a longer silence was no timer's.
 */
import { formatDuration } from "../../src/results/time-left.ts";

const BEAT_MS = 15_000;
const LONGEST_DELAY_MS = 120_000;

export class Standstill {
  readonly #onWake: (sentence: string) => void;
  readonly #nowMs: () => number;
  #lastMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /**
   * @param onWake - told what has happened, in a sentence
   * @param nowMs - of a clock that goes on while the machine sleeps
   */
  constructor(onWake: (sentence: string) => void, nowMs: () => number = () => Date.now()) {
    this.#onWake = onWake;
    this.#nowMs = nowMs;
  }

  start(): void {
    this.stop();
    this.#lastMs = this.#nowMs();
    this.#timer = setInterval(this.#beat, BEAT_MS);
    // Where the browser says that it lets the tab go on, there is no need to wait for the next beat.
    document.addEventListener("resume", this.#beat);
  }

  stop(): void {
    clearInterval(this.#timer);
    document.removeEventListener("resume", this.#beat);
  }

  readonly #beat = (): void => {
    const nowMs = this.#nowMs();
    const silentMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (silentMs <= LONGEST_DELAY_MS) return;
    this.#onWake(
      `This tab stood still for about ${formatDuration(silentMs)}: the browser had paused it, or the machine slept. ` +
        "Times of that while mean nothing; keep the tab in sight to have them right.",
    );
  };
}
