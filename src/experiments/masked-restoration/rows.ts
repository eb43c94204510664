/** Evaluations of masked restoration as rows of its table, published figures beside the network's own. */
import { maskedPercent, sizeOf } from "../../corruptions/corruption.ts";
import type { Evaluation } from "../../metrics/evaluate.ts";
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import { psnrInterval } from "../../metrics/psnr.ts";
import { statedQuality } from "../../metrics/quality.ts";
import type { Row } from "../../results/table.ts";
import { publishedMse } from "./published.ts";

export const NETWORK = "network";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
}

/** The network's rows of several seeds as one row for each mask: means over seeds, with intervals over seeds. */
export function meanOverSeeds(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row["restorer"] !== NETWORK) continue;
    const key = [row["corruption"], row["size_px"], row["composited"]].join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(meanRow);
}

function meanRow(rows: readonly Row[]): Row {
  const over = (column: string): Interval => meanInterval(rows.map((row) => row[column] as number));
  const first = rows[0] as Row;
  const mse = over("mse_all");
  const hole = over("mse_hole");
  const published = first["published_mse"] as number | null;
  return {
    ...first,
    seed: `mean of ${rows.map((row) => row["seed"]).join(", ")}`,
    mse_all: mse.mean,
    mse_all_ci95: mse.ci95,
    mse_hole: hole.mean,
    mse_hole_ci95: hole.ci95,
    psnr_db: psnrInterval(mse).mean,
    psnr_db_ci95: psnrInterval(mse).ci95,
    ssim: over("ssim").mean,
    ssim_ci95: over("ssim").ci95,
    difference_percent: published === null ? null : 100 * (mse.mean / published - 1),
    quality: statedQuality(mse.mean),
  };
}

export function tableRow({ preset, seed }: RowContext, evaluation: Evaluation): Row {
  const { restorer, corruption, composited, mseAll, mseHole, psnrDb, ssim } = evaluation;
  const published = restorer === NETWORK ? publishedMse(corruption.kind, sizeOf(corruption))?.mse : undefined;
  return {
    experiment: "masked-restoration",
    preset,
    seed,
    restorer,
    corruption: corruption.kind,
    size_px: sizeOf(corruption),
    masked_percent: maskedPercent(corruption),
    composited,
    mse_all: mseAll.mean,
    mse_all_ci95: mseAll.ci95,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    psnr_db: psnrDb.mean,
    psnr_db_ci95: psnrDb.ci95,
    ssim: ssim.mean,
    ssim_ci95: ssim.ci95,
    published_mse: published ?? null,
    difference_percent: published === undefined ? null : 100 * (mseAll.mean / published - 1),
    quality: statedQuality(mseAll.mean),
    n_images: mseAll.count,
  };
}
