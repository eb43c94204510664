/** How far the engine is behind the playground: why there is none, what it prepares, or what those at work learnt from. */
import { html, type TemplateResult } from "lit";
import type { PlaygroundDesk } from "./desk.ts";
import { digitsText } from "./words.ts";

/** @param blocked - why there is no engine; "" while one is on its way */
export function engineState(
  { progress, fault, dataset, fitOn, notice }: PlaygroundDesk,
  blocked: string,
): TemplateResult {
  if (fault !== null) return html`<p class="fault" role="alert">${fault}</p>`;
  if (blocked !== "") return html`<p class="state quiet" role="status">${blocked}</p>`;
  if (dataset === null) return html`<p class="state quiet">Starting the engine …</p>`;
  if (progress !== null) {
    return html`<p class="state quiet">
      <progress max="1" .value=${progress.share} aria-label="Getting ready"></progress>${sentence(progress.label)} …
    </p>`;
  }
  const digits = `${fitOn.toLocaleString("en").replace(",", " ")} ${digitsText(dataset.name)}`;
  return html`<p class="state quiet">
    ${notice ?? ""} The four simple methods learnt from ${digits}. Networks below can be trained here, in seconds.
  </p>`;
}

function sentence(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
