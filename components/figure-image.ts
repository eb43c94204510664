/**
 * A figure as a picture file: tiles with row and column labels, title, caption and the range of the difference scale, on
 * white, the same whatever the theme. No element, so that the command line's page can use it as it is.
 */
import {
  columnGroups,
  columnsWidthPx,
  DIFFERENCE_COLOURS,
  gapPx,
  gridSize,
  paintTiles,
  tileSizePx,
} from "./digit-figure/tiles.ts";
import { AXES_PX, paintScatter, PRINT_COLOURS, scatterHeight } from "./scatter-figure/paint.ts";
import type { Figure, ScatterFigure, TileFigure } from "../src/results/figure.ts";

const SCALE = 3;
const MARGIN_PX = 16;
const LINE_PX = 18;
const LEGEND_PX = 180;
const FONT = '"Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", Arial, sans-serif';
const TEXT = "#1b1f24";
const QUIET = "#59626d";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What is said under a difference row, on the page and in the file. */
export const DIFFERENCE_RANGE = { low: "−1, too dark", middle: "0", high: "+1, too bright" } as const;

const LEGEND = `difference from ${DIFFERENCE_RANGE.low} to ${DIFFERENCE_RANGE.high}`;

/** @returns a PNG; tiles at three screen pixels to a digit's pixel */
export async function figureToPng(figure: Figure): Promise<Blob> {
  return figure.kind === "tiles" ? tilesToPng(figure) : scatterToPng(figure);
}

/** A scatter as shapes and words; tiles are pixels by nature. */
export async function scatterToSvg(figure: ScatterFigure): Promise<Blob> {
  const { width, height, paint } = scatterPicture(figure);
  const { svgPicture } = await import("./svg-picture.ts");
  return svgPicture({ width, height, ground: "#ffffff", title: `${figure.title}. ${figure.caption}` }, paint);
}

async function scatterToPng(figure: ScatterFigure): Promise<Blob> {
  const { width, height, paint } = scatterPicture(figure);
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  paint(context);
  return canvas.convertToBlob({ type: "image/png" });
}

interface Picture {
  /** px. */
  readonly width: number;
  readonly height: number;
  readonly paint: (context: Context) => void;
}

function scatterPicture(figure: ScatterFigure): Picture {
  const size = 600;
  const height = scatterHeight(size);
  const caption = wrapped(textMeasure(), figure.caption, size);
  const top = MARGIN_PX + LINE_PX + 8;
  const legendTop = top + height + 8;
  const below = legendTop + LINE_PX + 6;
  const paint = (context: Context): void => {
    context.textBaseline = "top";
    write(context, `600 15px ${FONT}`, TEXT, figure.title, MARGIN_PX, MARGIN_PX);
    paintScatter(context, figure, { left: MARGIN_PX, top, size });
    const digits = [...new Set(figure.labels)].sort((a, b) => a - b);
    digits.forEach((digit, index) => {
      const left = MARGIN_PX + AXES_PX.left + index * 44;
      context.fillStyle = PRINT_COLOURS.digits[digit] ?? TEXT;
      context.fillRect(left, legendTop + 2, 10, 10);
      write(context, `13px ${FONT}`, TEXT, String(digit), left + 15, legendTop);
    });
    caption.forEach((line, index) => write(context, `13px ${FONT}`, QUIET, line, MARGIN_PX, below + index * LINE_PX));
  };
  return { width: size + 2 * MARGIN_PX, height: below + LINE_PX * caption.length + MARGIN_PX, paint };
}

async function tilesToPng(figure: TileFigure): Promise<Blob> {
  const measuring = textMeasure();
  const gap = gapPx(figure);
  const widest = Math.ceil(Math.max(0, ...figure.rows.map(({ label }) => measuring.measureText(label).width)));
  const labelWidth = widest === 0 ? 0 : widest + 12;
  const heads = columnGroups(figure).map(({ label, first, count }) => ({
    left: first * (tileSizePx(SCALE) + gap),
    lines: wrapped(measuring, label, columnsWidthPx(count, SCALE, gap)),
  }));
  const headHeight = LINE_PX * Math.max(0, ...heads.map(({ lines }) => lines.length));
  const grid = gridSize(figure, SCALE);
  const hasDifference = figure.rows.some(({ role }) => role === "difference");
  const legendWidth = hasDifference ? LEGEND_PX + 8 + Math.ceil(measuring.measureText(LEGEND).width) : 0;
  const width = 2 * MARGIN_PX + Math.max(labelWidth + Math.max(grid.width, legendWidth), 420);
  const caption = wrapped(measuring, figure.caption, width - 2 * MARGIN_PX);
  const gridTop = MARGIN_PX + LINE_PX + 8 + headHeight + 4;
  const legendHeight = hasDifference ? LINE_PX + 8 : 0;
  const height = gridTop + grid.height + 8 + legendHeight + LINE_PX * caption.length + MARGIN_PX;

  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.textBaseline = "top";
  write(context, `600 15px ${FONT}`, TEXT, figure.title, MARGIN_PX, MARGIN_PX);
  paintLabels(context, figure, heads, { left: MARGIN_PX + labelWidth, top: gridTop });
  context.save();
  context.translate(MARGIN_PX + labelWidth, gridTop);
  paintTiles(context, figure, SCALE);
  context.restore();
  let below = gridTop + grid.height + 8;
  if (hasDifference) {
    paintScale(context, MARGIN_PX + labelWidth, below);
    below += legendHeight;
  }
  caption.forEach((line, index) => write(context, `13px ${FONT}`, QUIET, line, MARGIN_PX, below + index * LINE_PX));
  return canvas.convertToBlob({ type: "image/png" });
}

function paintLabels(
  context: Context,
  figure: TileFigure,
  heads: readonly { readonly left: number; readonly lines: readonly string[] }[],
  { left, top }: { left: number; top: number },
): void {
  const step = tileSizePx(SCALE) + gapPx(figure);
  for (const head of heads) {
    const first = top - 4 - LINE_PX * head.lines.length;
    head.lines.forEach((line, index) =>
      write(context, `13px ${FONT}`, QUIET, line, left + head.left, first + index * LINE_PX),
    );
  }
  figure.rows.forEach(({ label }, row) => {
    write(context, `13px ${FONT}`, TEXT, label, MARGIN_PX, top + row * step + tileSizePx(SCALE) / 2 - 7);
  });
}

function paintScale(context: Context, left: number, top: number): void {
  const ramp = context.createLinearGradient(left, 0, left + LEGEND_PX, 0);
  ramp.addColorStop(0, `rgb(${DIFFERENCE_COLOURS.negative.join(" ")})`);
  ramp.addColorStop(0.5, "#000");
  ramp.addColorStop(1, `rgb(${DIFFERENCE_COLOURS.positive.join(" ")})`);
  context.fillStyle = ramp;
  context.fillRect(left, top + 2, LEGEND_PX, 10);
  write(context, `12px ${FONT}`, QUIET, LEGEND, left + LEGEND_PX + 8, top);
}

function write(context: Context, font: string, colour: string, text: string, left: number, top: number): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, left, top);
}

/** Text in lines no wider than given, in the context's font; a single long word stays whole. */
function wrapped(context: Context, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const last = lines.at(-1);
    const joined = `${last} ${word}`;
    if (last !== undefined && context.measureText(joined).width <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/** A context for measuring words, in the font of captions and labels. */
function textMeasure(): Context {
  const context = contextOf(new OffscreenCanvas(1, 1));
  context.font = `13px ${FONT}`;
  return context;
}

function contextOf(canvas: OffscreenCanvas): Context {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("Cannot paint the figure: this browser gives no 2D canvas.");
  return context;
}
