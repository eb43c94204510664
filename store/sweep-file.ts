/** One sweep with its trials as JSON in an archive. It comes back paused: nothing begins to train because a file was read. */
import { z } from "zod";
import { ENGINE_CHOICES } from "../src/protocol.ts";
import type { TrialRecord } from "../src/sweep/progress.ts";
import { readSweep } from "../src/sweep/sweep-json.ts";
import type { StoredSweep, SweepAndTrials } from "./stored-sweep.ts";

const KIND = "lacuna sweep";
const VERSION = 1;

const VALUE = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

const FILE = z.object({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  sweep: z.object({
    sweepId: z.string().regex(/^[\w.:-]{1,120}$/),
    json: z.record(z.string(), z.unknown()),
    createdAt: z.iso.datetime(),
    state: z.enum(["going", "paused"]),
    deletedAt: z.string().nullable(),
  }),
  trials: z.array(
    z.object({
      id: z.string(),
      config: z.object({
        experiment: z.string(),
        preset: z.string(),
        engine: z.enum(ENGINE_CHOICES),
        values: z.record(z.string(), VALUE),
      }),
      varied: z.record(z.string(), VALUE),
      state: z.enum(["queued", "running", "done", "failed", "stopped", "interrupted", "ended-early"]),
      runId: z.string().nullable(),
      attempts: z.int().min(0),
      error: z.string().nullable(),
    }),
  ),
});

export function sweepFile({ sweep, trials }: SweepAndTrials): string {
  return JSON.stringify({ kind: KIND, version: VERSION, sweep, trials });
}

/** @throws Error whose message ends a sentence */
export function readSweepFile(text: string): { readonly sweep: StoredSweep; readonly trials: readonly TrialRecord[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = FILE.safeParse(json);
  if (!result.success) throw new Error(`${result.error.issues[0]?.path.join(".") ?? ""} does not fit`);
  const { sweep, trials } = result.data;
  readSweep(sweep.json);
  const isOpen = trials.some(({ state }) => state === "queued" || state === "running");
  return {
    sweep: { ...sweep, state: isOpen ? "paused" : sweep.state, deletedAt: null },
    trials: trials.map((trial) => (trial.state === "running" ? { ...trial, state: "interrupted" } : trial)),
  };
}
