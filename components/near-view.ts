/** Whether a part of an element has come near the window, so that what it costs is spent only for those who look. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How far below the window a part counts as near. */
const MARGIN = "200px";

export class NearView implements ReactiveController {
  /** Once true it stays so. */
  reached = false;
  readonly #host: ReactiveControllerHost & Element;
  readonly #selector: string;
  #observer: IntersectionObserver | null = null;

  /** @param selector - of the part, in the host's shadow root */
  constructor(host: ReactiveControllerHost & Element, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostUpdated(): void {
    const part = this.#host.shadowRoot?.querySelector(this.#selector);
    if (this.reached || this.#observer !== null || part === null || part === undefined) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.reached = true;
        this.hostDisconnected();
        this.#host.requestUpdate();
      },
      { rootMargin: MARGIN },
    );
    this.#observer.observe(part);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}
