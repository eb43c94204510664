/** How the benchmark's page is laid out: what is compared on the left, what comes out on the right. */
import { css } from "lit";

export const benchPageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 296px minmax(0, 1fr);
    height: 100%;
  }
  .head {
    grid-column: 1 / -1;
  }
  .form {
    overflow-y: auto;
    border-inline-end: 1px solid var(--lab-line);
  }
  .out {
    overflow-y: auto;
    padding: 12px;
  }
  .results {
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    max-width: 1400px;
    align-items: start;
  }
  .full {
    grid-column: 1 / -1;
  }
  .introduction {
    color: var(--lab-quiet);
    max-width: 100ch;
    text-wrap: pretty;
  }
  .warning {
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
    overflow-wrap: anywhere;
  }
  .notices {
    padding: 0 12px 12px 28px;
    display: grid;
    gap: 4px;
  }
  .panel {
    padding: 0 12px 12px;
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  .fault {
    color: var(--lab-bad);
  }
  .rules,
  .environment {
    margin: 0;
    padding: 0 12px 12px;
    display: grid;
    gap: 6px;
    color: var(--lab-quiet);
    text-wrap: pretty;
  }
  .rules div {
    max-width: 72ch;
  }
  dt {
    display: inline;
    font-weight: 600;
    color: var(--lab-text);
  }
  dd {
    display: inline;
    margin: 0;
  }
  .environment {
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 16px;
  }
  .environment dt,
  .environment dd {
    display: block;
    overflow-wrap: anywhere;
  }
  .environment dt {
    font-weight: 400;
    color: var(--lab-quiet);
  }
  .environment dd {
    color: var(--lab-text);
  }
  .bar {
    display: none;
  }
  wa-drawer {
    --size: min(92vw, 360px);
    --spacing: 16px;
  }
  wa-drawer::part(body) {
    padding: 0;
  }
  @media (max-width: 1199px) {
    .results {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 899px) {
    :host {
      display: block;
      height: auto;
    }
    .out {
      overflow: visible;
    }
    .head {
      padding-inline: 12px;
      border: 0;
    }
    h1 {
      font-size: var(--text-m);
    }
    .bar {
      display: flex;
      gap: 8px;
      align-items: center;
      position: sticky;
      top: 0;
      z-index: 5;
      padding: 8px 12px;
      background: var(--lab-surface);
      border-block-end: 1px solid var(--lab-line);
    }
    .bar .chosen {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  }
  @media print {
    :host {
      display: block;
      height: auto;
    }
    .form,
    .bar,
    .tools {
      display: none;
    }
    .out {
      overflow: visible;
    }
  }
`;
