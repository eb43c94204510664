/** Which engine runs, or why none does: what was asked for last, and what the worker made of it. */
import type { EngineChoice, EngineDescription } from "../../src/protocol.ts";
import { sentenceOf } from "./sentence-of.ts";

export type EngineState =
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly engine: EngineDescription }
  | { readonly kind: "failed"; readonly message: string };

/** What of the worker's `LabApi` this needs. */
export interface EngineApi {
  engine(choice: EngineChoice): Promise<EngineDescription>;
}

export class EngineDesk {
  state: EngineState = { kind: "starting" };

  readonly #api: () => EngineApi;
  readonly #changed: () => void;
  #choice: EngineChoice | null = null;

  /** @param changed - called after each change that an answer of the worker brings */
  constructor(api: () => EngineApi, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  /** Asks the worker to choose and start an engine, unless that is what was asked last; the answer to the latest wins. */
  async choose(choice: EngineChoice): Promise<void> {
    if (this.#choice === choice) return;
    this.#choice = choice;
    this.state = { kind: "starting" };
    this.#changed();
    let state: EngineState;
    try {
      state = { kind: "ready", engine: await this.#api().engine(choice) };
    } catch (error) {
      state = { kind: "failed", message: sentenceOf(error) };
    }
    if (this.#choice !== choice) return;
    this.state = state;
    this.#changed();
  }

  /** A run says what it runs on. */
  found(engine: EngineDescription): void {
    this.state = { kind: "ready", engine };
  }

  /** The worker is gone, and its engine with it. */
  lose(message: string): void {
    this.forget();
    this.state = { kind: "failed", message };
  }

  /** Whatever is chosen next is asked for anew. */
  forget(): void {
    this.#choice = null;
  }
}
