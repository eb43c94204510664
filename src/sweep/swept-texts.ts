/**
 * A swept parameter as a person types it, and as the address carries it: values with semicolons between them
 * (`16; 32; 64`), a range with a step (`10..50 by 10`), or a range to draw from (`0.0001..0.01 log`). A text with none of
 * these is a plain value, so one grammar serves both.
 */
import {
  formatValue,
  ParameterError,
  parseValue,
  ruleOf,
  type Parameters,
  type ParameterValue,
} from "../experiments/parameters.ts";
import { steps, type SweptParameter } from "./sweep.ts";

const RANGE = /^\s*(\S+?)\s*\.\.\s*(\S+)(?:\s+(?:by\s+(\S+)|(log)))?\s*$/;

/** Whether a text asks for several values of this parameter, rightly or wrongly. */
export function isSwept(parameters: Parameters, name: string, text: string): boolean {
  if (text.includes(";")) return true;
  const kind = parameters[name]?.kind;
  return (kind === "integer" || kind === "number") && text.includes("..");
}

/**
 * Reads several values.
 *
 * @throws ParameterError saying the rule and the value
 */
export function parseSwept(parameters: Parameters, name: string, text: string): SweptParameter {
  if (!text.includes(";")) return parseRange(parameters, name, text);
  const parts = text.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop(); // a semicolon at the end is a list that is still being typed
  const values: ParameterValue[] = [];
  for (const part of parts) {
    const value = parseValue(parameters, name, part);
    if (!values.some((known) => formatValue(known) === formatValue(value))) values.push(value);
  }
  return { kind: "values", values };
}

/** The text that `parseSwept` reads back to the same values. */
export function formatSwept(swept: SweptParameter): string {
  if (swept.kind === "range") {
    return `${swept.minimum}..${swept.maximum}${swept.scale === "log" ? " log" : ""}`;
  }
  const texts = swept.values.map(formatValue);
  return texts.length === 1 ? `${texts[0] ?? ""};` : texts.join("; ");
}

function parseRange(parameters: Parameters, name: string, text: string): SweptParameter {
  const parameter = parameters[name];
  if (parameter?.kind !== "integer" && parameter?.kind !== "number") {
    const rule = parameter === undefined ? "there is no such parameter" : ruleOf(parameter);
    throw new ParameterError(`Cannot sweep ${name}: ${rule}. Put a semicolon between values.`, name);
  }
  const [, first, last, by, log] = RANGE.exec(text) ?? [];
  if (first === undefined || last === undefined) {
    throw new ParameterError(
      `Cannot sweep ${name}: a range is written 10..50 by 10, or 0.001..0.1 log to draw from, got "${text.slice(0, 60)}".`,
      name,
    );
  }
  const minimum = parseValue(parameters, name, first) as number;
  const maximum = parseValue(parameters, name, last) as number;
  if (minimum > maximum) throw new ParameterError(`Cannot sweep ${name}: ${minimum} is above ${maximum}.`, name);
  if (by !== undefined) {
    const step = Number(by);
    if (!(step > 0)) throw new ParameterError(`Cannot sweep ${name}: the step must be above 0, got "${by}".`, name);
    const values = steps(name, minimum, maximum, step).map((value) => parseValue(parameters, name, String(value)));
    return { kind: "values", values };
  }
  if (log !== undefined && minimum <= 0) {
    throw new ParameterError(`Cannot sweep ${name} on a log scale: it must begin above 0, got ${minimum}.`, name);
  }
  const whole = parameter.kind === "integer";
  return { kind: "range", minimum, maximum, scale: log === undefined ? "linear" : "log", whole };
}
