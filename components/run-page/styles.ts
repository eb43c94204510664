/** How one run's page is laid out: what it is and what can be done with it above, its results below. */
import { css } from "lit";

export const runPageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
  }
  .name {
    min-width: 0;
  }
  .crumb {
    font-size: var(--text-xs);
    overflow-wrap: anywhere;
  }
  .tools {
    align-items: flex-start;
  }
  .out {
    overflow-y: auto;
    padding: 12px;
    display: grid;
    gap: 16px;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .facts {
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
  }
  .mine {
    display: grid;
    gap: 8px;
    padding: 0 12px 12px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 12px;
    margin: 0;
    padding: 0 12px 12px;
    font-size: var(--text-s);
  }
  dt {
    color: var(--lab-quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  details {
    padding: 0 12px 12px;
    font-size: var(--text-s);
  }
  pre {
    margin: 8px 0 0;
    max-height: 320px;
    overflow: auto;
    font-size: var(--text-xs);
  }
  .changed {
    font-weight: 600;
  }
  .warn {
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
    overflow-wrap: anywhere;
  }
  .empty {
    padding: 32px 16px;
    display: grid;
    gap: 12px;
    max-width: 62ch;
  }
  @media (max-width: 899px) {
    :host {
      display: block;
      height: auto;
    }
    .head {
      padding-inline: 12px;
    }
    .tools {
      margin: 0;
    }
    .out {
      overflow: visible;
    }
  }
`;
