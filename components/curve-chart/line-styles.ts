/**
 * How the curves of one panel are told apart. Train is solid and validation dashed; where a panel holds several networks
 * each has a colour, in the order in which they come; where it holds a crowd all are thin and faint but the chosen one.
 */
import { SERIES_COLOURS, type Palette } from "../theme.ts";

/** More lines than this no longer fit names at their ends. */
export const LINES_WITH_END_LABELS = 4;

export type LineColours = Pick<Palette, "ours" | "text" | "series">;

export interface LineStyle {
  readonly colour: (colours: LineColours) => string;
  readonly dash: readonly number[];
  /** What the colour stands for: "conv" of "train conv". */
  readonly subject: string;
}

/** How names are given: at the ends of lines, by what train and validation look like, by colours, or to one line alone. */
export type Naming = "ends" | "roles" | "colours" | "crowd";

const VALIDATION_DASH = [5, 4] as const;

export function namingOf(series: readonly string[], chosen: string | undefined): Naming {
  if (series.length <= LINES_WITH_END_LABELS) return "ends";
  const subjects = subjectsOf(series);
  if (subjects.length === 1) return "roles";
  return chosen !== undefined || subjects.length > SERIES_COLOURS ? "crowd" : "colours";
}

export function lineStyles(series: readonly string[]): LineStyle[] {
  const subjects = subjectsOf(series);
  // The first colour is then taken, by train.
  const hasPlainRoles = subjects.includes("");
  return series.map((name) => {
    const { role } = roleOf(name);
    const subject = subjectOf(name);
    const dash = role === "validation" ? VALIDATION_DASH : [];
    if (role !== null && subject === "") {
      return { colour: (colours) => (role === "train" ? colours.ours : colours.text), dash, subject };
    }
    const index = subjects.filter((one) => one !== "").indexOf(subject) + (hasPlainRoles ? 1 : 0);
    return { colour: ({ series: hues }) => hues[index % hues.length] ?? "", dash, subject };
  });
}

export function isChosen(name: string, chosen: string | undefined): boolean {
  return chosen !== undefined && name.endsWith(chosen);
}

/** What the curves are of, in order of appearance; "" for plain train and validation, and for those of any seed. */
export function subjectsOf(series: readonly string[]): string[] {
  return [...new Set(series.map(subjectOf))];
}

function subjectOf(name: string): string {
  const { role, rest } = roleOf(name);
  return role !== null && /^(seed \d+)?$/.test(rest) ? "" : rest;
}

function roleOf(name: string): { readonly role: "train" | "validation" | null; readonly rest: string } {
  const before = /^(train|validation)\b[\s,]*(.*)$/.exec(name);
  const after = before === null ? /^(.*?)[\s,]+(train|validation)$/.exec(name) : null;
  const role = before?.[1] ?? after?.[2];
  if (role !== "train" && role !== "validation") return { role: null, rest: name };
  return { role, rest: (before?.[2] ?? after?.[1] ?? "").trim() };
}
