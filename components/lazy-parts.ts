/**
 * Parts of the page whose code is fetched when they are first shown, so that the first screen waits for nothing it does
 * not show. A host names its parts once, each with its `import()`; what stands in their place meanwhile, or when the code
 * cannot be had, is decided here for all of them.
 */
import { css, html, type CSSResultGroup, type ReactiveControllerHost, type TemplateResult } from "lit";
import { buttonStyles } from "./lab-styles.ts";

type PartState = "loading" | "ready" | "failed";

/** @template Name - what the host calls its parts */
export class LazyParts<Name extends string> {
  readonly #host: ReactiveControllerHost;
  readonly #loaders: Readonly<Record<Name, () => Promise<unknown>>>;
  readonly #states = new Map<Name, PartState>();
  readonly #arrivals = new Map<Name, Promise<void>>();

  constructor(host: ReactiveControllerHost, loaders: Readonly<Record<Name, () => Promise<unknown>>>) {
    this.#host = host;
    this.#loaders = loaders;
  }

  /** What `render` gives once the part's code is there; it is fetched when first asked for. */
  show(name: Name, render: () => TemplateResult): TemplateResult {
    const state = this.#states.get(name) ?? this.#load(name);
    switch (state) {
      case "loading":
        return html`<p class="lazy-part loading" role="status">Loading</p>`;
      case "ready":
        return render();
      case "failed":
        return html`<div class="lazy-part failed" role="alert">
          <span>
            This part of the lab could not be loaded: there is no connection, or a new version was published. Reload to
            try again; a run that goes on would end.
          </span>
          <button type="button" class="button" @click=${reload}>Reload</button>
        </div>`;
      default:
        state satisfies never;
        return html``;
    }
  }

  #load(name: Name): PartState {
    this.#states.set(name, "loading");
    this.#arrivals.set(name, this.#await(name));
    return "loading";
  }

  /** Waits until a part that is shown has been drawn; false where its code cannot be had. */
  async drawn(name: Name): Promise<boolean> {
    await this.#host.updateComplete;
    await this.#arrivals.get(name);
    await this.#host.updateComplete;
    return this.#states.get(name) === "ready";
  }

  async #await(name: Name): Promise<void> {
    try {
      await this.#loaders[name]();
      this.#states.set(name, "ready");
    } catch (error) {
      // A browser remembers that a module failed, so only a new page can ask for it again.
      console.warn(error);
      this.#states.set(name, "failed");
    }
    this.#host.requestUpdate();
  }
}

/** For the styles of a host. */
export const lazyPartStyles: CSSResultGroup = [
  buttonStyles,
  css`
    .lazy-part {
      padding: 24px;
      color: var(--lab-quiet);
    }
    .lazy-part.loading {
      /* Most parts are there before anybody could read that they are not. */
      animation: lazy-part-appears 0s 400ms both;
    }
    @keyframes lazy-part-appears {
      from {
        visibility: hidden;
      }
    }
    .lazy-part.failed {
      display: grid;
      gap: 8px;
      justify-items: start;
      max-width: 62ch;
    }
  `,
];

function reload(): void {
  location.reload();
}
