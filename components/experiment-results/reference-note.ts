/** What stands on the page before anything has run here: whose figures, how they came about, and one picture. */
import { html, type TemplateResult } from "lit";
import type { Manifest } from "../../src/results/manifest.ts";
import "../lab-panel.ts";
import { provenance } from "./provenance.ts";

export function referenceNote(manifest: Manifest): TemplateResult {
  return html`<p class="reference full">
    <strong>The lab's own run on ${manifest.dataset?.name ?? "its digits"}</strong>
    <span class="quiet">${provenance(manifest)} Launch puts yours in its place, with its curves and pictures.</span>
  </p>`;
}

/** On its own ground: it was drawn for paper. */
export function referencePicture(address: string): TemplateResult {
  return html`<lab-panel class="full" heading="Figure" .state=${"done"}>
    <img class="reference-picture" src=${address} loading="lazy" alt="The first figure of the lab's own run" />
  </lab-panel>`;
}
