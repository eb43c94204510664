/** A chart's legend, which stands under it on the page, as shapes and words that can stand under it in a file. */
import type { SvgFoot } from "../svg-picture.ts";
import type { Palette } from "../theme.ts";
import { AXIS_FONT_PX } from "./axes.ts";

const SVG = "http://www.w3.org/2000/svg";
const EDGE_PX = 12;
const LINE_PX = 18;
const GAP_PX = { sample: 6, items: 16 } as const;

/** @param items - each with a sample or without, and its words; in lines no wider than the chart where they can be broken */
export function legendFoot(items: Iterable<Element>, widthPx: number, colours: Palette): SvgFoot | null {
  const measure = new OffscreenCanvas(1, 1).getContext("2d");
  if (measure === null) return null;
  measure.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
  const elements: SVGElement[] = [];
  let [left, line] = [EDGE_PX, 0];
  for (const item of items) {
    const sample = item.querySelector("svg");
    const sampleWidth = sample === null ? 0 : Number(sample.getAttribute("width")) + GAP_PX.sample;
    const words = wordsOf(item);
    const width = sampleWidth + measure.measureText(words).width;
    if (left > EDGE_PX && left + width > widthPx - EDGE_PX) [left, line] = [EDGE_PX, line + 1];
    const middle = (line + 0.5) * LINE_PX;
    if (sample !== null) elements.push(placed(resolved(sample), left, middle));
    elements.push(written(words, left + sampleWidth, middle, colours));
    left += width + GAP_PX.items;
  }
  return elements.length === 0 ? null : { elements, height: (line + 1) * LINE_PX + EDGE_PX };
}

/** Where an item can be pressed, the first button names it. */
function wordsOf(item: Element): string {
  return ((item.querySelector("button") ?? item).textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The page's colours are names, which mean nothing in a file. */
function resolved(sample: SVGSVGElement): SVGSVGElement {
  const copy = sample.cloneNode(true) as SVGSVGElement;
  const shapes = [...sample.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((shape, index) => {
    const own = shapes[index];
    if (own === undefined) return;
    const { fill, stroke } = getComputedStyle(own);
    shape.setAttribute("fill", own.hasAttribute("fill") ? fill : "none");
    if (own.hasAttribute("stroke")) shape.setAttribute("stroke", stroke);
  });
  return copy;
}

function placed(sample: SVGSVGElement, left: number, middle: number): SVGElement {
  sample.setAttribute("x", String(left));
  sample.setAttribute("y", String(middle - Number(sample.getAttribute("height")) / 2));
  return sample;
}

function written(words: string, left: number, middle: number, { quiet, fontFamily }: Palette): SVGElement {
  const text = document.createElementNS(SVG, "text");
  const attributes = {
    x: left.toFixed(1),
    y: String(middle),
    fill: quiet,
    "font-family": fontFamily,
    "font-size": `${AXIS_FONT_PX}px`,
    "dominant-baseline": "central",
  };
  for (const [name, value] of Object.entries(attributes)) text.setAttribute(name, value);
  text.textContent = words;
  return text;
}
