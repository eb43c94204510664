/** Figures as data: a grid of digit tiles with row and column labels. Painting them is the components' work. */

/** How a row's pixels are meant to be read. */
export type TileRole =
  /** Ink from 0 (paper) to 1. */
  | "image"
  /** The same, with the hole drawn as a hatch. */
  | "damaged"
  /** Restored minus original, −1..1, on a diverging scale. */
  | "difference";

export interface FigureRow {
  readonly label: string;
  readonly role: TileRole;
  /** `[columns, 784]`, row-major. */
  readonly pixels: Float32Array;
  /** `[columns, 784]`, 1 = missing; for `damaged` rows. */
  readonly holes?: Uint8Array;
}

export interface Figure {
  /** Stable within a run; a newer figure of the same id replaces the older. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** One label per column of tiles. */
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
}
