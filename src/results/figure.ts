/** Figures as data: tiles of digits, or points in a plane. Painting them is the components' work. */

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

interface Titled {
  /** Stable within a run; a newer figure of the same id replaces the older. */
  readonly id: string;
  readonly title: string;
  readonly caption: string;
}

/** A grid of digit tiles with row and column labels. */
export interface TileFigure extends Titled {
  readonly kind: "tiles";
  /** One label per column of tiles; neighbours with one label share it. */
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
  /** Tiles without gaps, as a walk through a latent plane is shown. */
  readonly seamless?: boolean;
}

/** Points in a plane, coloured by the digit they belong to. */
export interface ScatterFigure extends Titled {
  readonly kind: "scatter";
  readonly xLabel: string;
  readonly yLabel: string;
  /** `[count, 2]`. */
  readonly points: Float32Array;
  /** `[count]`, 0..9. */
  readonly labels: Uint8Array;
}

export type Figure = TileFigure | ScatterFigure;
