/** How a figure of digits is laid out: names of rows on the left, those of columns above, and what is said of it below. */
import { css } from "lit";

/** The widest that a sheet is shown, px. */
export const SHEET_DIALOG_PX = 1400;

export const digitFigureStyles = css`
  .body {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 8px;
    padding: 0 8px 0 12px;
  }
  .body.unlabelled {
    grid-template-columns: minmax(0, 1fr);
  }
  .unlabelled .grid {
    margin-inline: auto;
  }
  .rows {
    display: grid;
    align-content: start;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
  }
  .rows span {
    display: flex;
    align-items: center;
    max-width: 84px;
    line-height: 1.25;
  }
  .sideways {
    position: relative;
    overflow-x: auto;
    padding-block-end: 4px;
  }
  .grid {
    position: relative;
  }
  .columns {
    display: flex;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
  }
  .columns.dense span {
    overflow: visible;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .columns span {
    overflow: hidden;
    line-height: 1.3;
    padding-block-end: 4px;
    align-self: end;
    text-wrap: balance;
  }
  canvas {
    display: block;
    image-rendering: pixelated;
  }
  .column {
    position: absolute;
    bottom: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: zoom-in;
  }
  .column:hover {
    outline: 1px solid var(--lab-accent);
    outline-offset: 1px;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    padding: 4px 12px 12px;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    align-items: center;
    min-height: 34px;
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .ramp {
    width: 96px;
    height: 8px;
    background: linear-gradient(90deg, rgb(86 180 233), #000, rgb(230 159 0));
    border-radius: 2px;
  }
  .value {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
  .large {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(224px, 1fr));
    gap: 16px;
  }
  .large figcaption {
    font-size: var(--text-s);
    margin-block-end: 4px;
  }
  .large-sheet {
    overflow: auto;
  }
  .large-sheet canvas {
    margin-inline: auto;
  }
  wa-dialog {
    --width: min(94vw, 1040px);
  }
  wa-dialog.wide {
    --width: min(96vw, ${SHEET_DIALOG_PX}px);
  }
`;
