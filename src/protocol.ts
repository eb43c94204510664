/**
 * The only contract between page and worker. The page (or the command line's page) calls `LabApi` through Comlink;
 * the worker answers with `RunEvent`s. Both sides import this file and neither imports the other.
 */
import type { DatasetIdentity } from "./data/dataset.ts";
import type { ParameterValues } from "./experiments/parameters.ts";
import type { PlaygroundApi } from "./playground/protocol.ts";
import type { Figure } from "./results/figure.ts";
import type { Manifest } from "./results/manifest.ts";
import type { TrainedModel } from "./results/trained-model.ts";
import type { Row } from "./results/table.ts";

export const ENGINE_CHOICES = ["auto", "webgpu", "wasm", "cpu"] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** What is asked. Validated by the spec on both sides of the boundary. */
export interface RunConfig {
  readonly experiment: string;
  /** The preset it started from; values may differ from it. */
  readonly preset: string;
  readonly engine: EngineChoice;
  readonly values: ParameterValues;
}

/** Whether a run begins anew, or goes on from what the same run kept before it was interrupted, where it kept something. */
export type RunStart = "anew" | "resume";

/** Which engine runs, and why it was chosen: shown in the status bar and kept in the manifest. */
export interface EngineDescription {
  readonly backend: "webgpu" | "wasm" | "cpu";
  /** For people: "WebGPU · nvidia ampere", "WASM · SIMD, 2 threads", "CPU · plain JavaScript". */
  readonly label: string;
  /** Why this one, as a clause: "its WebGPU runs in software (swiftshader)". */
  readonly reason: string;
  /** Whether WebGPU runs in software (SwiftShader, llvmpipe, lavapipe). */
  readonly softwareAdapter: boolean;
  readonly adapter: { readonly vendor: string; readonly architecture: string; readonly description: string } | null;
  readonly wasm: {
    readonly simd: boolean;
    readonly threads: number;
    /** The lab's own kernels, by their arithmetic; null where tfjs' own have to do. */
    readonly kernels: "fused multiply-add" | "plain" | null;
  } | null;
  /**
   * What of WebGPU is the lab's own: optimiser steps on any adapter, products, sums and convolutions too on a software one;
   * null where tfjs' kernels run as they come. Absent from manifests that are older than these kernels.
   */
  readonly webgpu?: { readonly kernels: "updates" | "updates and software" | null } | null;
  /** How the lab's own kernels did when they were tested at the start, by tfjs' names; null where there are none. */
  readonly selfTest?: {
    /** Wrong on this machine, so that TensorFlow.js' own took over. */
    readonly failed: readonly string[];
    /** For lack of time. */
    readonly untested: readonly string[];
    readonly ms: number;
    readonly isRemembered: boolean;
  } | null;
  readonly tfjsVersion: string;
}

/** A point of a curve. */
export interface CurvePoint {
  /** "train" and "validation" losses, or whatever the experiment draws; "train seed 2" in repeats. */
  readonly series: string;
  /** Fractional: 1.5 is half through the second epoch. */
  readonly epoch: number;
  /** Optimiser updates so far. */
  readonly step: number;
  /** Since the run started. */
  readonly wallMs: number;
  readonly value: number;
}

/** The parts of a run that take time, in order. */
export type Phase = "data" | "training" | "measuring";

/** How far the training of a run had come when its state was last kept. */
export interface ResumePoint {
  /** Name of the training within its run: "seed 1". */
  readonly training: string;
  /** Whether it is over, so that measuring is what is left. */
  readonly isTrained: boolean;
  readonly done: number;
  readonly total: number;
  /** What `done` counts: "steps", "iterations". */
  readonly unit: string;
}

export type RunOutcome = "done" | "stopped";

export type RunEvent =
  | { readonly kind: "started"; readonly runId: string; readonly config: RunConfig; readonly engine: EngineDescription }
  /** The data in use, once known. */
  | {
      readonly kind: "data";
      readonly dataset: DatasetIdentity;
      readonly trainImages: number;
      readonly testImages: number;
    }
  /** What lies ahead, once known. */
  | { readonly kind: "plan"; readonly epochs: number; readonly stepsPerEpoch: number; readonly parameters: number }
  | {
      readonly kind: "progress";
      readonly phase: Phase;
      readonly done: number;
      readonly total: number;
      /** What `done` counts: "steps", "settings", "bytes", "images". */
      readonly unit: string;
      /** One short line: "epoch 3 of 50". */
      readonly label: string;
    }
  | { readonly kind: "points"; readonly points: readonly CurvePoint[] }
  | { readonly kind: "row"; readonly row: Row }
  /**
   * `when` says where the training was, "epoch 12 of 50"; a run that leaves it out has it from its newest point. `skipped`, of
   * one that a resumed training tells again, is how many of its id came just before it and are not told again.
   */
  | { readonly kind: "figure"; readonly figure: Figure; readonly when?: string; readonly skipped?: number }
  /** A network as it is at the end of its training. */
  | { readonly kind: "model"; readonly model: TrainedModel }
  /** Something a person should know that stops nothing: a fallback, a caveat. */
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "finished"; readonly outcome: RunOutcome; readonly manifest: Manifest }
  /** Nothing measured before it is lost. */
  | { readonly kind: "failed"; readonly message: string; readonly manifest: Manifest | null };

/** Raw or gzip IDX bytes under their usual names, as dropped on the page or read by the command line. */
export interface DataFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** The state of the real digits on this machine. */
export type DataStatus = { readonly kind: "none" } | { readonly kind: "ready"; readonly identity: DatasetIdentity };

/** Progress of a download. */
export interface DownloadProgress {
  readonly file: string;
  readonly mirror: string;
  readonly doneBytes: number;
  /** 0 when the server does not say. */
  readonly totalBytes: number;
}

/** What the caller adds to the manifest, because only it knows. */
export interface Caller {
  /** "page" or "command line". */
  readonly from: string;
  /** The machine, as far as the caller can tell; the page knows little, the command line more. */
  readonly machine: string;
}

/** A run that waits. */
export interface Pause {
  /** Those who can learn in the next update without the others; none where it waits outside a training of several. */
  readonly players: readonly string[];
}

/** Receives a run's events, in order. Across threads it answers with a promise, which tells that it has received. */
export type RunListener = (event: RunEvent) => void | Promise<void>;

/** Implemented by `workers/lab.ts`. Every method rejects with an Error whose message may be shown as it is. */
export interface LabApi {
  /** Chooses and starts an engine, or says which one runs. */
  engine(choice: EngineChoice): Promise<EngineDescription>;
  /**
   * Starts a run and resolves when it has finished, stopped or failed (each told by an event, delivered before).
   * Rejects at once when a run is already going, or when the configuration does not fit its spec.
   *
   * @param start - "anew" (the default) forgets what an interrupted run of the same configuration kept; a resumed run tells
   *   again what was told before, and ends as if it had never been interrupted
   */
  run(config: RunConfig, caller: Caller, onEvent: RunListener, start?: RunStart): Promise<void>;
  /** Stops the run within one step; what was measured stays. Resolves when it has stopped. */
  stop(): Promise<void>;
  /** Holds the run at its next update, or its next breath. Resolves when it waits, with null when it ended first. */
  pause(): Promise<Pause | null>;
  /** Lets a paused run go on as if it had never waited. */
  continue(): Promise<void>;
  /** Lets a paused run make one update in which only these players learn. Resolves when it waits again, as `pause` does. */
  step(players: readonly string[]): Promise<Pause | null>;
  /**
   * Where a run that was left would go on by `run(…, "resume")`; null where it would begin anew.
   *
   * @param dataset - what the run had trained on, as far as it is known
   */
  resumePoint(config: RunConfig, dataset: DatasetIdentity | null): Promise<ResumePoint | null>;
  /** Takes the four IDX files; they are used before any download until `forgetFiles`. */
  useFiles(files: readonly DataFile[]): Promise<DatasetIdentity>;
  forgetFiles(): Promise<void>;
  /** Takes a file that a file parameter names; kept until the worker ends, a later one of the same name replaces it. */
  giveFile(file: DataFile): Promise<void>;
  /** Keeps what outlives a run behind an address of the page's own server instead of in the browser. */
  keepShelfAt(address: string): Promise<void>;
  /** Fetches real digits from the mirrors into the cache. */
  download(onProgress: (progress: DownloadProgress) => void): Promise<DatasetIdentity>;
  cancelDownload(): Promise<void>;
  dataStatus(): Promise<DataStatus>;
  /** Resolves when the worker holds a lock of the browser of this name, which it does as long as it lives. */
  liveUnder(lock: string): Promise<void>;
  /** Closed while a run goes on, and by a change of engine. */
  readonly playground: PlaygroundApi;
}
