/** How the run table looks: rows of one height, cells cut where they are too long, headings that stay in sight. */
import { css } from "lit";
import { ROW_PX } from "./rows-window.ts";

export const runsTableStyles = css`
  :host {
    min-height: 0;
    min-width: 0;
  }
  .scroller {
    height: 100%;
    max-height: none;
    overflow: auto;
    position: relative;
    overflow-anchor: none;
  }
  @media (max-width: 899px) {
    .scroller {
      height: auto;
      max-height: 70dvh;
    }
  }
  table {
    table-layout: fixed;
    width: max-content;
  }
  tbody tr.run {
    height: ${ROW_PX}px;
  }
  tbody tr.run > * {
    height: ${ROW_PX}px;
    padding-block: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  tbody tr.gap > td {
    padding: 0;
    border: 0;
  }
  tbody tr.gap:hover > td {
    background: none;
  }
  tr.selected > * {
    background: var(--lab-accent-quiet);
  }
  .check {
    width: 40px;
    text-align: center;
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--lab-surface);
    overflow: visible;
  }
  thead .check {
    z-index: 2;
  }
  tr.selected > .check {
    background: var(--lab-accent-quiet);
  }
  input[type="checkbox"] {
    width: 16px;
    height: 16px;
    margin: 0;
    vertical-align: middle;
    accent-color: var(--lab-accent);
  }
  thead th {
    padding: 0;
  }
  thead th.check {
    padding: 4px 6px;
  }
  .sort {
    display: flex;
    width: 100%;
    gap: 4px;
    padding: 6px;
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    text-align: inherit;
    cursor: pointer;
    align-items: baseline;
  }
  th:not(.text) > .sort {
    justify-content: flex-end;
  }
  .sort:hover,
  th[aria-sort] .sort {
    color: var(--lab-text);
  }
  th[aria-sort] .sort {
    font-weight: 600;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .dot {
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    border: 2px solid var(--lab-quiet);
  }
  .dot.done {
    background: var(--data-linear);
    border-color: var(--data-linear);
  }
  .dot.running,
  .dot.starting {
    background: var(--lab-accent);
    border-color: var(--lab-accent);
  }
  .dot.failed {
    border-radius: 1px;
    background: var(--lab-bad);
    border-color: var(--lab-bad);
  }
  .share {
    display: inline-block;
    width: 32px;
    height: 4px;
    border-radius: 2px;
    background: var(--lab-line);
    overflow: hidden;
  }
  .share > span {
    display: block;
    height: 100%;
    background: var(--lab-accent);
  }
  .tag {
    display: inline-block;
    padding: 0 6px;
    margin-inline-end: 4px;
    border: 1px solid var(--lab-line-strong);
    border-radius: 10px;
    font-size: var(--text-xs);
    line-height: 18px;
  }
  .edit {
    width: 100%;
    height: 100%;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: text;
  }
  .edit .add {
    color: var(--lab-quiet);
    opacity: 0;
  }
  tr:hover .add,
  .edit:focus-visible .add {
    opacity: 1;
  }
  td input[type="text"] {
    width: 100%;
    height: 26px;
    padding: 0 6px;
    font: inherit;
    color: inherit;
    background: var(--lab-surface);
    border: 1px solid var(--lab-accent);
    border-radius: 4px;
  }
`;
