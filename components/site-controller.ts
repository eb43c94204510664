/**
 * The page's side of the service worker: starts it, loads the page again once where that gives it threads, and tells when
 * a newer build waits. A page that was not built, as in development, has no service worker and hears of nothing.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export type SiteNews = "none" | "new-version" | "threads";

/** Set while a page reloads for threads, so that one that gets none does not reload for ever. */
const RELOADED_KEY = "lacuna-reloaded-for-threads";

export class SiteController implements ReactiveController {
  readonly #tell: (news: SiteNews) => void;
  #registration: ServiceWorkerRegistration | null = null;
  #touched = false;

  /** @param tell - hears of each news */
  constructor(host: ReactiveControllerHost, tell: (news: SiteNews) => void) {
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, this.#onTouch);
    document.addEventListener("visibilitychange", this.#onVisible);
    if (this.#registration === null && ownVersion() !== null && "serviceWorker" in navigator) {
      // Storage may be forbidden; the lab then runs as it always does, from the network.
      void this.#start().catch(console.warn);
    }
  }

  hostDisconnected(): void {
    for (const type of ["pointerdown", "keydown"]) window.removeEventListener(type, this.#onTouch);
    document.removeEventListener("visibilitychange", this.#onVisible);
  }

  /** Loads the page anew, with the newest build where one waits. */
  reload(): void {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ kind: "take-over" });
  }

  async #start(): Promise<void> {
    // Beside the page, whose folder is then its scope; never from the HTTP cache, where an old one could live on.
    const registration = await navigator.serviceWorker.register("./sw.js", { updateViaCache: "none" });
    this.#registration = registration;
    registration.addEventListener("updatefound", () => void this.#onUpdate(registration.installing));
    await this.#lookAtWaiting();
    const { active } = await navigator.serviceWorker.ready;
    if (crossOriginIsolated) sessionStorage.removeItem(RELOADED_KEY);
    else if (this.#reloadsForThreads()) return;
    active?.postMessage({ kind: "fill" });
  }

  /** @returns whether the page is going */
  #reloadsForThreads(): boolean {
    if (sessionStorage.getItem(RELOADED_KEY) !== null) return false;
    if (this.#touched) {
      this.#tell("threads");
      return false;
    }
    sessionStorage.setItem(RELOADED_KEY, "yes");
    location.reload();
    return true;
  }

  #onUpdate(installing: ServiceWorker | null): void {
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") void this.#lookAtWaiting();
    });
  }

  /** A worker that waits with the very build that this page is of needs no reload: it may take over. */
  async #lookAtWaiting(): Promise<void> {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null || this.#registration?.active === null) return;
    if ((await versionOf(waiting)) === ownVersion()) waiting.postMessage({ kind: "take-over" });
    else this.#tell("new-version");
  }

  #onTouch = (): void => {
    this.#touched = true;
  };

  /** A tab that stays open for days asks for news whenever someone comes back to it. */
  #onVisible = (): void => {
    if (document.visibilityState === "visible") void this.#registration?.update().catch(() => undefined);
  };
}

/** The build that this page is of; null for one that was not built. */
function ownVersion(): string | null {
  return document.querySelector<HTMLMetaElement>("meta[name=lacuna-build]")?.content ?? null;
}

function versionOf(worker: ServiceWorker): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage({ kind: "version" }, [port2]);
  });
}
