/** Reconstruction errors as rows of the table of the two-unit embedding. */
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import type { Row } from "../../results/table.ts";

/** "Target MSE: < 0.07" (README). */
export const PUBLISHED_TARGET = 0.07;

export const AUTOENCODER = "autoencoder";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
  /** Of the mean image on the test images. */
  readonly meanImageMse: number;
}

export function tableRow(
  { preset, seed, meanImageMse }: RowContext,
  method: string,
  train: Interval,
  test: Interval,
): Row {
  return {
    experiment: "two-unit-embedding",
    preset,
    seed,
    method,
    ...errors(train, test, meanImageMse),
    n_train: train.count,
    n_test: test.count,
  };
}

/** The network's rows of several seeds as one: means over seeds, with intervals over seeds. */
export function meanOverSeeds(rows: readonly Row[], meanImageMse: number): Row {
  const own = rows.filter((row) => row["method"] === AUTOENCODER);
  const over = (column: string): Interval => meanInterval(own.map((row) => Number(row[column])));
  return {
    ...own[0],
    seed: `mean of ${own.map((row) => row["seed"]).join(", ")}`,
    ...errors(over("mse_train"), over("mse_test"), meanImageMse),
  };
}

function errors(train: Interval, test: Interval, meanImageMse: number): Row {
  return {
    mse_train: train.mean,
    mse_train_ci95: train.ci95,
    mse_test: test.mean,
    mse_test_ci95: test.ci95,
    published_target: PUBLISHED_TARGET,
    meets_target: train.mean < PUBLISHED_TARGET,
    difference_percent: 100 * (train.mean / PUBLISHED_TARGET - 1),
    explained_percent: 100 * (1 - test.mean / meanImageMse),
  };
}
