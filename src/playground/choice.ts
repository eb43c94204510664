/** What a visitor has chosen in the playground, and how it stands in the address: what differs from the usual, no more. */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { DataSource } from "../experiments/experiment.ts";
import { TOOLS, TOOL_SIZES, type StripeDirection, type Tool } from "./pad.ts";

/** Holes that have a name; any other is written out. */
export const NAMED_HOLES = ["patch", "vertical-stripe", "horizontal-stripe", "none"] as const;
export type NamedHole = (typeof NAMED_HOLES)[number];

export interface PlaygroundChoice {
  readonly data: DataSource;
  /** 0..9. */
  readonly digit: number;
  /** Which of the test digits with this label, from 0. */
  readonly index: number;
  readonly tool: Tool;
  /** px. */
  readonly size: number;
  readonly direction: StripeDirection;
  /** A hole's name, or its 784 pixels as text (`holeText`). */
  readonly hole: string;
  /** Names in the order in which they were asked for; null = everyone who is ready. */
  readonly restorers: readonly string[] | null;
  readonly known: "kept" | "repainted";
  /** The generator that is shown; null = the first. */
  readonly generator: string | null;
}

/** A three without its middle: it might be anything, and yet a ridge regression knows. */
export const USUAL_PLAYGROUND: PlaygroundChoice = {
  data: "embedded",
  digit: 3,
  index: 2,
  tool: "erase",
  size: TOOL_SIZES.erase.usual,
  direction: "vertical",
  hole: "horizontal-stripe",
  restorers: null,
  known: "kept",
  generator: null,
};

export interface PlaygroundReading {
  readonly choice: PlaygroundChoice;
  /** What could not be read, one sentence each. */
  readonly warnings: readonly string[];
}

const KEYS = Object.keys(USUAL_PLAYGROUND) as (keyof PlaygroundChoice)[];
const LAST_INDEX = 9999;

/** Six pixels to a letter that needs no escape in an address. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BITS = 6;

/** @param entries - keys and values as the address holds them */
export function readPlayground(entries: Iterable<readonly [string, string]>): PlaygroundReading {
  const query = new Map(entries);
  const warnings: string[] = [];
  const warn = (name: string, rule: string): void => {
    warnings.push(`Cannot set ${name}: it must be ${rule}, got "${query.get(name) ?? ""}".`);
  };
  const oneOf = <Value extends string>(name: keyof PlaygroundChoice, known: readonly Value[], usual: Value): Value => {
    const text = query.get(name) ?? null;
    const found = known.find((value) => value === text);
    if (found === undefined && text !== null) warn(name, `one of ${known.join(", ")}`);
    return found ?? usual;
  };
  const whole = (name: keyof PlaygroundChoice, minimum: number, maximum: number, usual: number): number => {
    const text = query.get(name);
    if (text === undefined) return usual;
    if (/^\d{1,4}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum) return Number(text);
    warn(name, `a whole number from ${minimum} to ${maximum}`);
    return usual;
  };
  const tool = oneOf("tool", TOOLS, USUAL_PLAYGROUND.tool);
  const { minimum, maximum, usual } = TOOL_SIZES[tool];
  const hole = query.get("hole") ?? USUAL_PLAYGROUND.hole;
  const isHole = holeOf(hole) !== null;
  if (!isHole) warn("hole", `one of ${NAMED_HOLES.join(", ")}, or a drawn hole as this page writes it`);
  for (const name of query.keys()) {
    if (KEYS.some((key) => key === name)) continue;
    warnings.push(`Cannot set "${name}": the playground knows ${KEYS.join(", ")}.`);
  }
  const choice: PlaygroundChoice = {
    data: oneOf("data", ["embedded", "real"], USUAL_PLAYGROUND.data),
    digit: whole("digit", 0, 9, USUAL_PLAYGROUND.digit),
    index: whole("index", 0, LAST_INDEX, query.has("digit") ? 0 : USUAL_PLAYGROUND.index),
    tool,
    size: whole("size", minimum, maximum, usual),
    direction: oneOf("direction", ["vertical", "horizontal"], USUAL_PLAYGROUND.direction),
    hole: isHole ? hole : USUAL_PLAYGROUND.hole,
    restorers:
      query
        .get("restorers")
        ?.split(",")
        .filter((name) => name !== "") ?? null,
    known: oneOf("known", ["kept", "repainted"], USUAL_PLAYGROUND.known),
    generator: query.get("generator") ?? null,
  };
  return { choice, warnings };
}

/** Keys and values that `readPlayground` reads back to the same choice. */
export function playgroundQuery(choice: PlaygroundChoice): Map<string, string> {
  const query = new Map<string, string>();
  const { data, digit, index, tool, size, direction, hole, restorers, known, generator } = choice;
  const set = (name: keyof PlaygroundChoice, value: string | number, usual: string | number): void => {
    if (value !== usual) query.set(name, String(value));
  };
  set("data", data, USUAL_PLAYGROUND.data);
  if (digit !== USUAL_PLAYGROUND.digit || index !== USUAL_PLAYGROUND.index) {
    query.set("digit", String(digit));
    if (index !== 0) query.set("index", String(index));
  }
  set("hole", hole, USUAL_PLAYGROUND.hole);
  set("tool", tool, USUAL_PLAYGROUND.tool);
  set("size", size, TOOL_SIZES[tool].usual);
  set("direction", direction, USUAL_PLAYGROUND.direction);
  if (restorers !== null) query.set("restorers", restorers.join());
  set("known", known, USUAL_PLAYGROUND.known);
  if (generator !== null) query.set("generator", generator);
  return query;
}

/** A hole as the address writes it: its name where it has one. */
export function holeText(hole: Uint8Array): string {
  const named = NAMED_HOLES.find((name) => namedHole(name).every((missing, p) => missing === hole[p]));
  if (named !== undefined) return named;
  let text = "";
  for (let first = 0; first < PIXELS; first += BITS) {
    let value = 0;
    for (let bit = 0; bit < BITS; bit++) value = 2 * value + (hole[first + bit] ?? 0);
    text += LETTERS.charAt(value);
  }
  return text;
}

/** `[784]`, 1 = missing; null for a text that is no hole. */
export function holeOf(text: string): Uint8Array | null {
  const named = NAMED_HOLES.find((name) => name === text);
  if (named !== undefined) return namedHole(named);
  if (text.length !== Math.ceil(PIXELS / BITS)) return null;
  const values = [...text].map((letter) => LETTERS.indexOf(letter));
  if (values.includes(-1)) return null;
  const bitOf = (p: number): number => ((values[Math.floor(p / BITS)] as number) >> (BITS - 1 - (p % BITS))) & 1;
  return Uint8Array.from({ length: PIXELS }, (_, p) => bitOf(p));
}

/** Where a digit surely has ink: the middle. */
function namedHole(name: NamedHole): Uint8Array {
  const hole = new Uint8Array(PIXELS);
  const [top, bottom, left, right] = RECTANGLES[name];
  for (let row = top; row < bottom; row++) hole.fill(1, row * IMAGE_SIZE_PX + left, row * IMAGE_SIZE_PX + right);
  return hole;
}

/** First and one past the last row, then column. */
const RECTANGLES: Readonly<Record<NamedHole, readonly [number, number, number, number]>> = {
  patch: [10, 19, 9, 18],
  "vertical-stripe": [0, 28, 12, 17],
  "horizontal-stripe": [12, 17, 0, 28],
  none: [0, 0, 0, 0],
};
