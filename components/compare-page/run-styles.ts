/** How each of many runs looks wherever it appears on a page: a colour, and a dash where colours begin anew. */
import { html, svg, type TemplateResult } from "lit";
import { SERIES_COLOURS } from "../theme.ts";

export interface RunStyle {
  /** Index into the palette's series. */
  readonly colour: number;
  readonly dash: readonly number[];
}

/** Past the last they begin anew; fifty runs need seven. */
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 4], [5, 2, 1, 2, 1, 2], [1, 5]];

/** By the run's place in the comparison. */
export function runStyle(place: number): RunStyle {
  return { colour: place % SERIES_COLOURS, dash: DASHES[Math.floor(place / SERIES_COLOURS) % DASHES.length] ?? [] };
}

/** A short line as the run's own is drawn. */
export function renderSwatch({ colour, dash }: RunStyle): TemplateResult {
  return html`<svg width="26" height="10" aria-hidden="true" style="flex: none">
    ${svg`<line x1="0" x2="26" y1="5" y2="5" stroke=${`var(--series-${colour + 1})`} stroke-width="2.5" stroke-dasharray=${dash.join(" ")}></line>`}
  </svg>`;
}

/** Two runs of one experiment differ by when they began; the rest of an id is the experiment's name. */
export function shortName(runId: string, experiment: string): string {
  const stamp = /^-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\d*Z$/.exec(
    runId.startsWith(experiment) ? runId.slice(experiment.length) : "",
  );
  return stamp === null ? runId : `${stamp[1]}-${stamp[2]}-${stamp[3]} ${stamp[4]}:${stamp[5]}:${stamp[6]}`;
}
