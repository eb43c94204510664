/** How results are laid out: charts beside each other where there is room, wide tables and figures below. */
import { css } from "lit";

export const experimentResultsStyles = css`
  .results {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
    max-width: 2400px;
    margin-inline: auto;
  }
  .reference {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    padding: 8px 12px;
    border-inline-start: 3px solid var(--lab-accent);
    background: var(--lab-accent-quiet);
  }
  .reference-picture {
    display: block;
    max-width: calc(100% - 24px);
    margin: 0 12px 12px;
    border-radius: var(--radius);
  }
  .charts,
  .figures {
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(6, minmax(0, 1fr));
  }
  .item,
  .square {
    grid-column: span 3;
    min-width: 0;
  }
  .figures {
    grid-auto-flow: dense;
  }
  .wide,
  /* One without a neighbour takes its room. */
  .item:nth-child(odd):last-child,
  .item:nth-child(odd):has(+ .wide) {
    grid-column: 1 / -1;
    min-width: 0;
  }
  curve-chart {
    --chart-height: 290px;
  }
  .many {
    --chart-height: 210px;
  }
  .many > curve-chart {
    --chart-height: 210px;
    grid-column: span 2;
  }
  .many > .item:nth-child(n):last-child {
    grid-column: span 2;
  }
  /* Masked restoration: its picture gets the larger part. */
  .pair {
    grid-template-columns: repeat(5, minmax(0, 1fr));
  }
  .pair > .item:first-child {
    grid-column: span 2;
  }
  .pair > .share {
    grid-column: span 3;
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
  @media (min-width: 1800px) {
    .pair {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    .pair > .item {
      --chart-height: 340px;
    }
    .pair > .share {
      grid-column: span 4;
    }
    .charts:not(.pair) > .item:not(:only-child) {
      grid-column: span 2;
    }
    .charts:not(.pair, .many) > .item:nth-child(3n + 1):nth-last-child(2),
    .charts:not(.pair, .many) > .item:nth-child(3n + 2):last-child {
      grid-column: span 3;
    }
    .charts:not(.pair, .many) > .item:nth-child(3n + 1):last-child {
      grid-column: 1 / -1;
    }
    .many > curve-chart {
      grid-column: span 1;
    }
  }
  @media (max-width: 1199px) {
    .charts,
    .charts.pair,
    .figures {
      grid-template-columns: minmax(0, 1fr);
    }
    .charts > *,
    .pair > .item:first-child,
    .pair > .share,
    .many > curve-chart,
    .figures > * {
      grid-column: 1 / -1;
    }
  }
`;
