/**
 * A generator from a file of a person's own: weights of seed 001's shape, and pictures to restore if there are any. Every
 * fault is one sentence; nothing is guessed. The format is told in `docs/generator-file.md`.
 */
import * as tf from "@tensorflow/tfjs";
import { z } from "zod";
import { PIXELS } from "../../data/dataset.ts";
import { blankGenerator } from "../../networks/latent-generator.ts";
import { latentModel } from "../../networks/latent-model.ts";
import type { LatentGenerator } from "../../restorers/latent-search.ts";
import type { PixelSpace } from "../../restorers/pixel-space.ts";

/** A file that holds no generator; the message may be shown as it is. */
export class GeneratorFileError extends Error {
  override readonly name = "GeneratorFileError";
}

/** As read, shapes checked. */
export interface GeneratorFile {
  /** `[H, L]`, `[H]`, `[784, H]`, `[784]`. */
  readonly A1: readonly (readonly number[])[];
  readonly B1: readonly number[];
  readonly A2: readonly (readonly number[])[];
  readonly B2: readonly number[];
  readonly output: "sigmoid(-w)" | "sigmoid(w)";
  readonly space: PixelSpace;
  /** Pictures `[count, 784]` in the generator's own space, and the same with noise; null where the file brings none. */
  readonly ideal: Float32Array | null;
  readonly noisy: Float32Array | null;
}

const NUMBERS = z.array(z.number());
const ROWS = z.array(NUMBERS);

const SCHEMA = z.object({
  A1: ROWS,
  B1: NUMBERS,
  A2: ROWS,
  B2: NUMBERS,
  output: z.enum(["sigmoid(-w)", "sigmoid(w)"]).default("sigmoid(-w)"),
  order: z.enum(["columns", "rows"]).default("columns"),
  ink: z.union([z.literal(0), z.literal(1)]).default(0),
  ideal: ROWS.optional(),
  noisy: ROWS.optional(),
});

const LARGEST_CODE = 1000;
const WIDEST = 4096;

/** @throws GeneratorFileError */
export function readGeneratorFile(name: string, bytes: Uint8Array): GeneratorFile {
  const fault = (rule: string): GeneratorFileError => new GeneratorFileError(`Cannot read ${name}: ${rule}.`);
  const parsed = SCHEMA.safeParse(parseJson(bytes, fault));
  if (!parsed.success) throw fault(ruleBroken(parsed.error.issues[0]));
  const { A1, B1, A2, B2, output, order, ink, ideal, noisy } = parsed.data;

  const hidden = A1.length;
  const latent = A1[0]?.length ?? 0;
  if (hidden < 1 || hidden > WIDEST)
    throw fault(`A1 must have 1 to ${WIDEST} rows, one per hidden unit, got ${hidden}`);
  if (latent < 1 || latent > LARGEST_CODE) {
    throw fault(`A1 must have 1 to ${LARGEST_CODE} columns, one per number of the code, got ${latent}`);
  }
  requireRows("A1", A1, latent, fault);
  requireLength("B1", B1, hidden, "one per row of A1", fault);
  requireLength("A2", A2, PIXELS, "one row per pixel", fault);
  requireRows("A2", A2, hidden, fault);
  requireLength("B2", B2, PIXELS, "one per pixel", fault);
  for (const [key, images] of [
    ["ideal", ideal],
    ["noisy", noisy],
  ] as const) {
    if (images?.length === 0) throw fault(`${key} must hold at least one picture, or be left out`);
    if (images !== undefined) requireRows(key, images, PIXELS, fault);
  }
  if (noisy !== undefined && ideal === undefined) throw fault("noisy needs ideal beside it, to measure errors against");
  if (noisy !== undefined && noisy.length !== ideal?.length) {
    throw fault(`noisy must hold as many pictures as ideal, ${ideal?.length ?? 0}, got ${noisy.length}`);
  }
  return { A1, B1, A2, B2, output, space: { order, ink }, ideal: flat(ideal), noisy: flat(noisy) };
}

/** The generator on the current engine; dispose of it when done. */
export function generatorOfFile({ A1, B1, A2, B2, output, space }: GeneratorFile): LatentGenerator {
  const model = blankGenerator(A1[0]?.length ?? 0, A1.length);
  // sigmoid(−w) is the usual sigmoid of weights with the other sign.
  const sign = output === "sigmoid(-w)" ? -1 : 1;
  tf.tidy(() => {
    model.setWeights([
      tf.tensor2d(A1 as number[][]).transpose(),
      tf.tensor1d([...B1]),
      tf
        .tensor2d(A2 as number[][])
        .transpose()
        .mul(sign),
      tf.tensor1d([...B2]).mul(sign),
    ]);
  });
  return latentModel(model, { space });
}

type Fault = (rule: string) => GeneratorFileError;

function parseJson(bytes: Uint8Array, fault: Fault): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw fault("it is not JSON (NaN and Infinity are not numbers there)");
  }
}

/** The first fault that the schema found, as the end of a sentence: "A2[3][7] must be a finite number". */
function ruleBroken(issue: z.core.$ZodIssue | undefined): string {
  const [key, ...indices] = issue?.path ?? [];
  if (key === undefined) return "it must hold an object with A1, B1, A2 and B2";
  const place = `${String(key)}${indices.map((index) => `[${String(index)}]`).join("")}`;
  switch (key) {
    case "output":
      return 'output must be "sigmoid(-w)" or "sigmoid(w)"';
    case "order":
      return 'order must be "columns" or "rows"';
    case "ink":
      return "ink must be 0 or 1";
    default: {
      const isList = indices.length < (key === "B1" || key === "B2" ? 1 : 2);
      return isList ? `${place} is missing or no list of numbers` : `${place} must be a finite number`;
    }
  }
}

function requireLength(key: string, list: readonly unknown[], wanted: number, why: string, fault: Fault): void {
  if (list.length !== wanted) throw fault(`${key} must hold ${wanted} entries, ${why}, got ${list.length}`);
}

function requireRows(key: string, rows: readonly (readonly number[])[], width: number, fault: Fault): void {
  const index = rows.findIndex((row) => row.length !== width);
  if (index < 0) return;
  throw fault(`${key}[${index}] must hold ${width} numbers as the others do, got ${rows[index]?.length ?? 0}`);
}

function flat(images: readonly (readonly number[])[] | undefined): Float32Array | null {
  return images === undefined ? null : Float32Array.from(images.flat());
}
