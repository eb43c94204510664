/** One callback per animation frame however often it is asked for; in a hidden tab, which has no frames, four a second. */
export class FrameTimer {
  static readonly HIDDEN_MS = 250;

  readonly #callback: () => void;
  #frame = 0;
  #timeout: ReturnType<typeof setTimeout> | undefined;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  /** Calls back soon, once. */
  request(): void {
    if (this.#timeout !== undefined) return;
    this.#frame = requestAnimationFrame(() => this.#fire());
    this.#timeout = setTimeout(() => this.#fire(), FrameTimer.HIDDEN_MS);
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }

  #fire(): void {
    this.cancel();
    this.#callback();
  }
}
