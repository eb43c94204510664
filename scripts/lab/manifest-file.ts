/** Reads the configuration back out of a manifest, so that a result can be had again. Nothing else in it is trusted. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { addedText, checkFormerConfig } from "../../src/catalog.ts";
import type { RunConfig } from "../../src/protocol.ts";
import { UsageError } from "./arguments.ts";

const SCHEMA = z.object({
  config: z.object({
    experiment: z.string(),
    preset: z.string(),
    engine: z.string(),
    values: z.record(z.string(), z.unknown()),
  }),
  dataset: z.nullable(z.object({ name: z.string(), sha256: z.record(z.string(), z.string()) })),
});

export interface FormerRun {
  readonly config: RunConfig;
  /** What was put into it, for the person who asked; "" for nothing. */
  readonly note: string;
  /** What it ran on, to be compared; null when it never got so far. */
  readonly dataset: { readonly name: string; readonly sha256: Readonly<Record<string, string>> } | null;
}

/**
 * Reads and checks it.
 *
 * @throws UsageError when the file is no manifest, ParameterError when its configuration no longer fits the spec
 */
export function readManifest(path: string): FormerRun {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it is not JSON";
    throw new UsageError(`Cannot rerun ${path}: ${why}. Name the manifest.json that lies beside a table.csv.`);
  }
  const parsed = SCHEMA.safeParse(content);
  if (!parsed.success) {
    throw new UsageError(`Cannot rerun ${path}: it holds no configuration of a run. Name a manifest.json of the lab.`);
  }
  const former = checkFormerConfig(parsed.data.config);
  return { config: former.config, note: addedText(former), dataset: parsed.data.dataset };
}

/** Whether two data sets hold the same bytes. */
export function isSameData(a: FormerRun["dataset"], b: FormerRun["dataset"]): boolean {
  const digests = (set: FormerRun["dataset"]): string => JSON.stringify(Object.entries(set?.sha256 ?? {}).sort());
  return digests(a) === digests(b);
}
