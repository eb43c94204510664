/** Tables: what a column is and what a row holds. Rows are flat records, so that CSV, page and store agree. */

export type Cell = string | number | boolean | null;

/** One row of a result table, by column name. */
export type Row = Readonly<Record<string, Cell>>;

export interface Column {
  /** Its name in CSV: lower case with underscores, unit last. Stable once released. */
  readonly name: string;
  /** Its heading on the page; absent where only the CSV carries it. */
  readonly label?: string;
  /** Digits after the point on the page; the CSV keeps six significant ones. */
  readonly digits?: number;
  readonly unit?: string;
  readonly help?: string;
}
