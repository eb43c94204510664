/** How the playground is laid out: the pad and its tools on the left, everyone at work beside it, generators below. */
import { css } from "lit";

/** Small controls that the page and its parts share: choices side by side, sliders, fields, buttons in a row, what went wrong. */
export const controlStyles = css`
  .segments {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .segments label {
    position: relative;
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments span {
    display: block;
    padding: 4px 10px;
    border: 1px solid var(--lab-line-strong);
    border-radius: 4px;
    line-height: 1.4;
  }
  .segments input:checked + span {
    background: var(--lab-accent-quiet);
    border-color: var(--lab-accent);
    color: var(--lab-accent);
    font-weight: 600;
  }
  .segments input:focus-visible + span {
    outline: 2px solid var(--lab-accent);
    outline-offset: 1px;
  }
  .segments label:hover span {
    border-color: var(--lab-accent);
  }
  .slider {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 8px;
  }
  .slider input {
    grid-column: 1 / -1;
    width: 100%;
    margin: 4px 0;
    accent-color: var(--lab-accent);
  }
  .field {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  select {
    font: inherit;
    color: inherit;
    background: var(--lab-surface);
    border: 1px solid var(--lab-line-strong);
    border-radius: 4px;
    padding: 3px 6px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 8px;
    align-items: center;
  }
  .warning,
  .fault {
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
    overflow-wrap: anywhere;
  }
  .fault {
    border-color: var(--lab-bad);
    background: var(--lab-bad-quiet);
  }
`;

export const playgroundStyles = css`
  :host {
    padding: 16px;
  }
  .page {
    max-width: 1720px;
    margin: 0 auto;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .lead {
    color: var(--lab-quiet);
    max-width: 120ch;
    text-wrap: pretty;
  }
  .bench {
    display: grid;
    grid-template-columns: 364px minmax(0, 1fr);
    gap: 24px;
    align-items: start;
  }
  .desk {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    position: sticky;
    top: 16px;
  }
  .reading {
    text-align: center;
  }
  .out {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    min-height: 30px;
  }
  .state progress {
    width: 120px;
    accent-color: var(--lab-accent);
  }
  .cards {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 314px), 1fr));
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  .chips label {
    display: flex;
    gap: 5px;
    align-items: center;
  }
  .chips input {
    accent-color: var(--lab-accent);
    margin: 0;
  }
  h2 {
    font-size: var(--text-m);
  }
  .more {
    display: grid;
    gap: 0 24px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 360px), 1fr));
    list-style: none;
  }
  .more li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
    padding: 5px 0;
    border-block-end: 1px solid var(--lab-line);
    min-height: 40px;
  }
  .more .going {
    flex-basis: 100%;
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .more progress {
    flex: 1;
    min-width: 60px;
    accent-color: var(--lab-accent);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  generator-panel {
    display: grid;
    gap: 12px;
  }
  @media (max-width: 899px) {
    :host {
      padding: 12px;
    }
    .bench {
      grid-template-columns: minmax(0, 1fr);
    }
    /* Those at work stay in sight of the pen: one row below the pad, then its tools. */
    .bench {
      gap: 12px;
    }
    .desk,
    .out {
      display: contents;
    }
    .cards {
      order: 1;
      grid-auto-flow: column;
      grid-template-columns: none;
      grid-auto-columns: 216px;
      gap: 8px;
      overflow-x: auto;
      padding-block-end: 6px;
    }
    pad-tools {
      order: 2;
    }
    .out > .row {
      order: 3;
    }
    .out > .state,
    .out > .fault {
      order: 4;
    }
  }
`;
