/**
 * The few pictures that stand in buttons and beside places, drawn here as strokes on a 16 px grid: no icon is ever fetched
 * from another host, and none waits for the code of a component.
 */
import { html, nothing, type TemplateResult } from "lit";

const STROKES = {
  home: "M2.5 7.5 8 3l5.5 4.5M4 6.8V13h8V6.8",
  experiment: "M6 2.5h4M6.7 2.5v4L3 13h10L9.3 6.5v-4M5 10h6",
  bench: "M8 5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M8 7v2.5l1.7 1M6.3 2.2h3.4M8 2.2V5",
  playground: "M9.8 3.2 12.8 6.2 6 13H3v-3zM8 5l3 3M9 13.2h4.5",
  play: "M5 3.2v9.6l8-4.8z",
  stop: "M4 4h8v8H4z",
  reset: "M3.2 8a4.8 4.8 0 1 0 1.5-3.5M3.2 2.8v3h3",
  share: "M6.5 9.5 9.5 6.5M7.5 4.5 9 3a2.8 2.8 0 0 1 4 4l-1.5 1.5M8.5 11.5 7 13a2.8 2.8 0 0 1-4-4l1.5-1.5",
  export: "M8 2.5v7M5 7l3 3 3-3M3 11v2.5h10V11",
  import: "M8 9.5v-7M5 5l3-3 3 3M3 11v2.5h10V11",
  runs: "M2.5 4h2M6.5 4h7M2.5 8h2M6.5 8h7M2.5 12h2M6.5 12h7",
  settings: "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 3.5v9",
  chart: "M2.5 2.5v11h11M5 10.5l2.5-3 2 1.5 3.5-5",
  image: "M2.5 3.5h11v9h-11zM4.5 11l2.5-3 1.8 2 1.7-2.2 2 3.2",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9",
  moon: "M12.8 9.6A5.3 5.3 0 0 1 6.4 3.2a5.3 5.3 0 1 0 6.4 6.4z",
  system: "M2.5 3.5h11v7h-11zM6 13.5h4",
  sweep: "M2.5 2.5h4.2v4.2H2.5zM9.3 2.5h4.2v4.2H9.3zM2.5 9.3h4.2v4.2H2.5zM11.4 9.3v4.2M9.3 11.4h4.2",
  file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
} as const satisfies Readonly<Record<string, string>>;

export type IconName = keyof typeof STROKES;

interface IconUse {
  /** Of the element it stands in, as "start" of a button. */
  readonly slot?: string;
  /** What it says to a person who does not see it; one without is decoration. */
  readonly label?: string;
}

/** One em high, in the colour of the text around it. */
export function icon(name: IconName, { slot, label }: IconUse = {}): TemplateResult {
  return html`<svg
    class="icon"
    slot=${slot ?? nothing}
    role=${label === undefined ? nothing : "img"}
    aria-label=${label ?? nothing}
    aria-hidden=${label === undefined ? "true" : nothing}
    viewBox="0 0 16 16"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d=${STROKES[name]}></path>
  </svg>`;
}
