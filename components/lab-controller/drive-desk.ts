/** Pausing the run that goes on, and moving it by hand: what the page has asked of the worker, and how far it has come. */
import type { Pause } from "../../src/protocol.ts";
import { sentenceOf } from "./sentence-of.ts";

/** How the run stands between going and waiting. */
export type Drive =
  | { readonly kind: "going" }
  /** Asked to pause, and on its way to where it can. */
  | { readonly kind: "pausing" }
  /** `players` can be moved one by one; none where the run waits outside a training of several. */
  | { readonly kind: "paused"; readonly players: readonly string[]; readonly fault: string }
  /** Making the one update that was asked for. */
  | { readonly kind: "stepping"; readonly players: readonly string[] };

export type DriveAction =
  { readonly kind: "pause" | "continue" } | { readonly kind: "step"; readonly players: readonly string[] };

/** What of the worker's `LabApi` this needs. */
export interface DriveApi {
  pause(): Promise<Pause | null>;
  continue(): Promise<void>;
  step(players: readonly string[]): Promise<Pause | null>;
}

const GOING: Drive = { kind: "going" };

export class DriveDesk {
  drive: Drive = GOING;

  readonly #api: () => DriveApi;
  readonly #changed: () => void;
  readonly #continued: () => void;

  /**
   * @param changed - called after each change
   * @param continued - called when the run goes on after a pause
   */
  constructor(api: () => DriveApi, changed: () => void, continued: () => void) {
    this.#api = api;
    this.#changed = changed;
    this.#continued = continued;
  }

  /** Another run, or none. */
  reset(): void {
    this.drive = GOING;
  }

  async act(action: DriveAction): Promise<void> {
    switch (action.kind) {
      case "pause":
        if (this.drive.kind !== "going") return;
        return await this.#until({ kind: "pausing" }, () => this.#api().pause());
      case "step": {
        if (this.drive.kind !== "paused") return;
        const { players } = this.drive;
        return await this.#until({ kind: "stepping", players }, () => this.#api().step(action.players));
      }
      case "continue":
        if (this.drive.kind === "going") return;
        this.#become(GOING);
        this.#continued();
        return await this.#api().continue();
      default:
        action satisfies never;
    }
  }

  /** The answer counts only where nothing else was asked meanwhile. */
  async #until(meanwhile: Drive, ask: () => Promise<Pause | null>): Promise<void> {
    this.#become(meanwhile);
    let next: Drive;
    try {
      const pause = await ask();
      next = pause === null ? GOING : { kind: "paused", players: pause.players, fault: "" };
    } catch (error) {
      next = { kind: "paused", players: [], fault: sentenceOf(error) };
    }
    if (this.drive === meanwhile) this.#become(next);
  }

  #become(drive: Drive): void {
    this.drive = drive;
    this.#changed();
  }
}
