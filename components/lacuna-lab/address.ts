/**
 * The address bar as the lab's memory of where it is: followed when a person changes it, written when a place changes what
 * it shows. Nobody else reads or writes it on the lab's behalf.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { placeHash, readPlace, type Place } from "../url-state.ts";

export class Address implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #entered: (place: Place) => void;
  #place: Place = readPlace(location.hash);

  /** @param entered - hears of each place that is entered, also of the first and of the same place changed */
  constructor(host: ReactiveControllerHost, entered: (place: Place) => void) {
    this.#host = host;
    this.#entered = entered;
    host.addController(this);
  }

  get place(): Place {
    return this.#place;
  }

  hostConnected(): void {
    window.addEventListener("hashchange", this.#follow);
    this.#follow();
  }

  hostDisconnected(): void {
    window.removeEventListener("hashchange", this.#follow);
  }

  /** Enters a place by a step that Back undoes. */
  push(place: Place): void {
    history.pushState(null, "", placeHash(place));
    this.#enter(place);
  }

  /** Enters a place without a trace of the one before. */
  replace(place: Place): void {
    history.replaceState(null, "", placeHash(place));
    this.#enter(place);
  }

  #follow = (): void => this.#enter(readPlace(location.hash));

  #enter(place: Place): void {
    this.#place = place;
    this.#host.requestUpdate();
    this.#entered(place);
  }
}
