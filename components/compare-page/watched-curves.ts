/**
 * The curves of the runs side by side, as long as they are: read from the store, followed while the runs go on, and let go of
 * with the host. Of two sets of runs asked for the later one counts, whichever the store answers first.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { StoredCurves } from "../../store/stored-curves.ts";
import type { StoreDesk } from "../lab-controller/store-desk.ts";

export type CurvesByRun = ReadonlyMap<string, readonly StoredCurves[]>;

export class WatchedCurves implements ReactiveController {
  /** By run id. */
  curves: CurvesByRun = new Map();

  readonly #host: ReactiveControllerHost;
  readonly #desk: () => StoreDesk;
  readonly #onFault: (message: string) => void;
  #unwatch: (() => void) | null = null;
  /** Of the runs that are followed; "" for none. */
  #key = "";

  constructor(host: ReactiveControllerHost, desk: () => StoreDesk, onFault: (message: string) => void) {
    this.#host = host;
    this.#desk = desk;
    this.#onFault = onFault;
    host.addController(this);
  }

  /** The host is asked to render, and so to say again which runs it wants. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#leave("");
  }

  /** To be called whenever the host may want others; the same again changes nothing. */
  async follow(runIds: readonly string[]): Promise<void> {
    const key = runIds.join();
    if (key === this.#key) return;
    this.#leave(key);
    const store = await this.#desk().open();
    if (store === null || this.#key !== key) return;
    this.#unwatch = store.watch(
      async (each) =>
        new Map(await Promise.all(runIds.map(async (runId) => [runId, await each.curves(runId)] as const))),
      (curves) => {
        if (this.#key !== key) return;
        this.curves = curves;
        this.#host.requestUpdate();
      },
      ({ message }) => this.#onFault(message),
    );
  }

  #leave(key: string): void {
    this.#unwatch?.();
    this.#unwatch = null;
    this.#key = key;
  }
}
