/** Tells its host whether the window is narrow, where what lies beside each other must come one after the other. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Also written in the elements' own media queries, which cannot read it. */
const NARROW = "(max-width: 899px)";

export class WindowWidth implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query = matchMedia(NARROW);
  readonly #onChange = (): void => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isNarrow(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener("change", this.#onChange);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener("change", this.#onChange);
  }
}
