/** How a sweep's page is laid out: head, progress, charts side by side, the table of trials. */
import { css } from "lit";

export const sweepPageStyles = css`
  :host {
    height: 100%;
    overflow-y: auto;
  }
  .body {
    padding: 12px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .progress {
    display: grid;
    gap: 4px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }
  .line .left {
    margin-inline-start: auto;
  }
  wa-progress-bar {
    --track-height: 6px;
    --track-color: var(--lab-line);
    --indicator-color: var(--lab-accent);
  }
  .remark {
    padding: 4px 12px;
    border-inline-start: 3px solid var(--lab-warn);
    background: var(--lab-warn-quiet);
  }
  .charts {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
  }
  .charts .wide {
    grid-column: 1 / -1;
  }
  td.state::before {
    content: "";
    display: inline-block;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    margin-inline-end: 6px;
    border: 1.5px solid var(--lab-quiet);
  }
  td.state.done::before {
    background: var(--lab-accent);
    border-color: var(--lab-accent);
  }
  td.state.running::before {
    border-color: var(--lab-accent);
  }
  td.state.failed::before,
  td.state.interrupted::before {
    background: var(--lab-bad);
    border-color: var(--lab-bad);
  }
  td.best {
    font-weight: 600;
  }
  .error {
    color: var(--lab-bad);
    font-size: var(--text-xs);
    white-space: normal;
    max-width: 48ch;
  }
  .missing {
    padding: 24px;
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  @media (max-width: 899px) {
    :host {
      height: auto;
      overflow: visible;
    }
  }
`;
