/**
 * Parameters as data: one description from which the form, the URL, `--set`, the manifest and the checks all derive.
 * A value that does not fit is refused here, with the action, the rule and the value; nothing is silently clamped.
 * The page loads this first, so the schemas are of zod's small build: the sentences come from here anyway.
 */
import * as z from "zod/mini";

interface Described {
  /** As the form shows it, sentence case. */
  readonly label: string;
  /** One or two sentences: what it changes and when to change it. */
  readonly help: string;
  /** "px", "images", "epochs", …; absent for pure numbers. */
  readonly unit?: string;
  /** Parameters under one heading in the form; the first one given opens it. */
  readonly group?: string;
}

export interface IntegerParameter extends Described {
  readonly kind: "integer";
  readonly minimum: number;
  readonly maximum: number;
}

export interface NumberParameter extends Described {
  readonly kind: "number";
  readonly minimum: number;
  readonly maximum: number;
}

export interface IntegerListParameter extends Described {
  readonly kind: "integer-list";
  readonly minimum: number;
  readonly maximum: number;
  /** Fewest entries; 0 allows an empty list. */
  readonly fewest: number;
}

export interface ChoiceParameter<Value extends string = string> extends Described {
  readonly kind: "choice";
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

export interface SwitchParameter extends Described {
  readonly kind: "switch";
}

/** Something that comes with the lab, or a file of the person's own. */
export interface FileParameter extends Described {
  readonly kind: "file";
  /** What needs no file. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** How the name of a file must end: ".json". */
  readonly suffix: string;
}

export type Parameter =
  IntegerParameter | NumberParameter | IntegerListParameter | ChoiceParameter | SwitchParameter | FileParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

export type ParameterValue = number | readonly number[] | string | boolean;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** The type of a whole set of values, from its description. */
export type ValuesOf<P extends Parameters> = {
  readonly [Name in keyof P]: Parameter extends P[Name] ? ParameterValue : ValueOf<P[Name]>;
};

type ValueOf<P extends Parameter> = P extends IntegerParameter | NumberParameter
  ? number
  : P extends IntegerListParameter
    ? readonly number[]
    : P extends ChoiceParameter<infer Value>
      ? Value
      : P extends FileParameter
        ? string
        : boolean;

/** Bad input from a form, a URL, a command line or a stored file: one sentence per fault, ready to show. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
  /** The parameter at fault, if it is one that exists. */
  readonly parameter: string | null;

  constructor(message: string, parameter: string | null = null) {
    super(message);
    this.parameter = parameter;
  }
}

/**
 * Checks one value against its description.
 *
 * @returns the value, with lists sorted and without repeats
 * @throws ParameterError saying the rule and the value
 */
export function checkValue(name: string, parameter: Parameter, value: unknown): ParameterValue {
  const result = schemaOf(parameter).safeParse(value);
  if (result.success) return result.data;
  throw new ParameterError(`Cannot set ${name}: ${ruleOf(parameter)}, got ${show(value)}.`, name);
}

/**
 * Checks a whole set of values: none unknown, none missing, each within its rule.
 *
 * @throws ParameterError for the first fault found
 */
export function checkValues<P extends Parameters>(
  parameters: P,
  values: Readonly<Record<string, unknown>>,
): ValuesOf<P> {
  for (const name of Object.keys(values)) requireKnown(parameters, name);
  const checked: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!(name in values)) throw new ParameterError(`Cannot run: ${name} has no value.`, name);
    checked[name] = checkValue(name, parameter, values[name]);
  }
  return checked as ValuesOf<P>;
}

/**
 * Reads a value from text, as a URL or `--set name=text` gives it: numbers, `on`/`off`, an option's name, or a list
 * such as `3,5,7` or `3..15`.
 *
 * @throws ParameterError when the name is unknown or the text does not fit
 */
export function parseValue(parameters: Parameters, name: string, text: string): ParameterValue {
  const parameter = requireKnown(parameters, name);
  switch (parameter.kind) {
    case "integer":
    case "number":
      return checkValue(name, parameter, parseNumber(text) ?? text);
    case "integer-list":
      return checkValue(name, parameter, parseList(text) ?? text);
    case "choice":
    case "file":
      return checkValue(name, parameter, text);
    case "switch":
      return checkValue(name, parameter, { on: true, true: true, off: false, false: false }[text] ?? text);
    default:
      parameter satisfies never;
      throw new ParameterError(`Cannot read ${name}.`, name);
  }
}

/** The text that `parseValue` reads back to the same value. */
export function formatValue(value: ParameterValue): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number" || typeof value === "string") return String(value);
  return value.join(",");
}

/** What a parameter accepts, as the end of a sentence: "it must be a whole number from 1 to 28 px". */
export function ruleOf(parameter: Parameter): string {
  const unit = parameter.unit === undefined ? "" : ` ${parameter.unit}`;
  switch (parameter.kind) {
    case "integer":
      return `it must be a whole number from ${parameter.minimum} to ${parameter.maximum}${unit}`;
    case "number":
      return `it must be a number from ${parameter.minimum} to ${parameter.maximum}${unit}`;
    case "integer-list": {
      const fewest = parameter.fewest === 0 ? "" : `at least ${parameter.fewest} of the `;
      return `it takes ${fewest}whole numbers from ${parameter.minimum} to ${parameter.maximum}${unit}, such as 3,5,7 or 3..15`;
    }
    case "choice":
      return `it must be one of ${parameter.options.map(({ value }) => value).join(", ")}`;
    case "file":
      return `it must be ${[...parameter.options.map(({ value }) => value), `a ${parameter.suffix} file`].join(" or ")}`;
    case "switch":
      return "it must be on or off";
    default:
      parameter satisfies never;
      return "";
  }
}

/** The file that a value asks for, or null where it asks for something that comes with the lab. */
export function fileOf(parameter: FileParameter, value: string): string | null {
  return isOption(parameter, value) ? null : value;
}

function isOption({ options }: FileParameter, value: string): boolean {
  return options.some((option) => option.value === value);
}

function isFileName({ suffix }: FileParameter, value: string): boolean {
  return value.length > suffix.length && value.length <= 255 && value.toLowerCase().endsWith(suffix);
}

function requireKnown(parameters: Parameters, name: string): Parameter {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter !== undefined) return parameter;
  throw new ParameterError(
    `Cannot set "${name}": there is no such parameter. Known: ${Object.keys(parameters).join(", ")}.`,
  );
}

function schemaOf(parameter: Parameter): z.ZodMiniType<ParameterValue> {
  switch (parameter.kind) {
    case "integer":
      return z.int().check(z.minimum(parameter.minimum), z.maximum(parameter.maximum));
    case "number":
      return z.number().check(z.minimum(parameter.minimum), z.maximum(parameter.maximum));
    case "integer-list":
      return z
        .pipe(
          z.array(z.int().check(z.minimum(parameter.minimum), z.maximum(parameter.maximum))),
          z.transform((list) => [...new Set(list)].sort((a, b) => a - b)),
        )
        .check(z.refine((list) => list.length >= parameter.fewest));
    case "choice":
      return z.enum(parameter.options.map(({ value }) => value));
    case "file":
      return z.string().check(z.refine((value) => isOption(parameter, value) || isFileName(parameter, value)));
    case "switch":
      return z.boolean();
    default:
      parameter satisfies never;
      throw new TypeError("Cannot check a parameter of unknown kind");
  }
}

/** The number that a text stands for, or null; "Infinity" is a number here, and refused by its range. */
function parseNumber(text: string): number | null {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? null : number;
}

function parseList(text: string): number[] | null {
  if (text.trim() === "") return [];
  const list: number[] = [];
  for (const part of text.split(",")) {
    const range = /^\s*(\d{1,6})\s*\.\.\s*(\d{1,6})\s*$/.exec(part);
    const [first, last] = range ? [Number(range[1]), Number(range[2])] : [Number(part), Number(part)];
    if (part.trim() === "" || !(first <= last) || last - first > 1000) return null;
    for (let value = first; value <= last; value++) list.push(value);
  }
  return list;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : value.join(",");
  if (typeof value === "string") return value === "" ? "nothing" : `"${value.slice(0, 60)}"`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
