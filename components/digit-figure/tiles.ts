/**
 * A figure as pixels: where each tile lies, what each pixel's colour is, and how a hole is hatched. The one place that
 * paints digits, for the page, the PNG and the command line alike. White ink on black, as in MNIST, in either theme.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../../src/data/dataset.ts";
import type { FigureRow, TileFigure } from "../../src/results/figure.ts";

/** Between tiles, px; none in a seamless figure. */
export const GAP_PX = 3;

/** Ends of the difference scale: below the original blue, above it orange, no difference black. */
export const DIFFERENCE_COLOURS = { negative: [86, 180, 233], positive: [230, 159, 0] } as const;

export interface TileAddress {
  readonly row: number;
  readonly column: number;
  /** Pixel within the tile, from its top left. */
  readonly x: number;
  readonly y: number;
}

/** Neighbouring columns of one label, which is then written once over all of them. */
export interface ColumnGroup {
  readonly label: string;
  readonly first: number;
  readonly count: number;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export function gapPx({ seamless = false }: TileFigure): number {
  return seamless ? 0 : GAP_PX;
}

/** Whether the figure is looked at as one picture: seamless, or with nothing to say of any column. */
export function isSheet({ seamless = false, columns }: TileFigure): boolean {
  return seamless || columns.every((label) => label === "");
}

export function tileSizePx(scale: number): number {
  return IMAGE_SIZE_PX * scale;
}

export function columnGroups(figure: TileFigure): ColumnGroup[] {
  const groups: ColumnGroup[] = [];
  figure.columns.forEach((label, first) => {
    const last = groups.at(-1);
    if (last?.label === label) groups[groups.length - 1] = { ...last, count: last.count + 1 };
    else groups.push({ label, first, count: 1 });
  });
  return groups;
}

/** Width of some neighbouring columns, px. */
export function columnsWidthPx(count: number, scale: number, gap = GAP_PX): number {
  return count * (tileSizePx(scale) + gap) - gap;
}

/** Size of the grid of tiles, px. */
export function gridSize(figure: TileFigure, scale: number): { width: number; height: number } {
  const gap = gapPx(figure);
  return {
    width: columnsWidthPx(figure.columns.length, scale, gap),
    height: columnsWidthPx(figure.rows.length, scale, gap),
  };
}

/** Which pixel of which tile lies at a place in the grid, or null between tiles. */
export function addressAt(figure: TileFigure, scale: number, left: number, top: number): TileAddress | null {
  const step = tileSizePx(scale) + gapPx(figure);
  const column = Math.floor(left / step);
  const row = Math.floor(top / step);
  const x = Math.floor((left - column * step) / scale);
  const y = Math.floor((top - row * step) / scale);
  const inside = x >= 0 && y >= 0 && x < IMAGE_SIZE_PX && y < IMAGE_SIZE_PX;
  return inside && column < figure.columns.length && row < figure.rows.length ? { row, column, x, y } : null;
}

/** The value at an address, and whether it is missing. */
export function valueAt(figure: TileFigure, { row, column, x, y }: TileAddress): { value: number; missing: boolean } {
  const at = column * PIXELS + y * IMAGE_SIZE_PX + x;
  const { pixels, holes } = figure.rows[row] as FigureRow;
  return { value: pixels[at] ?? 0, missing: holes?.[at] === 1 };
}

/** Paints every tile with its top left corner at the context's origin. */
export function paintTiles(context: Context, figure: TileFigure, scale: number): void {
  const step = tileSizePx(scale) + gapPx(figure);
  figure.rows.forEach((row, index) => {
    const band = bandOf(row, figure.columns.length);
    figure.columns.forEach((_, column) => place(context, band, row, column, column * step, index * step, scale));
  });
}

/** Paints one tile of a row at a place. */
export function paintTile(
  context: Context,
  row: FigureRow,
  column: number,
  left: number,
  top: number,
  scale: number,
): void {
  place(context, bandOf(row, column + 1), row, column, left, top, scale);
}

/** The tiles of a row side by side, one screen pixel to a digit's pixel. */
function bandOf(row: FigureRow, columns: number): OffscreenCanvas {
  const width = columns * IMAGE_SIZE_PX;
  const image = new ImageData(width, IMAGE_SIZE_PX);
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < PIXELS; i++) {
      const [red, green, blue] = colourOf(row, row.pixels[column * PIXELS + i] ?? 0);
      const at = Math.floor(i / IMAGE_SIZE_PX) * width + column * IMAGE_SIZE_PX + (i % IMAGE_SIZE_PX);
      image.data.set([red, green, blue, 255], 4 * at);
    }
  }
  const band = new OffscreenCanvas(width, IMAGE_SIZE_PX);
  band.getContext("2d")?.putImageData(image, 0, 0);
  return band;
}

function place(
  context: Context,
  band: OffscreenCanvas,
  row: FigureRow,
  column: number,
  left: number,
  top: number,
  scale: number,
): void {
  const size = tileSizePx(scale);
  // Below its own size a digit's strokes would break if pixels were left out.
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(band, column * IMAGE_SIZE_PX, 0, IMAGE_SIZE_PX, IMAGE_SIZE_PX, left, top, size, size);
  if (row.role === "damaged" && row.holes !== undefined)
    hatch(context, row.holes.subarray(column * PIXELS, (column + 1) * PIXELS), left, top, scale);
}

function colourOf(row: FigureRow, value: number): readonly [number, number, number] {
  if (row.role === "difference") {
    const [red, green, blue] = value < 0 ? DIFFERENCE_COLOURS.negative : DIFFERENCE_COLOURS.positive;
    const share = Math.min(1, Math.abs(value));
    return [share * red, share * green, share * blue];
  }
  const grey = 255 * Math.min(1, Math.max(0, value));
  return [grey, grey, grey];
}

/** Fine diagonals over the hole, drawn as one clipped pattern so that they run on from pixel to pixel. */
function hatch(context: Context, hole: Uint8Array, left: number, top: number, scale: number): void {
  const size = tileSizePx(scale);
  context.save();
  context.beginPath();
  for (let i = 0; i < PIXELS; i++) {
    if (hole[i] === 1)
      context.rect(left + (i % IMAGE_SIZE_PX) * scale, top + Math.floor(i / IMAGE_SIZE_PX) * scale, scale, scale);
  }
  context.clip();
  context.fillStyle = "#262b33";
  context.fillRect(left, top, size, size);
  context.strokeStyle = "#7d8794";
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = -size; offset < size; offset += 5) {
    context.moveTo(left + offset, top + size);
    context.lineTo(left + offset + size, top);
  }
  context.stroke();
  context.restore();
}
