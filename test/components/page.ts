/**
 * A page to mount elements on, looked through shadow trees as a visitor looks through them. What is mounted is taken
 * away after each test, and what it remembered. Motion is off, so that what is looked at is what stays.
 */
import axe from "axe-core";
import "@awesome.me/webawesome/dist/styles/themes/default.css";
import { html, render, type LitElement, type TemplateResult } from "lit";
import { chooseTheme, installTheme } from "../../components/theme.ts";

/** Longer than anything here takes on a busy machine. */
const DEADLINE_MS = 20_000;

/** Looking through a whole page takes time that what is waited for may need. */
const POLL_MS = 30;

installTheme();
for (const speed of ["slow", "normal", "fast"]) {
  document.documentElement.style.setProperty(`--wa-transition-${speed}`, "0ms");
}
document.documentElement.lang = "en";

const room = document.createElement("main");
document.body.append(room);

afterEach(() => {
  render(html``, room);
  localStorage.clear();
});

/** Renders a template of one element, anew or over the one that stands there, and waits until it has settled. */
export async function mount<Mounted extends LitElement>(template: TemplateResult): Promise<Mounted> {
  render(template, room);
  const element = room.firstElementChild as Mounted;
  await settled(element);
  return element;
}

/** Waits until an element and all elements within have rendered, those too that come up only then. */
export async function settled(element: Element): Promise<void> {
  for (let seen = 0, all: Element[] = []; seen === 0 || all.length > seen;) {
    seen = all.length;
    all = [element, ...allWithin(element, "*")];
    for (const one of all) if ("updateComplete" in one) await one.updateComplete;
  }
}

/** The first match below a node, as in `allWithin`. */
export function within<Found extends Element = HTMLElement>(node: Element, selector: string): Found {
  const found = allWithin<Found>(node, selector)[0];
  if (found === undefined) throw new Error(`nothing matches ${selector}`);
  return found;
}

/** Every match below a node, in shadow trees too, in order; `>>` steps from one tree into another. */
export function allWithin<Found extends Element = HTMLElement>(node: Element, selector: string): Found[] {
  let found: Element[] = [node];
  for (const step of selector.split(" >> ")) {
    found = found.flatMap((one) => below(one).filter((element) => element.matches(step)));
  }
  return found as Found[];
}

/** Gathered in one list: tests look through the page some thirty times a second while it trains. */
function below(node: Element | ShadowRoot, found: Element[] = []): Element[] {
  if ("shadowRoot" in node && node.shadowRoot !== null) below(node.shadowRoot, found);
  for (let child = node.firstElementChild; child !== null; child = child.nextElementSibling) {
    found.push(child);
    below(child, found);
  }
  return found;
}

/** All that is written below a node, in shadow trees too, with single spaces. */
export function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  if (node.nodeName === "STYLE") return "";
  const shadow = "shadowRoot" in node ? (node as Element).shadowRoot : null;
  const parts = [...(shadow?.childNodes ?? []), ...node.childNodes].map(textOf);
  const text = parts.join(" ").replaceAll(/\s+/g, " ").trim();
  return text.replaceAll(/ (?=[.,:;])/g, "");
}

/** Presses the button whose words begin so; one that is disabled stays deaf, as for a visitor. */
export function press(node: Element, words: string): void {
  buttonOf(node, words).click();
}

/** The native button whose own words, or its host's, begin so. */
export function buttonOf(node: Element, words: string): HTMLButtonElement {
  const host = allWithin(node, "wa-button, button").find((one) => nameOf(one).startsWith(words));
  if (host === undefined) throw new Error(`no button says ${words}`);
  return host.localName === "button" ? (host as HTMLButtonElement) : within<HTMLButtonElement>(host, "button");
}

/** What a table's body says, row by row. */
export function cellsOf(table: Element): string[][] {
  return [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map(textOf));
}

/** Types into a text field, which then tells its form. */
export function type(field: HTMLElement & { value: string | null }, text: string): void {
  const input = within<HTMLInputElement>(field, "input");
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

/** Waits for something to come true; `deadlineMs` where it takes longer than most. */
export async function until(what: string, isTrue: () => boolean, deadlineMs = DEADLINE_MS): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The next event of a type from an element. */
export function next<Told extends Event>(element: EventTarget, name: string): Promise<Told> {
  return new Promise((resolve) => element.addEventListener(name, (event) => resolve(event as Told), { once: true }));
}

/** Runs `work` and gives the events of a type that came up to the page meanwhile. */
export async function told<Told extends Event>(name: string, work: () => void | Promise<void>): Promise<Told[]> {
  const events: Told[] = [];
  const listen = (event: Event): void => void events.push(event as Told);
  document.addEventListener(name, listen);
  try {
    await work();
  } finally {
    document.removeEventListener(name, listen);
  }
  return events;
}

/** What the browser is asked to save while `work` goes on, as a name and its bytes. */
export async function saved(work: () => void | Promise<void>): Promise<{ name: string; blob: Blob }> {
  const links: HTMLAnchorElement[] = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function catchLink() {
    links.push(this);
  };
  try {
    await work();
    await until("something is saved", () => links.length > 0);
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
  const [link] = links as [HTMLAnchorElement];
  return { name: link.download, blob: await (await fetch(link.href)).blob() };
}

export async function savedText(work: () => void | Promise<void>): Promise<string> {
  return (await saved(work)).blob.text();
}

/** What axe holds against a node: everything in light, and colours again in dark. */
export async function faultsOf(node: Element): Promise<string[]> {
  chooseTheme("light");
  await settled(node);
  const light = await axe.run(node, VIOLATIONS);
  chooseTheme("dark");
  await settled(node);
  const dark = await axe.run(node, { ...VIOLATIONS, runOnly: ["color-contrast"] });
  chooseTheme("light");
  return [...sentencesOf("light", light), ...sentencesOf("dark", dark)];
}

/** Nothing but faults, without fetching style sheets again, which serves one rule on turned screens only. */
export const VIOLATIONS = { resultTypes: ["violations"], preload: false } satisfies axe.RunOptions;

/** One sentence for each element at fault. */
export function sentencesOf(where: string, { violations }: axe.AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${where}: ${id} at ${target.join(" ")}`));
}

function nameOf(button: HTMLElement): string {
  return button.getAttribute("aria-label") ?? (button.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
