/**
 * A path that remembers how it was drawn, so that it can be drawn again on a context that knows no `Path2D`. While a painter
 * works that makes its paths itself, as Chart.js does, this class can stand in for the browser's.
 */
type Draw = (context: CanvasPath) => void;

export class RecordedPath {
  readonly #drawn: Draw[] = [];

  drawOn(context: CanvasPath): void {
    for (const draw of this.#drawn) draw(context);
  }

  moveTo(x: number, y: number): void {
    this.#drawn.push((context) => context.moveTo(x, y));
  }

  lineTo(x: number, y: number): void {
    this.#drawn.push((context) => context.lineTo(x, y));
  }

  bezierCurveTo(...curve: Parameters<CanvasPath["bezierCurveTo"]>): void {
    this.#drawn.push((context) => context.bezierCurveTo(...curve));
  }

  arc(...arc: Parameters<CanvasPath["arc"]>): void {
    this.#drawn.push((context) => context.arc(...arc));
  }

  closePath(): void {
    this.#drawn.push((context) => context.closePath());
  }
}

/** Lets `paint`, which may not wait for anything, make its paths of this class. */
export function withRecordedPaths(paint: () => void): void {
  const { Path2D: own } = globalThis;
  globalThis.Path2D = RecordedPath as unknown as typeof Path2D;
  try {
    paint();
  } finally {
    globalThis.Path2D = own;
  }
}
