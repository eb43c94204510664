/** What is wrong with a sweep's JSON, in one sentence: where, which rule, what was given, and the name that was probably meant. */
import type * as z from "zod/mini";
import { didYouMean } from "../nearest.ts";

/** The keys that the JSON may have, by the object that holds them. */
export interface KnownKeys {
  readonly sweep: readonly string[];
  readonly metric: readonly string[];
  readonly parameter: readonly string[];
  readonly early_terminate: readonly string[];
}

type Issue = z.core.$ZodIssue;

/** The first fault, as a clause that follows "Cannot read the sweep: ". */
export function faultOf(json: unknown, error: z.core.$ZodError, known: KnownKeys): string {
  const [issue] = error.issues;
  if (issue === undefined) return "it does not have the shape of a sweep.";
  const where = issue.path.length === 0 ? "the whole" : `"${issue.path.join(".")}"`;
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const keys = keysAt(issue, known);
    const place = issue.path.length === 0 ? "" : ` in ${where}`;
    return `there is no key "${key}"${place}. Known: ${keys.join(", ")}.${didYouMean(key, keys)}`;
  }
  const given = valueAt(json, issue.path);
  if (given === undefined) return missing(issue, json, known);
  return `${where} must be ${ruleOf(issue)}, got ${shown(given)}.`;
}

/** A key that is missing was often written in another way; both are named then. */
function missing(issue: Issue, json: unknown, known: KnownKeys): string {
  const key = String(issue.path.at(-1) ?? "");
  const parent = valueAt(json, issue.path.slice(0, -1));
  const written = typeof parent === "object" && parent !== null ? Object.keys(parent) : [];
  const strangers = written.filter((name) => !keysAt({ path: issue.path.slice(0, -1) }, known).includes(name));
  const slip = strangers.find((name) => didYouMean(name, [key]) !== "");
  return `"${issue.path.join(".")}" is missing.${slip === undefined ? "" : ` Is "${slip}" meant to be it?`}`;
}

function keysAt({ path }: Pick<Issue, "path">, known: KnownKeys): readonly string[] {
  switch (path[0]) {
    case "metric":
      return known.metric;
    case "parameters":
      return known.parameter;
    case "early_terminate":
      return known.early_terminate;
    default:
      return known.sweep;
  }
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map(String).join(" or ");
    case "too_small":
      if (issue.origin === "array") return "a list with something in it";
      return `${issue.inclusive === true ? "at least" : "above"} ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string" ? `${issue.maximum} letters at most` : `${issue.maximum} at most`;
    case "invalid_union":
      return "a number, a text, true, false or a list of numbers";
    default:
      return "something else"; // no other check is made of a sweep
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  object: "an object in braces",
  record: "an object in braces",
  array: "a list in brackets",
};

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
