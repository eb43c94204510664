/** One row per model: what it came to, beside what its source printed. */
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import type { Row } from "../../results/table.ts";
import { AUTOENCODERS, type AutoencoderName, type ModelName } from "./models.ts";

/** Everything a row may hold; what a model has no such thing as is null. */
interface Measured {
  readonly epochs?: number;
  readonly validationLoss?: number;
  readonly publishedLoss?: number | null;
  readonly penalty?: number;
  readonly mse?: Interval;
  readonly pcaMse?: number | null;
  readonly codeSize?: number;
  readonly deadPercent?: number | undefined;
  readonly zeroPercent?: number | undefined;
  readonly toldApartPercent?: number;
  readonly impossiblePercent?: number;
  readonly nearestMse?: number;
  readonly varietyPercent?: number;
  readonly parameters?: number;
  readonly trainImages?: number;
  readonly testImages?: number;
}

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
}

export const NETWORK = "network";

/** What the source printed after so many epochs, if its log is at hand. */
export function publishedLoss(model: AutoencoderName, epochs: number): number | null {
  return AUTOENCODERS[model].published[epochs - 1] ?? null;
}

export function zooRow(
  { preset, seed }: RowContext,
  { model, method, loss }: { readonly model: ModelName; readonly method: string; readonly loss: string | null },
  measured: Measured,
): Row {
  const { validationLoss = null, publishedLoss: published = null, mse } = measured;
  return {
    experiment: "autoencoder-zoo",
    preset,
    seed,
    model,
    method,
    loss,
    epochs: measured.epochs ?? null,
    validation_loss: validationLoss,
    published_loss: published,
    difference_percent: published === null || validationLoss === null ? null : 100 * (validationLoss / published - 1),
    penalty: measured.penalty ?? null,
    mse_all: mse?.mean ?? null,
    mse_all_ci95: mse?.ci95 ?? null,
    pca_mse: measured.pcaMse ?? null,
    code_size: measured.codeSize ?? null,
    dead_units_percent: measured.deadPercent ?? null,
    zero_activations_percent: measured.zeroPercent ?? null,
    told_apart_percent: measured.toldApartPercent ?? null,
    impossible_pixels_percent: measured.impossiblePercent ?? null,
    nearest_mse: measured.nearestMse ?? null,
    variety_percent: measured.varietyPercent ?? null,
    parameters: measured.parameters ?? null,
    train_images: measured.trainImages ?? null,
    n_images: measured.testImages ?? mse?.count ?? null,
  };
}

/** Of several seeds, one row for each model and method: means over seeds, intervals over seeds. */
export function meanOverSeeds(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = [row["model"], row["method"]].join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map(meanRow);
}

const AVERAGED = [
  "validation_loss",
  "penalty",
  "mse_all",
  "pca_mse",
  "dead_units_percent",
  "zero_activations_percent",
  "told_apart_percent",
  "impossible_pixels_percent",
  "nearest_mse",
  "variety_percent",
] as const;

function meanRow(rows: readonly Row[]): Row {
  const first = rows[0] as Row;
  const means: Record<string, number | null> = {};
  for (const column of AVERAGED) {
    const values = rows.map((row) => row[column]);
    means[column] = values.every((value) => typeof value === "number") ? meanInterval(values).mean : null;
  }
  const [loss, published] = [means["validation_loss"] ?? null, first["published_loss"]];
  return {
    ...first,
    ...means,
    seed: `mean of ${rows.map((row) => row["seed"]).join(", ")}`,
    difference_percent: loss === null || typeof published !== "number" ? null : 100 * (loss / published - 1),
    mse_all_ci95: means["mse_all"] === null ? null : meanInterval(rows.map((row) => row["mse_all"] as number)).ci95,
  };
}
