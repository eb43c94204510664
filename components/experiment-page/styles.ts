/** How the experiment page is laid out: two columns, one under the other in a narrow window. */
import { css } from "lit";

export const experimentPageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 296px minmax(0, 1fr);
    height: 100%;
  }
  .head {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--lab-line);
    min-height: 52px;
  }
  .head .tools {
    margin-inline-start: auto;
    display: flex;
    gap: 8px;
    align-items: flex-start;
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
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    max-width: 2400px;
    margin-inline: auto;
  }
  loss-chart {
    --chart-height: 290px;
  }
  .full,
  .alone {
    grid-column: 1 / -1;
  }
  /* Before a run the published table is worth more than an empty frame. */
  .later {
    order: 1;
  }
  .notes-panel {
    order: 2;
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
  .notes {
    padding: 0 12px 12px;
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
    list-style: none;
  }
  .notes li {
    display: grid;
    gap: 2px;
    align-content: start;
    border-block-start: 1px solid var(--lab-line);
    padding-block-start: 8px;
  }
  .source {
    padding: 0 12px 12px;
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
  @media (min-width: 1800px) {
    .results {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    loss-chart {
      grid-column: span 2;
      --chart-height: 340px;
    }
    .share {
      grid-column: span 4;
      --chart-height: 340px;
    }
    .alone {
      grid-column: 1 / -1;
    }
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
      padding: 12px;
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
    .bar .preset {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .head {
      padding-inline: 12px;
      border: 0;
      flex-wrap: nowrap;
    }
    h1 {
      font-size: var(--text-m);
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
