/**
 * A sweep on disk: a folder for each trial, named by what the trial is, with `trial.json` beside its results; and for all of
 * them `sweep.json` and `trials.csv`. Whatever ends the program, the folder says what is done and what is left.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { z } from "zod";
import { findExperiment } from "../../src/catalog.ts";
import { tableCsv } from "../../src/results/csv.ts";
import { newTrial, type TrialRecord } from "../../src/sweep/progress.ts";
import type { FormerTiming } from "../../src/sweep/estimate.ts";
import { sweepJson } from "../../src/sweep/sweep-json.ts";
import { sweepTable, type TrialRun } from "../../src/sweep/sweep-table.ts";
import type { Sweep } from "../../src/sweep/sweep.ts";
import type { Trial } from "../../src/sweep/trials.ts";

/** A trial and what came of its newest run; null while nothing has. */
export interface KeptTrial extends TrialRecord {
  readonly run: (TrialRun & Omit<FormerTiming, "config">) | null;
}

const KEPT = z.object({
  state: z.enum(["queued", "running", "done", "failed", "stopped", "interrupted", "ended-early"]),
  runId: z.string().nullable(),
  attempts: z.int().min(0),
  error: z.string().nullable(),
  run: z
    .object({
      metrics: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          kind: z.enum(["headline", "curve"]),
          better: z.enum(["lower", "higher"]),
          last: z.number(),
          best: z.number(),
          ci95: z.number().nullable(),
        }),
      ),
      wallMs: z.number(),
      phasesMs: z.record(z.string(), z.number()),
    })
    .nullable(),
});

export class SweepFolder {
  readonly #folder: string;

  /** @param folder - it can be written already */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the results of a trial lie. */
  folderOf({ id }: Trial): string {
    return join(this.#folder, `trial-${id}`);
  }

  /**
   * The trial as the last program left it. One that was running then was interrupted; one whose file cannot be read, or whose
   * results are gone, begins anew.
   */
  read(trial: Trial): KeptTrial {
    const anew: KeptTrial = { ...newTrial(trial), run: null };
    const path = join(this.folderOf(trial), "trial.json");
    if (!existsSync(path)) return anew;
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(path, "utf8"));
    } catch {
      return anew;
    }
    const kept = KEPT.safeParse(content);
    if (!kept.success) return anew;
    if (kept.data.state === "done" && !existsSync(join(this.folderOf(trial), "manifest.json"))) return anew;
    return { ...trial, ...kept.data, state: kept.data.state === "running" ? "interrupted" : kept.data.state };
  }

  write(trial: KeptTrial): void {
    mkdirSync(this.folderOf(trial), { recursive: true });
    replaceFile(join(this.folderOf(trial), "trial.json"), `${JSON.stringify(trial, null, 2)}\n`);
  }

  /** A curve of a trial as its file has it; empty where there is none. */
  curve(trial: Trial, series: string): number[] {
    const path = join(this.folderOf(trial), "curves.csv");
    if (!existsSync(path)) return [];
    const { data } = Papa.parse<Record<string, string>>(readFileSync(path, "utf8"), { header: true });
    return data.filter((line) => line["series"] === series).map((line) => Number(line["value"]));
  }

  /** Writes `sweep.json`, which `sweep` reads again, and `trials.csv`. @returns their paths */
  writeTables(sweep: Sweep, trials: readonly KeptTrial[]): string[] {
    const runs = new Map(trials.map(({ id, run }) => [id, run]));
    const spec = findExperiment(sweep.experiment);
    const { columns, rows } = sweepTable(spec, sweep, trials, ({ id }) => runs.get(id) ?? null);
    const files: [name: string, content: string][] = [
      ["sweep.json", `${JSON.stringify(sweepJson(sweep), null, 2)}\n`],
      ["trials.csv", tableCsv(columns, rows)],
    ];
    return files.map(([name, content]) => {
      const path = join(this.#folder, name);
      replaceFile(path, content);
      return path;
    });
  }
}

/** As a whole or not at all: a program that is killed here leaves the older file. */
function replaceFile(path: string, content: string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
