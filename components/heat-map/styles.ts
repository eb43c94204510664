/** How the table of shaded cells looks: headings that stay, cells from paper to the accent, empty ones hatched. */
import { css } from "lit";

export const heatMapStyles = css`
  :host {
    /* The strongest shade: text of either theme still reads on it at 4.5 : 1. */
    --strongest: color-mix(in oklab, var(--data-ours) 52%, var(--lab-surface));
    --head-height: 26px;
    --names: 190px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 0 12px 8px;
  }
  .choices wa-select {
    width: 190px;
    max-width: 100%;
  }
  .scroller {
    max-height: 80vh;
    margin-inline: 12px;
    border: 1px solid var(--lab-line);
    border-radius: 4px;
  }
  table {
    width: auto;
    min-width: 100%;
  }
  th,
  td {
    border-inline-end: 1px solid var(--lab-surface);
    border-bottom: 1px solid var(--lab-surface);
    padding: 4px 8px;
    text-align: center;
  }
  thead th {
    height: var(--head-height);
    white-space: nowrap;
    text-align: center;
    border-bottom-color: var(--lab-line);
  }
  thead th.level-1 {
    top: var(--head-height);
  }
  /* A group wider than the room keeps its name in sight. */
  thead th.group span {
    position: sticky;
    left: calc(var(--names) + 8px);
  }
  thead th.group {
    text-align: left;
    border-inline-end-color: var(--lab-line);
    color: var(--lab-text);
    font-weight: 600;
  }
  thead th.corner {
    left: 0;
    z-index: 3;
    min-width: var(--names);
    text-align: left;
  }
  tbody th {
    position: sticky;
    left: 0;
    z-index: 1;
    width: var(--names);
    min-width: var(--names);
    background: var(--lab-surface);
    white-space: normal;
  }
  tbody td {
    min-width: 58px;
    background: color-mix(in oklab, var(--strongest) var(--share, 0%), var(--lab-surface));
  }
  tbody tr:hover > td {
    background: color-mix(in oklab, var(--strongest) var(--share, 0%), var(--lab-surface));
  }
  td:has(button) {
    padding: 0;
  }
  td button {
    all: unset;
    box-sizing: border-box;
    display: block;
    width: 100%;
    padding: 4px 8px;
    text-align: center;
    cursor: pointer;
  }
  td button:hover {
    text-decoration: underline;
  }
  td button:focus-visible {
    outline: 2px solid var(--lab-accent);
    outline-offset: -2px;
  }
  td.best {
    font-weight: 700;
    box-shadow: inset 0 0 0 1.5px var(--lab-text);
  }
  td.nothing,
  tbody tr:hover > td.nothing {
    color: var(--lab-quiet);
    background: repeating-linear-gradient(
      -45deg,
      var(--lab-sunken) 0 4px,
      color-mix(in oklab, var(--lab-line) 45%, var(--lab-sunken)) 4px 5px
    );
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    padding: 8px 12px 12px;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 6px;
    font-variant-numeric: tabular-nums;
  }
  .ramp {
    width: 96px;
    height: 10px;
    border: 1px solid var(--lab-line);
    background: linear-gradient(90deg in oklab, var(--lab-surface), var(--strongest));
  }
  @media (max-width: 899px) {
    .scroller {
      max-height: 75vh;
    }
    :host {
      --names: 124px;
    }
  }
`;
