/** Measurements of energy inpainting as rows of its table. */
import type { Evaluation } from "../../metrics/evaluate.ts";
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import { psnrInterval } from "../../metrics/psnr.ts";
import type { Row } from "../../results/table.ts";
import { PCA_REFERENCE, SHEET_LOSSES } from "./reference.ts";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
}

/** What the energy net thinks of a restorer's pictures. */
export interface EnergyReading {
  readonly energy: number;
  /** Share of the pictures that it finds likelier than the true ones, %; null for the true ones. */
  readonly preferredPercent: number | null;
}

/** What PCA does to whole pictures. */
export interface CleanReading {
  readonly components: number;
  readonly mse: Interval;
  readonly varianceKeptPercent: number;
}

/** What only some restorers have. */
export interface Particulars {
  /** Steps down the energy. */
  readonly steps: number | null;
  readonly clean: CleanReading | null;
  /** Whether PCA's reference was computed on the same images. */
  readonly isComparable: boolean;
}

const EMPTY = {
  restorer: null,
  components: null,
  descent_steps: null,
  mse_hole: null,
  mse_hole_ci95: null,
  reference_mse_hole: null,
  difference_percent: null,
  mse_all: null,
  mse_all_ci95: null,
  psnr_db: null,
  psnr_db_ci95: null,
  ssim: null,
  ssim_ci95: null,
  energy: null,
  preferred_percent: null,
  mse_clean: null,
  mse_clean_ci95: null,
  reference_mse_clean: null,
  clean_difference_percent: null,
  variance_kept_percent: null,
  reference_variance_kept_percent: null,
  epoch: null,
  loss: null,
  published_loss: null,
  n_images: null,
} as const satisfies Row;

/** A restorer on all test images. */
export function restorationRow(
  context: RowContext,
  evaluation: Evaluation,
  { energy, preferredPercent }: EnergyReading,
  { steps, clean, isComparable }: Particulars,
): Row {
  const { restorer, mseAll, mseHole, psnrDb, ssim } = evaluation;
  const reference = isComparable ? PCA_REFERENCE.find(({ components }) => components === clean?.components) : undefined;
  return {
    ...start(context, "restoration"),
    restorer,
    components: clean?.components ?? null,
    descent_steps: steps,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    reference_mse_hole: reference?.mseHole ?? null,
    difference_percent: difference(mseHole.mean, reference?.mseHole),
    mse_all: mseAll.mean,
    mse_all_ci95: mseAll.ci95,
    psnr_db: psnrDb.mean,
    psnr_db_ci95: psnrDb.ci95,
    ssim: ssim.mean,
    ssim_ci95: ssim.ci95,
    energy,
    preferred_percent: preferredPercent,
    mse_clean: clean?.mse.mean ?? null,
    mse_clean_ci95: clean?.mse.ci95 ?? null,
    reference_mse_clean: reference?.mseClean ?? null,
    clean_difference_percent: clean === null ? null : difference(clean.mse.mean, reference?.mseClean),
    variance_kept_percent: clean?.varianceKeptPercent ?? null,
    reference_variance_kept_percent: reference?.varianceKeptPercent ?? null,
    n_images: mseAll.count,
  };
}

/** The true pictures, for their energy. */
export function originalRow(context: RowContext, energy: number, images: number): Row {
  return { ...start(context, "restoration"), restorer: "original", mse_hole: 0, mse_all: 0, energy, n_images: images };
}

/** A point on the way down the energy. */
export function descentRow(
  context: RowContext,
  { restorer, mseHole }: Pick<Evaluation, "restorer" | "mseHole">,
  descentSteps: number,
  { energy, preferredPercent }: EnergyReading,
): Row {
  return {
    ...start(context, "descent"),
    restorer,
    descent_steps: descentSteps,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    energy,
    preferred_percent: preferredPercent,
    n_images: mseHole.count,
  };
}

/** A line of the loss log. @param isSheet - whether it was trained as the sheet's log was */
export function lossRow(context: RowContext, { epoch, loss }: { epoch: number; loss: number }, isSheet: boolean): Row {
  const published = isSheet ? SHEET_LOSSES.find((line) => line.epoch === epoch)?.loss : undefined;
  return { ...start(context, "training"), epoch, loss, published_loss: published ?? null };
}

/** The same restorer after trainings with several seeds: means over seeds, with intervals over seeds. */
export function meanOverSeeds(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row["part"] !== "restoration") continue;
    const key = String(row["restorer"]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map(meanRow);
}

function meanRow(rows: readonly Row[]): Row {
  const over = (column: string): Interval => meanInterval(rows.map((row) => Number(row[column])));
  const [mse, hole, similarity] = [over("mse_all"), over("mse_hole"), over("ssim")];
  const first = rows[0] as Row;
  const isOriginal = first["restorer"] === "original";
  return {
    ...first,
    seed: `mean of ${rows.map((row) => row["seed"]).join(", ")}`,
    mse_all: mse.mean,
    mse_all_ci95: mse.ci95,
    mse_hole: hole.mean,
    mse_hole_ci95: hole.ci95,
    psnr_db: isOriginal ? null : psnrInterval(mse).mean,
    psnr_db_ci95: isOriginal ? null : psnrInterval(mse).ci95,
    ssim: isOriginal ? null : similarity.mean,
    ssim_ci95: isOriginal ? null : similarity.ci95,
    energy: over("energy").mean,
    preferred_percent: isOriginal ? null : over("preferred_percent").mean,
  };
}

function start({ preset, seed }: RowContext, part: "restoration" | "descent" | "training"): Row {
  return { experiment: "energy-inpainting", preset, seed, part, ...EMPTY };
}

function difference(measured: number, reference: number | undefined): number | null {
  return reference === undefined ? null : 100 * (measured / reference - 1);
}
