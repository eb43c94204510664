/**
 * The training worker from its start to its death: started when something is first asked of it, called through Comlink,
 * given up when it no longer answers, and started anew by whoever asks next. What its death means for others is theirs to
 * know; they are told.
 */
import { releaseProxy, wrap, type Remote } from "comlink";
import type { PlaygroundApi } from "../../src/playground/protocol.ts";
import type { LabApi } from "../../src/protocol.ts";
import { watchLife } from "./worker-life.ts";

/** How long a worker that reported an error may take to answer; one training step can take seconds. */
const SILENCE_MS = 10_000;

/** A box around what answers to every name, so that no template takes it for one of its own. */
export interface PlaygroundLink {
  readonly api: Remote<PlaygroundApi>;
}

interface Link {
  readonly worker: Worker;
  readonly lab: Remote<LabApi>;
  readonly playground: PlaygroundLink;
  readonly unwatchLife: () => void;
}

export class WorkerLink {
  readonly #died: (message: string) => void;
  #link: Link | null = null;

  /** @param died - told in a sentence when the worker is gone for good; nothing that was asked of it will be answered */
  constructor(died: (message: string) => void) {
    this.#died = died;
  }

  /** The worker's methods; starts it where there is none. */
  api(): Remote<LabApi> {
    return this.#open().lab;
  }

  /** Its methods for the playground; the same box for as long as the same worker lives. */
  playground(): PlaygroundLink {
    return this.#open().playground;
  }

  /** Ends the worker, if there is one. */
  discard(): void {
    const link = this.#link;
    this.#link = null;
    link?.unwatchLife();
    link?.lab[releaseProxy]();
    link?.worker.terminate();
  }

  #open(): Link {
    this.#link ??= this.#start();
    return this.#link;
  }

  #start(): Link {
    const worker = new Worker(new URL("../../workers/lab.worker.ts", import.meta.url), { type: "module" });
    const lab = wrap<LabApi>(worker);
    worker.addEventListener("error", (event) => void this.#onError(worker, lab, event));
    const unwatchLife = watchLife(lab, () => this.#die(worker, "it ended without a word, as when memory runs out"));
    // Comlink reaches the methods of a property by their path, which its types know of proxies only.
    const playground = { api: lab.playground as unknown as Remote<PlaygroundApi> };
    return { worker, lab, playground, unwatchLife };
  }

  /** An uncaught error, also of a helper thread, need not be the end: the worker is given up when it no longer answers. */
  async #onError(worker: Worker, lab: Remote<LabApi>, event: ErrorEvent | Event): Promise<void> {
    const silence = new Promise<"silent">((resolve) => setTimeout(() => resolve("silent"), SILENCE_MS));
    // A script that could not be loaded comes as a plain event and will never answer.
    const answer = event instanceof ErrorEvent ? await Promise.race([lab.dataStatus(), silence]) : "silent";
    const reason = event instanceof ErrorEvent ? event.message : "its script could not be loaded";
    if (answer === "silent") this.#die(worker, reason);
  }

  #die(worker: Worker, reason: string): void {
    if (this.#link?.worker !== worker) return; // it was given up before
    this.discard();
    const why = reason === "" ? "" : ` (${reason})`;
    this.#died(
      `The training worker stopped working${why}. What was measured is kept; press Launch or Resume to start it again.`,
    );
  }
}
