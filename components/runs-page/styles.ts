/** How the run table's page is laid out: filters above, the table in what room there is, quiet lines below. */
import { css } from "lit";

/** What the page and its parts share: buttons that look like links, fields whose label is heard alone. */
export const runsPartStyles = css`
  .link {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: var(--lab-accent);
    text-decoration: underline;
    cursor: pointer;
  }
  /* Said, but not shown: the placeholder stands where the label would. */
  wa-input::part(label) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;

export const runsPageStyles = css`
  :host {
    display: grid;
    grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    height: 100%;
  }
  .said {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 4px 16px;
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
  @media (max-width: 899px) {
    :host {
      display: block;
      height: auto;
    }
    .head,
    .said,
    .foot {
      padding-inline: 12px;
    }
  }
`;
