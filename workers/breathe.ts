/**
 * A pause that lets messages in. Not a timer, which browsers stretch to a second in hidden tabs, and not an animation
 * frame, which never comes there: a message to oneself, which is delivered at once wherever the tab is.
 */
export class Breath {
  readonly #channel = new MessageChannel();
  #wake: (() => void) | null = null;

  constructor() {
    this.#channel.port1.onmessage = () => {
      const wake = this.#wake;
      this.#wake = null;
      wake?.();
    };
  }

  /** Resolves after other waiting messages have been handled. One at a time. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#channel.port2.postMessage(null);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}
