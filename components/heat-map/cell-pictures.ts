/** The pictures behind a cell of a heat map: which figure holds them, and what of it is shown for one row. */
import type { Figure, FigureRow, TileFigure } from "../../src/results/figure.ts";
import type { HeatGrid, HeatMapSpec } from "./grid.ts";

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Whether a figure belongs behind a heat map's cells and not on the page beside it. */
export function isBehindCells(charts: readonly { readonly kind: string }[], { id }: Figure): boolean {
  return charts.some((chart) => {
    const { pictures } = chart as Partial<HeatMapSpec>;
    return chart.kind === "heat-map" && pictures !== undefined && id.startsWith(`${pictures}-`);
  });
}

/** The figure that holds the pictures of a cell, or null while there is none. */
export function picturesOf(
  chart: HeatMapSpec,
  grid: HeatGrid,
  { row, column }: CellPlace,
  figures: readonly Figure[],
): TileFigure | null {
  if (chart.pictures === undefined) return null;
  const id = [chart.pictures, ...(grid.columnValues[column] ?? [])].join("-");
  const figure = figures.find((each) => each.id === id);
  if (figure?.kind !== "tiles") return null;
  return figure.rows.some(({ label }) => label === labelOf(grid, row)) ? figure : null;
}

/**
 * A cell's part of its column's figure: what was there, what was left of it, what the row made of it and where that is
 * wrong, then the column's best to compare with.
 */
export function cellFigure(figure: TileFigure, grid: HeatGrid, { row, column }: CellPlace): TileFigure {
  const [original, damaged] = figure.rows;
  const named = (index: number): FigureRow | undefined =>
    figure.rows.find(({ label }) => label === labelOf(grid, index));
  const restored = named(row);
  const bestRow = grid.cells.findIndex((line) => line[column]?.isBest === true);
  const best = bestRow === row || bestRow < 0 ? undefined : named(bestRow);
  const rows = [
    original,
    damaged,
    restored,
    original === undefined || restored === undefined ? undefined : differenceOf(restored, original),
    best === undefined ? undefined : { ...best, label: `best: ${best.label}` },
  ];
  return { ...figure, rows: rows.filter((each) => each !== undefined) };
}

function differenceOf(restored: FigureRow, original: FigureRow): FigureRow {
  const pixels = restored.pixels.map((value, i) => value - (original.pixels[i] ?? 0));
  return { label: "difference", role: "difference", pixels };
}

function labelOf(grid: HeatGrid, row: number): string {
  return (grid.rowValues[row] ?? []).join(", ");
}
