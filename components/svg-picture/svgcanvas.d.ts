/** What the lab uses of svgcanvas, which comes without types. */
declare module "svgcanvas/dist/svgcanvas.esm.js" {
  /** A canvas' 2D context that builds an SVG; it paints no `Path2D` and squeezes no text. */
  export const Context: new (
    width: number,
    height: number,
  ) => CanvasRenderingContext2D & {
    width: number;
    height: number;
    getSvg(): SVGSVGElement;
  };
}
