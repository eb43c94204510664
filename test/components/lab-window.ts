/**
 * The whole lab in a window of its own width: `index.html` in a frame, with the real worker. Frames are taken away after
 * each test, and their workers with them.
 */
import type axe from "axe-core";
import { allWithin, settled, sentencesOf, until, VIOLATIONS, within } from "./page.ts";

export interface LabWindow {
  readonly window: Window & typeof globalThis;
  /** `<lacuna-lab>` itself. */
  readonly lab: HTMLElement;
}

const frames: HTMLIFrameElement[] = [];

afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove();
});

/** @param hash - what the address says, from `#` on */
export async function openLab(hash: string, widthPx = 1280): Promise<LabWindow> {
  const frame = document.createElement("iframe");
  frame.title = "the lab";
  frame.style.cssText = `width: ${widthPx}px; height: 800px; border: 0`;
  frame.src = `/index.html${hash}`;
  document.body.append(frame);
  frames.push(frame);
  const loaded = (): HTMLElement | null => frame.contentDocument?.querySelector("lacuna-lab:defined") ?? null;
  await until("the lab is loaded", () => loaded() !== null);
  const [window, lab] = [frame.contentWindow as LabWindow["window"], loaded() as HTMLElement];
  for (const speed of ["slow", "normal", "fast"]) {
    window.document.documentElement.style.setProperty(`--wa-transition-${speed}`, "0ms");
  }
  await settled(lab);
  await until("every part that it shows is loaded", () => allWithin(lab, ".lazy-part.loading").length === 0);
  await settled(lab);
  return { window, lab };
}

/** What axe holds against the whole page as it stands. */
export async function pageFaultsOf({ window, lab }: LabWindow, where: string): Promise<string[]> {
  await settled(lab);
  const judged = window as Partial<{ axe: typeof axe }>;
  if (judged.axe === undefined) {
    const script = window.document.createElement("script");
    script.src = "/node_modules/axe-core/axe.min.js";
    window.document.head.append(script);
    await until("axe is there", () => judged.axe !== undefined);
  }
  return sentencesOf(where, await (judged.axe as typeof axe).run(window.document, VIOLATIONS));
}

/** The words by which an element announces itself. */
export function labelOf(lab: HTMLElement, selector: string): string {
  return within(lab, selector).getAttribute("aria-label") ?? "";
}
