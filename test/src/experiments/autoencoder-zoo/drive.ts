/** Drives the zoo itself, without engine or data loading, on tiny images and for a step or two. */
import { run } from "../../../../src/experiments/autoencoder-zoo/run.ts";
import { autoencoderZoo, type ZooValues } from "../../../../src/experiments/autoencoder-zoo/spec.ts";
import type { RunContext, RunUpdate } from "../../../../src/experiments/experiment.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Row } from "../../../../src/results/table.ts";
import { testContext, tinyDataset } from "../../../backends.ts";

const SMALL = { epochs: 1, batchSize: 8, ganSteps: 2, ganBatchSize: 2 } as const;

export async function driveZoo(change: Partial<ZooValues>, context: Partial<RunContext> = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of zooEvents(change, context)) events.push(event);
  return events;
}

/** One by one, for whoever has heard enough before the end. */
export function zooEvents(
  change: Partial<ZooValues>,
  context: Partial<RunContext> = {},
): AsyncGenerator<RunUpdate, void, void> {
  const values: ZooValues = { ...autoencoderZoo.presets.quick.values, ...SMALL, ...change };
  const small = { dataset: () => Promise.resolve(tinyDataset(16, 6)), ...context };
  return run("quick", values, testContext(small));
}

export const rowsOf = (events: readonly RunEvent[]): Row[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
