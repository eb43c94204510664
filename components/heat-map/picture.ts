/** A grid of shaded cells as a picture, on white, the same whatever the theme: what a paper or a slide can take. */
import type { HeatGrid } from "./grid.ts";

const MARGIN_PX = 16;
const CELL_PX = { width: 62, height: 24 } as const;
const FONT = '"Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", Arial, sans-serif';
const TEXT = "#1b1f24";
const QUIET = "#59626d";
const LINE = "#e1e4e8";
/** Two device pixels to each, because figures this small are read in print. */
const SCALE = 2;
const WORST = [255, 255, 255] as const;
const BEST = [126, 182, 217] as const;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface HeatPicture {
  /** px. */
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly title: string;
  readonly paint: (context: Context) => void;
}

/** @param words - a value as the table prints it */
export function heatMapPicture(grid: HeatGrid, title: string, words: (value: number) => string): HeatPicture {
  const levels = grid.columns[0]?.length ?? 1;
  const measure = contextOf(new OffscreenCanvas(1, 1));
  measure.font = `13px ${FONT}`;
  const nameWidth = Math.ceil(Math.max(0, ...grid.rows.map((name) => measure.measureText(name).width))) + 12;
  const width = Math.max(420, 2 * MARGIN_PX + nameWidth + grid.columns.length * CELL_PX.width);
  const top = MARGIN_PX + 26 + levels * CELL_PX.height;
  const height = top + grid.rows.length * CELL_PX.height + 30 + MARGIN_PX;
  const paint = (context: Context): void => {
    context.textBaseline = "middle";
    write(context, `600 15px ${FONT}`, TEXT, title, MARGIN_PX, MARGIN_PX + 8);
    paintHeadings(context, grid, MARGIN_PX + nameWidth, MARGIN_PX + 26);
    paintCells(context, grid, { left: MARGIN_PX + nameWidth, top }, words);
    context.textAlign = "left";
    const note = "Stronger is better; the best of each column is framed.";
    write(context, `12px ${FONT}`, QUIET, note, MARGIN_PX, height - MARGIN_PX - 8);
  };
  return { width, height, ground: "#ffffff", title, paint };
}

export async function heatMapPng({ width, height, ground, paint }: HeatPicture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width * SCALE, height * SCALE);
  const context = contextOf(canvas);
  context.scale(SCALE, SCALE);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  paint(context);
  return canvas.convertToBlob({ type: "image/png" });
}

function paintCells(
  context: Context,
  grid: HeatGrid,
  { left, top }: { readonly left: number; readonly top: number },
  words: (value: number) => string,
): void {
  grid.rows.forEach((name, row) => {
    const middle = top + (row + 0.5) * CELL_PX.height;
    context.textAlign = "left";
    write(context, `13px ${FONT}`, TEXT, name, MARGIN_PX, middle);
    context.textAlign = "center";
    grid.cells[row]?.forEach((cell, column) => {
      const at = left + column * CELL_PX.width;
      context.fillStyle = cell === null ? "#f6f7f8" : shade(cell.goodness);
      context.fillRect(at, middle - CELL_PX.height / 2, CELL_PX.width - 1, CELL_PX.height - 1);
      if (cell?.isBest === true) {
        context.strokeStyle = TEXT;
        context.lineWidth = 1.5;
        context.strokeRect(at + 1, middle - CELL_PX.height / 2 + 1, CELL_PX.width - 3, CELL_PX.height - 3);
      }
      const font = `${cell?.isBest === true ? 700 : 400} 12px ${FONT}`;
      const text = cell === null ? "–" : words(cell.value);
      write(context, font, cell === null ? QUIET : TEXT, text, at + CELL_PX.width / 2, middle, CELL_PX.width - 6);
    });
  });
}

function paintHeadings(context: Context, { columns }: HeatGrid, left: number, top: number): void {
  const levels = columns[0]?.length ?? 0;
  context.textAlign = "center";
  for (let level = 0; level < levels; level++) {
    const isGroup = level < levels - 1;
    for (let first = 0, next = 0; first < columns.length; first = next) {
      next = first + 1;
      const path = columns[first]?.slice(0, level + 1).join("\n");
      while (isGroup && columns[next]?.slice(0, level + 1).join("\n") === path) next++;
      const width = (next - first) * CELL_PX.width;
      const middle = left + first * CELL_PX.width + width / 2;
      const font = `${isGroup ? "600 " : ""}12px ${FONT}`;
      const text = columns[first]?.[level] ?? "";
      write(context, font, isGroup ? TEXT : QUIET, text, middle, top + (level + 0.5) * CELL_PX.height, width - 4);
      if (!isGroup) continue;
      context.fillStyle = LINE;
      context.fillRect(left + first * CELL_PX.width, top + (level + 1) * CELL_PX.height - 1, width - 4, 1);
    }
  }
}

function shade(goodness: number): string {
  return `rgb(${WORST.map((worst, channel) => Math.round(worst + goodness * ((BEST[channel] ?? 0) - worst))).join(" ")})`;
}

function write(
  context: Context,
  font: string,
  colour: string,
  text: string,
  left: number,
  top: number,
  widest?: number,
): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, left, top, widest);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("Cannot paint the table: this browser gives no 2D canvas.");
  return context;
}
