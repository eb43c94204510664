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
