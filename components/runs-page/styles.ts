/** How the run table's page is laid out: filters above, the table in what room there is, quiet lines below. */
import { css } from "lit";

export const runsPageStyles = css`
  :host {
    display: grid;
    grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    height: 100%;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding: 8px 16px;
  }
  .filters wa-input {
    width: 220px;
  }
  /* Said, but not shown: the placeholder stands where the label would. */
  wa-input::part(label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
    min-width: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 26px;
    padding: 0 10px;
    border: 1px solid var(--lab-line-strong);
    border-radius: 13px;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--text-xs);
    cursor: pointer;
  }
  .chip[aria-pressed="true"] {
    border-color: var(--lab-accent);
    background: var(--lab-accent-quiet);
    font-weight: 600;
  }
  .chip .count {
    color: var(--lab-quiet);
    font-weight: 400;
  }
  .columns {
    position: relative;
    margin-inline-start: auto;
  }
  .choice {
    display: grid;
    gap: 4px;
    max-height: 60dvh;
    overflow: auto;
    font-size: var(--text-s);
  }
  .choice label {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 24px;
  }
  .chosen,
  .said {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 4px 16px;
  }
  .chosen {
    background: var(--lab-accent-quiet);
  }
  .said {
    background: var(--lab-sunken);
  }
  .said.bad {
    background: var(--lab-warn-quiet);
    border-inline-start: 3px solid var(--lab-warn);
  }
  .said p {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .tagging {
    display: flex;
    gap: 4px;
    align-items: center;
  }
  .tagging wa-input {
    width: 150px;
  }
  .middle {
    min-height: 0;
    min-width: 0;
    border-block-start: 1px solid var(--lab-line);
  }
  runs-table {
    height: 100%;
  }
  .empty {
    padding: 32px 16px;
    display: grid;
    gap: 12px;
    justify-items: start;
    max-width: 62ch;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    align-items: center;
    padding: 4px 16px;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    border-block-start: 1px solid var(--lab-line);
  }
  .foot .warn {
    color: var(--lab-warn);
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: var(--lab-accent);
    text-decoration: underline;
    cursor: pointer;
  }
  @media (max-width: 899px) {
    :host {
      display: block;
      height: auto;
    }
    .head,
    .filters,
    .chosen,
    .said,
    .foot {
      padding-inline: 12px;
    }
    .filters wa-input {
      width: 100%;
    }
  }
`;
