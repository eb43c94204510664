/**
 * Which rows of a long table are worth rendering: those in sight and some around them. All rows have one height, so that the
 * rest is two empty rows of the right size and the table stays a table.
 */

export const ROW_PX = 34;

/** Rows above and below what is in sight, so that a turn of the wheel meets no gap. */
const MARGIN_ROWS = 12;

/** Before the table has been laid out nobody knows how much of it is in sight. */
const USUAL_HEIGHT_PX = 900;

export interface RowsWindow {
  /** The first row that is rendered, and the first after them. */
  readonly from: number;
  readonly to: number;
}

/** @param heightPx - of what is in sight; 0 while unknown */
export function rowsWindow(count: number, scrollTopPx: number, heightPx: number): RowsWindow {
  const shownPx = heightPx > 0 ? heightPx : USUAL_HEIGHT_PX;
  // In even steps, so that small movements change nothing.
  const first = Math.floor(scrollTopPx / ROW_PX / MARGIN_ROWS) * MARGIN_ROWS - MARGIN_ROWS;
  const rows = Math.ceil(shownPx / ROW_PX) + 3 * MARGIN_ROWS;
  const from = Math.max(0, Math.min(first, count - rows));
  return { from, to: Math.min(count, from + rows) };
}
