/** Files that are dragged over the window and dropped anywhere on it. Whoever hosts this decides what becomes of them. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #dropped: (files: readonly [File, ...File[]]) => void;
  #hovers = false;

  /** @param dropped - gets what was dropped, one file at least */
  constructor(host: ReactiveControllerHost, dropped: (files: readonly [File, ...File[]]) => void) {
    this.#host = host;
    this.#dropped = dropped;
    host.addController(this);
  }

  /** Whether files are held over the window. */
  get hovers(): boolean {
    return this.#hovers;
  }

  hostConnected(): void {
    window.addEventListener("dragover", this.#onDragOver);
    window.addEventListener("dragleave", this.#onDragLeave);
    window.addEventListener("drop", this.#onDrop);
  }

  hostDisconnected(): void {
    window.removeEventListener("dragover", this.#onDragOver);
    window.removeEventListener("dragleave", this.#onDragLeave);
    window.removeEventListener("drop", this.#onDrop);
  }

  #onDragOver = (event: DragEvent): void => {
    if (!(event.dataTransfer?.types.includes("Files") ?? false)) return;
    event.preventDefault();
    this.#set(true);
  };

  /** Leaving one element for the next is not leaving the window. */
  #onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#set(false);
  };

  #onDrop = (event: DragEvent): void => {
    const [first, ...others] = event.dataTransfer?.files ?? [];
    if (first === undefined) return;
    event.preventDefault();
    this.#set(false);
    this.#dropped([first, ...others]);
  };

  #set(hovers: boolean): void {
    if (this.#hovers === hovers) return;
    this.#hovers = hovers;
    this.#host.requestUpdate();
  }
}
