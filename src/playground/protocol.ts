/**
 * What the playground's page may ask of the worker, and what it is told. A part of the contract of `src/protocol.ts`:
 * arrays and plain objects cross, nothing else. Every method rejects with an Error whose message may be shown as it is.
 */
import type { DatasetIdentity } from "../data/dataset.ts";
import type { DataSource } from "../experiments/experiment.ts";

/** The four that train no network, and those that have to be trained first. */
export type CastKind = "baseline" | "network";

/** How a network came to be what it is: trained on this machine with so much effort, or elsewhere, before the lab was packed. */
export interface Origin {
  readonly training: "full" | "quick" | "shipped";
  /** Name of the digits that it learnt from; null where nobody wrote it down. */
  readonly learntFrom: string | null;
}

/**
 * How a restorer takes part. `live`: it fills within a fraction of a second and follows the pen. `patient`: it searches, and
 * is asked when the pen rests. Which of the two is measured when it is opened, on this machine and engine.
 */
export type Readiness =
  | { readonly kind: "preparing" }
  | { readonly kind: "untrained"; readonly aboutSeconds: number | null }
  | { readonly kind: "live" | "patient"; readonly origin: Origin | null }
  /** A kept one that cannot be used. */
  | { readonly kind: "failed"; readonly message: string };

export interface CastMember {
  /** Stable, as in tables. */
  readonly name: string;
  readonly label: string;
  readonly kind: CastKind;
  readonly readiness: Readiness;
}

export type JudgeState =
  | { readonly kind: "untrained"; readonly aboutSeconds: number }
  /** `cleanPercent`: share of clean test digits that it reads rightly, %. */
  | { readonly kind: "ready"; readonly cleanPercent: number };

/** A network that makes digits of codes. */
export interface GeneratorDescription {
  readonly name: string;
  readonly label: string;
  /** Numbers in a code. */
  readonly latentSize: number;
  /** Whether it can say which code a digit has. */
  readonly encodes: boolean;
  /** One sentence: what it has seen. */
  readonly about: string;
}

/** Told while the playground gets ready and whenever something changes in it. */
export type PlaygroundNews =
  /** Digits can be asked for. `fitOn`: training images behind the baselines. */
  | {
      readonly kind: "data";
      readonly dataset: DatasetIdentity;
      readonly fitOn: number;
      readonly notice: string | null;
    }
  | { readonly kind: "cast"; readonly cast: readonly CastMember[] }
  | { readonly kind: "judge"; readonly judge: JudgeState }
  | { readonly kind: "generators"; readonly generators: readonly GeneratorDescription[] }
  /** What is being prepared, for the one line that says so; null when nothing is left to do. */
  | { readonly kind: "progress"; readonly progress: PlaygroundProgress | null };

export interface PlaygroundProgress {
  /** "fitting PCA". */
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
}

export type PlaygroundListener = (news: PlaygroundNews) => void | Promise<void>;

/** A test digit. */
export interface SampleDigit {
  /** `[784]` in [0, 1]. */
  readonly pixels: Float32Array;
  readonly label: number;
  /** Which of the digits with this label, and how many there are. */
  readonly index: number;
  readonly count: number;
}

export interface FillTask {
  /** What the restored picture should be, `[784]` in [0, 1]; restorers see it with the hole black. */
  readonly pixels: Float32Array;
  /** `[784]`, 1 = missing. */
  readonly hole: Uint8Array;
  /** Paste the known pixels over what was restored, before measuring and judging. */
  readonly keepKnown: boolean;
}

export interface Verdict {
  /** 0..9. */
  readonly digit: number;
  /** How sure the judge is, 0 to 1. */
  readonly share: number;
}

export interface Filling {
  readonly name: string;
  /** `[784]` in [0, 1]. */
  readonly restored: Float32Array;
  /** Wall time of this restorer alone. */
  readonly ms: number;
  /** Null where nothing is missing. */
  readonly mseHole: number | null;
  readonly mseAll: number;
  /** Of `mseAll`; Infinity where it is 0. */
  readonly psnrDb: number;
  /** Null without a judge. */
  readonly verdict: Verdict | null;
}

export interface Filled {
  readonly fillings: readonly Filling[];
  /** Of the picture with its hole black, and whole; null without a judge. */
  readonly damaged: Verdict | null;
  readonly original: Verdict | null;
}

/** Training of a restorer or the judge, as the page shows it. */
export interface TrainingProgress {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
}

export type TrainingOutcome = "done" | "stopped";

/** What `train` may be asked for beside restorers. */
export const JUDGE = "judge";

/** Implemented by `workers/playground.ts`. */
export interface PlaygroundApi {
  /**
   * Gets everything ready that needs no training: digits, baselines, kept networks, generators. Resolves when all that is
   * ready takes part; what is ready earlier is told earlier. Opening anew closes first.
   */
  open(source: DataSource, listener: PlaygroundListener): Promise<void>;
  /** The `index`-th test digit with a label; beyond the last it begins anew. */
  digit(label: number, index: number): Promise<SampleDigit>;
  /** Fills by the named restorers that follow the pen. Ends a `think` that still goes on. */
  fill(task: FillTask, names: readonly string[]): Promise<Filled>;
  /** Fills by one patient restorer; null when a later `fill` or `think` came between. */
  think(task: FillTask, name: string): Promise<Filling | null>;
  /** Trains a restorer, or the judge, with its quick budget, keeps it and opens it. One at a time. */
  train(name: string, onProgress: (progress: TrainingProgress) => void): Promise<TrainingOutcome>;
  /** Ends a training within one step; what it had learnt is lost. */
  stopTraining(): Promise<void>;
  /** Pictures of codes, `[count, 784]` in [0, 1] of codes `[count, latentSize]`. */
  decode(generator: string, codes: Float32Array): Promise<Float32Array>;
  /** The code of a picture, `[latentSize]`. */
  encode(generator: string, pixels: Float32Array): Promise<Float32Array>;
  /** Ends what goes on and releases everything. */
  close(): Promise<void>;
}
