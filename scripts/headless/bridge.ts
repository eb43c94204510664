/**
 * The contract between the command line and the headless page it opens. Types only: one side runs in Node, the other in
 * the browser, and what crosses is JSON.
 */
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import type { TrainedModel } from "../../src/results/trained-model.ts";
import type { Caller, RunConfig, RunEvent, RunStart } from "../../src/protocol.ts";

/** What went wrong, ready to show, or null: a rejection would reach Node with the page's stack mixed into its words. */
export type Fault = string | null;

/** What the page offers, as `window.lacuna`, once it has loaded. */
export interface HeadlessPage {
  /** What a manifest says about code and browser, for the one that Node writes when the worker cannot. */
  surroundings(): Surroundings;
  /** Fetches the files of these names from `DATA_ROUTE` and hands them to the worker. */
  useFiles(names: readonly string[]): Promise<Fault>;
  /** The digits that runs on real ones will use, fetched from a mirror where none were handed over; null without any. */
  realDigits(): Promise<DatasetIdentity | null>;
  /** Fetches a file of this name from `DATA_ROUTE` and hands it to the worker for the parameter that names it. */
  giveFile(name: string): Promise<Fault>;
  /** Resolves when the run has ended and every message about it has arrived. */
  run(config: RunConfig, caller: Caller, start: RunStart): Promise<Fault>;
  stop(): Promise<Fault>;
}

export interface Surroundings {
  readonly lacuna: Manifest["lacuna"];
  readonly userAgent: string;
  readonly logicalCores: number;
  readonly crossOriginIsolated: boolean;
}

/** What the page says, through `window.tellLacuna`. Figures are painted in the page, which has a canvas. */
export type PageMessage =
  | { readonly kind: "event"; readonly event: Exclude<RunEvent, { kind: "figure" | "model" }> }
  | {
      readonly kind: "model";
      readonly model: Omit<TrainedModel, "weights">;
      /** A message is JSON, where bytes would be an object with a key for each. */
      readonly weightsBase64: string;
    }
  | { readonly kind: "figure"; readonly id: string; readonly pngBase64: string };

/** Where the server offers the data files. */
export const DATA_ROUTE = "/headless-data/";

/** Where the server keeps what outlives a run. */
export const SHELF_ROUTE = "/headless-shelf/";

declare global {
  interface Window {
    lacuna: HeadlessPage;
    tellLacuna(message: PageMessage): Promise<void>;
  }
}
