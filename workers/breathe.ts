/**
 * A pause that lets messages in. Not a timer, which browsers stretch to a second in hidden tabs, and not an animation
 * frame, which never comes there: a message to oneself, which is delivered at once wherever the tab is.
 */
export class Breath {
  readonly #channel = new MessageChannel();
  /** Those who take one now, in order: a message for each. */
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  /** Resolves after other waiting messages have been handled. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}
