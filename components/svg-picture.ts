/**
 * Whatever paints on a canvas, as an SVG file instead: the same painter on a context that writes shapes and words. The file
 * opens alone, holds its colours itself and its text as text. Fetched when the first one is asked for.
 */
import { Context } from "svgcanvas/dist/svgcanvas.esm.js";
import { RecordedPath, withRecordedPaths } from "./svg-picture/recorded-path.ts";

export interface SvgFrame {
  /** px. */
  readonly width: number;
  readonly height: number;
  /** The colour behind everything. */
  readonly ground: string;
  /** What it shows, for someone who cannot see it. */
  readonly title: string;
}

/** What stands below a picture, from its own top. */
export interface SvgFoot {
  readonly elements: readonly SVGElement[];
  /** px. */
  readonly height: number;
}

/** @param paint - called once; what it leaves on the context is the picture */
export function svgPicture(
  frame: SvgFrame,
  paint: (context: CanvasRenderingContext2D) => void,
  foot: SvgFoot | null = null,
): Blob {
  const context = new Context(frame.width, frame.height);
  squeezeText(context);
  takePaths(context);
  withRecordedPaths(() => paint(context));
  return svgBlob(context.getSvg(), frame, foot);
}

/** An SVG of the page as a file of its own; its colours have to be written out already. */
export function svgBlob(
  svg: SVGSVGElement,
  { width, height: own, ground, title }: SvgFrame,
  foot: SvgFoot | null = null,
): Blob {
  const height = own + (foot?.height ?? 0);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (foot !== null) {
    const below = document.createElementNS(SVG, "g");
    below.setAttribute("transform", `translate(0 ${own})`);
    below.append(...foot.elements);
    copy.append(below);
  }
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let node = comments.nextNode(); node !== null; node = comments.nextNode()) node.parentNode?.removeChild(node);
  for (const element of copy.querySelectorAll("*")) tidy(element);
  const name = document.createElementNS(SVG, "title");
  name.textContent = title;
  const behind = document.createElementNS(SVG, "rect");
  for (const [attribute, value] of Object.entries({ width: "100%", height: "100%", fill: ground })) {
    behind.setAttribute(attribute, value);
  }
  copy.prepend(name, behind);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

const SVG = "http://www.w3.org/2000/svg";

/** A context of svgcanvas leaves text as wide as it is; a canvas squeezes it into the width given. */
function squeezeText(context: CanvasRenderingContext2D): void {
  const fillText = context.fillText.bind(context);
  context.fillText = (text, x, y, widest = Infinity) => {
    const { width } = context.measureText(text);
    if (width <= widest) return fillText(text, x, y);
    const { font } = context;
    context.font = font.replace(/([\d.]+)px/, (_, px: string) => `${(Number(px) * widest) / width}px`);
    fillText(text, x, y);
    context.font = font;
  };
}

function takePaths(context: CanvasRenderingContext2D): void {
  const [stroke, fill] = [context.stroke.bind(context), context.fill.bind(context)];
  const begin = (path: unknown): void => {
    if (!(path instanceof RecordedPath)) return;
    context.beginPath();
    path.drawOn(context);
  };
  context.stroke = (path?: Path2D) => {
    begin(path);
    stroke();
  };
  context.fill = (path?: Path2D | CanvasFillRule) => {
    begin(path);
    fill();
  };
}

/**
 * Marks that show nothing go, a hundredth of a pixel is enough for most, and a colour with its opacity in a last byte is split in two,
 * because drawing programs read no such.
 */
function tidy(element: Element): void {
  const isPainted = ["fill", "stroke"].some((name) => !UNSEEN.has(element.getAttribute(name) ?? "none"));
  const isShape = element.localName === "path" && element.closest("clipPath") === null;
  if (isShape && (!isPainted || (element.getAttribute("d") ?? "").trim() === "")) {
    element.remove();
    return;
  }
  for (const name of ["fill", "stroke"]) {
    const [, colour, alpha] = /^(#[\da-f]{6})([\da-f]{2})$/i.exec(element.getAttribute(name) ?? "") ?? [];
    if (colour === undefined || alpha === undefined) continue;
    element.setAttribute(name, colour);
    element.setAttribute(`${name}-opacity`, (parseInt(alpha, 16) / 255).toFixed(2));
  }
  for (const { name, value } of [...element.attributes]) {
    if (value === "" || value === "undefined") element.removeAttribute(name);
    else if (MEASURES.has(name)) element.setAttribute(name, rounded(value));
  }
}

const UNSEEN = new Set(["none", "transparent"]);

const MEASURES = new Set(["d", "x", "y", "width", "height", "font-size"]);

/** A circle is an arc that ends a few thousandths of a pixel before it began, and must not end where it began. */
function rounded(figures: string): string {
  const digits = figures.includes("A") ? 4 : 2;
  return figures.replaceAll(/-?\d+\.\d{3,}(e-\d+)?/g, (figure) => String(Number(Number(figure).toFixed(digits))));
}
