/** How the comparison is laid out: controls above, one panel below the other, wide tables scrolling in their own box. */
import { css } from "lit";

/** A line of fields above what they change. */
export const compareControlStyles = css`
  :host {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
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
`;

export const comparePageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: 8px 16px;
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
