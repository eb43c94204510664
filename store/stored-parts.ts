/**
 * What lies beside a run in the store, checked before it is used: a piece that a crash or another program has damaged is left
 * out, and costs no more than itself.
 */
import { z } from "zod/mini";
import { ENGINE_CHOICES } from "../src/protocol.ts";
import type { Figure } from "../src/results/figure.ts";
import type { Row } from "../src/results/table.ts";
import type { StoredTrial } from "./stored-sweep.ts";
import type { StoredCurves } from "./stored-curves.ts";

const VALUE = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

const TRIAL = z.object({
  id: z.string(),
  sweepId: z.string(),
  place: z.number(),
  config: z.object({
    experiment: z.string(),
    preset: z.string(),
    engine: z.enum(ENGINE_CHOICES),
    values: z.record(z.string(), VALUE),
  }),
  varied: z.record(z.string(), VALUE),
  state: z.enum(["queued", "running", "done", "failed", "stopped", "interrupted", "ended-early"]),
  runId: z.nullable(z.string()),
  attempts: z.number(),
  error: z.nullable(z.string()),
});

export function isStoredTrial(value: unknown): value is StoredTrial {
  return TRIAL.safeParse(value).success;
}

export function isStoredCurves(value: unknown): value is StoredCurves {
  if (!isObject(value)) return false;
  const { part, series, seriesOf, epoch, step, wallMs, value: values } = value;
  if (typeof part !== "number" || !Array.isArray(series) || !(seriesOf instanceof Uint16Array)) return false;
  const isWhole = (column: unknown): boolean => column instanceof Float64Array && column.length === seriesOf.length;
  return [epoch, step, wallMs, values].every(isWhole) && seriesOf.every((index) => typeof series[index] === "string");
}

/** The parts of a run that are sound, and how many are not. */
export interface SoundParts {
  readonly pieces: readonly StoredCurves[];
  readonly rows: readonly Row[];
  readonly figures: readonly Figure[];
  readonly damaged: number;
}

/**
 * @param rows - the entry that holds them; undefined where there is none
 * @param figures - their entries, in order
 */
export function soundParts(pieces: readonly unknown[], rows: unknown, figures: readonly unknown[]): SoundParts {
  const soundPieces = pieces.filter(isStoredCurves);
  const rowList = isObject(rows) && Array.isArray(rows["rows"]) ? (rows["rows"] as unknown[]) : null;
  const soundRows = (rowList ?? []).filter(isObject) as Row[];
  const soundFigures = figures.flatMap((entry) =>
    isObject(entry) && isFigure(entry["figure"]) ? entry["figure"] : [],
  );
  const lostRows = rowList === null ? (rows === undefined ? 0 : 1) : rowList.length - soundRows.length;
  const lost = pieces.length - soundPieces.length + figures.length - soundFigures.length + lostRows;
  return { pieces: soundPieces, rows: soundRows, figures: soundFigures, damaged: lost };
}

/** What to say on the page of a run that has lost parts of it; null for none. */
export function damagedSentence(count: number): string | null {
  if (count === 0) return null;
  const [what, verb] = count === 1 ? ["One part", "was"] : [`${count} parts`, "were"];
  return `${what} of this run could not be read from the store and ${verb} left out: curves, rows or figures are incomplete.`;
}

function isFigure(value: unknown): value is Figure {
  return isObject(value) && [value["kind"], value["id"], value["title"]].every((text) => typeof text === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
