/** How the comparison is laid out: controls above, one panel below the other, wide tables scrolling in their own box. */
import { css } from "lit";

export const comparePageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
  }
  .head,
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: 8px 16px;
  }
  .head {
    border-block-end: 1px solid var(--lab-line);
    min-height: 52px;
  }
  .head .tools {
    margin-inline-start: auto;
  }
  .head .tools wa-select {
    width: min(340px, 80vw);
  }
  .out {
    overflow-y: auto;
    padding: 12px;
    display: grid;
    gap: 16px;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .controls {
    padding: 0;
    align-items: flex-end;
  }
  .controls label {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 30px;
  }
  .controls wa-select {
    width: 200px;
  }
  .controls .short {
    width: 120px;
  }
  input[type="range"] {
    width: 140px;
    accent-color: var(--lab-accent);
  }
  overlay-chart {
    --chart-height: 380px;
  }
  .scroller {
    padding: 0 8px 8px;
  }
  .diff {
    width: auto;
    min-width: 50%;
  }
  .diff th,
  .diff td {
    text-align: left;
  }
  .diff tbody th {
    position: sticky;
    inset-inline-start: 0;
    background: var(--lab-surface);
    color: var(--lab-quiet);
  }
  .run {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    white-space: nowrap;
  }
  .remove {
    min-width: 24px;
    min-height: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    font: inherit;
    color: var(--lab-quiet);
    cursor: pointer;
  }
  .remove:hover {
    background: var(--lab-line);
  }
  .best {
    font-weight: 700;
    box-shadow: inset 0 0 0 1.5px var(--lab-good);
  }
  .hint {
    padding: 0 12px 12px;
    color: var(--lab-quiet);
  }
  .warn {
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
    overflow-wrap: anywhere;
  }
  .empty {
    padding: 16px;
    max-width: 62ch;
  }
  @media (max-width: 899px) {
    :host {
      display: block;
      height: auto;
    }
    .head .tools {
      margin: 0;
    }
    .out {
      overflow: visible;
    }
  }
`;
