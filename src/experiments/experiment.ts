/**
 * What an experiment is: a published claim restated as a spec (what is asked; light, for page and command line) and a
 * run (how it is done; heavy, for the worker only). The form, URL, charts, tables, CSV and command line derive from the
 * spec, so that adding an experiment means adding one folder.
 */
import type { Dataset } from "../data/dataset.ts";
import type { RunEvent } from "../protocol.ts";
import type { Restorer } from "../restorers/restorer.ts";
import type { Checkpoint } from "../results/checkpoint.ts";
import type { Cell, Column } from "../results/table.ts";
import type { Parameters, ValuesOf } from "./parameters.ts";
import type { OpenTurns, Player } from "./turns.ts";

export interface Preset<Values> {
  readonly label: string;
  /** One sentence: what it is for and how long it takes. */
  readonly summary: string;
  readonly values: Values;
}

/** A claim of the source and what the lab found about it: shown in Notes and in the docs. */
export interface SourceNote {
  /** What the source says, in our words. */
  readonly published: string;
  /** What its code or our measurement shows. */
  readonly measured: string;
}

/** A published figure drawn behind the measured ones: one panel per corruption, x = hidden share (%), y = MSE. */
export interface PublishedPoint {
  readonly corruption: string;
  readonly sizePx: number;
  readonly maskedPercent: number;
  readonly mse: number;
  /** The label that the source prints beside the figure. */
  readonly qualityAsPrinted: string;
}

/** Rows drawn as a chart. Column names are those of the spec's own `columns`. */
export type ChartSpec =
  /** Masked restoration's picture, from `published` and the columns of `results/mask-lines.ts`. */
  | { readonly kind: "mse-by-hidden-share" }
  /** One line per series, or one bar per series and x where x is text. */
  | {
      readonly kind: "lines";
      readonly title: string;
      readonly x: string;
      readonly y: string;
      /** Half of the 95 % interval of y. */
      readonly yCi95?: string;
      /** The most that y can be, such as 1 for a rate; no interval is drawn beyond it. */
      readonly yMost?: number;
      /** Rows that agree in these columns make one series, named by their values. */
      readonly series: readonly string[];
      readonly axis: "linear" | "log";
      /** Only rows whose columns hold these values. */
      readonly where?: Readonly<Record<string, Cell>>;
      /** Published figures, drawn hollow in grey. */
      readonly published?: readonly { readonly x: number | string; readonly y: number; readonly label: string }[];
    }
  /** One cell for each pair of values of two column lists; a cell that several rows claim shows the last. */
  | {
      readonly kind: "heat-map";
      readonly title: string;
      readonly rows: readonly string[];
      readonly columns: readonly string[];
      /** What may be shown, the first at the start. */
      readonly values: readonly { readonly column: string; readonly better: "lower" | "higher" }[];
      readonly where?: Readonly<Record<string, Cell>>;
      /**
       * Where the pictures behind the cells are: the figure of a column is called "NAME-VALUE-VALUE" by this name and the
       * values of the column's headings, and holds a row of tiles for each row of the map, under the value of its heading.
       */
      readonly pictures?: string;
    };

/**
 * A panel of live curves. A series "Energy/data" belongs to the panel titled "Energy" and is called "data" there; a series
 * without a slash belongs to the panel "Loss". A panel "J" also takes "J, N = 500/restart 3": such panels are drawn one
 * below the other, each under its own title.
 */
export interface CurvePanel {
  readonly title: string;
  readonly x: "epoch" | "step";
  /** What the value is, for the axis. */
  readonly value: string;
  readonly axis: "linear" | "log";
  /** The series drawn bold where there are many thin ones. */
  readonly chosen?: string;
  /** Which end of the axis is the good one; lower where it is not said. */
  readonly better?: "lower" | "higher";
}

/** A number that stands for a whole run, where runs are listed and compared: the mean of a column over some rows. */
export interface Headline {
  /** As a sweep's metric names it; no name of a curve. */
  readonly name: string;
  readonly label: string;
  readonly column: string;
  /** Only rows whose columns hold these values. */
  readonly where?: Readonly<Record<string, Cell>>;
  readonly better: "lower" | "higher";
  /** The most that it can be, such as 1 for a rate. */
  readonly most?: number;
}

export interface ExperimentSpec<P extends Parameters = Parameters, Name extends string = string> {
  /** Folder name, and its name in URLs and on the command line. */
  readonly name: string;
  readonly title: string;
  /** One sentence for the list of experiments. */
  readonly summary: string;
  /** Two or three sentences for someone who has never heard of it. */
  readonly introduction: string;
  readonly source: string;
  readonly parameters: P;
  readonly presets: Readonly<Record<Name, Preset<ValuesOf<P>>>>;
  readonly defaultPreset: Name;
  /** What no single parameter can see: throws a ParameterError when values do not go together. */
  checkTogether?(values: ValuesOf<P>): void;
  /** The columns of `table.csv`, in order; the page shows those with a label. */
  readonly columns: readonly Column[];
  /** How the rows are drawn, in reading order. */
  readonly charts: readonly ChartSpec[];
  /** The panels of live curves; without any, one panel "Loss" over epochs holds every series. */
  readonly curves?: readonly CurvePanel[];
  /** Who learns against whom, where its run asks for turns: a paused run can move them one by one. */
  readonly players?: readonly Player[];
  /** What a list of runs shows of each, the most important first. */
  readonly headlines?: readonly Headline[];
  /** Parameters that training time is proportional to, for estimates: "epochs", "steps". */
  readonly effort?: readonly string[];
  readonly published: readonly PublishedPoint[];
  /** The folder in docs/results of the lab's own run, which the page shows until something has run here. */
  readonly reference?: string;
  readonly notes: readonly SourceNote[];
}

/**
 * What the outside gives a run. No clock, network or device: the run reads them here, so a test can supply its own.
 */
export interface RunContext {
  /** The data set that the configuration asks for, or the embedded digits where it could not be had. */
  dataset(source: DataSource): Promise<Dataset>;
  /**
   * Lets messages in; awaited between steps. Rejects with `Stopped` once a stop has been asked for, so that a run ends
   * within one step and its `finally` blocks release what it holds.
   */
  breathe(): Promise<void>;
  /** Asked by a training of several networks before each update, who learns in it. */
  readonly turns: OpenTurns;
  /** Milliseconds since some fixed moment, rising; it stands while the run is paused. */
  nowMs(): number;
  /**
   * A file that was given with the configuration, by the name that its parameter holds.
   *
   * @throws Error saying which file is missing
   */
  file(name: string): Promise<Uint8Array>;
  /**
   * A file that comes with the lab, by its path below `public/`.
   *
   * @throws Error saying which file is missing
   */
  asset(name: string): Promise<Uint8Array>;
  /** What earlier runs kept on this machine. */
  readonly shelf: Shelf;
  /** What this run kept of its trainings before it was interrupted, and where it keeps them; see `resumable.ts`. */
  readonly states: TrainingStates;
  /** Every restorer of the lab that can be trained once and kept, of all experiments. */
  readonly restorers: readonly TrainableRestorer[];
}

/**
 * Bytes by key that outlive a run: trained networks, rows of a matrix that takes hours. A shelf that cannot keep (private
 * window, quota) forgets, which is no fault: the work has to be done again.
 */
export interface Shelf {
  /** Null when nothing is kept under the key. */
  read(key: string): Promise<Uint8Array | null>;
  /** @returns whether it is kept */
  write(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Forgets whatever is kept under keys that begin so. */
  removeAll(prefix: string): Promise<void>;
}

/** States of trainings that are not over, or whose run is not: by the training's name within its run. */
export interface TrainingStates {
  /**
   * Null when none is kept, or when the run shall begin anew.
   *
   * @throws CheckpointError when what is kept cannot be read
   */
  read(name: string): Promise<Checkpoint | null>;
  /** Replaces the former state as a whole or not at all. @returns whether it is kept */
  write(name: string, state: Checkpoint): Promise<boolean>;
}

/** Keeps no state of any training: for one that nobody would resume. */
export const forgetfulStates: TrainingStates = {
  read: () => Promise.resolve(null),
  write: () => Promise.resolve(false),
};

/** Those of one part of a run, such as one of several experiments' trainings. */
export function statesOf(part: string, { read, write }: TrainingStates): TrainingStates {
  return {
    read: (name) => read(`${part}/${name}`),
    write: (name, state) => write(`${part}/${name}`, state),
  };
}

/**
 * How much training a restorer is given: a few seconds, so that all of them can be had in a minute; up to half a minute, for
 * a first impression of one; or what its experiment says is right.
 */
export type Budget = "glimpse" | "quick" | "full";

/** A restorer that is trained once and kept, so that others can measure it: what an experiment lends to the yardstick. */
export interface TrainableRestorer {
  /** Stable: in tables and in the keys of the shelf. */
  readonly name: string;
  /** For people: "Masked MLP, as published". */
  readonly label: string;
  /** The experiment that it belongs to. */
  readonly experiment: string;
  /** Where one that was trained with the full budget comes with the lab, below `public/`; docs/results has the manifest. */
  readonly shipped?: string;
  /** Trains it on all ten digits, telling curves and progress as it goes. */
  train(dataset: Dataset, budget: Budget, context: RunContext): AsyncGenerator<RunUpdate, Checkpoint, void>;
  /**
   * Makes it ready to restore.
   *
   * @throws CheckpointError when the checkpoint is of another architecture
   */
  open(checkpoint: Checkpoint, context: RunContext): Promise<OpenRestorer>;
}

/** A restorer that holds tensors until it is disposed of. */
export interface OpenRestorer extends Restorer {
  dispose(): void;
}

/** Where the digits come from: files, cache or mirror (`real`), or the lab's own drawing. */
export type DataSource = "real" | "embedded";

export const DATA_PARAMETER = {
  kind: "choice",
  label: "Digits from",
  group: "Data",
  help:
    "Real digits are the files you gave, the cached download or a public mirror, in that order. " +
    "Embedded digits are drawn by the lab itself and need no download.",
  options: [
    { value: "real", label: "Real digits (MNIST or your files)" },
    { value: "embedded", label: "Embedded digits" },
  ],
} as const;

export const DIGITS_PARAMETER = {
  kind: "integer-list",
  label: "Digits",
  group: "Data",
  help: "Which digits to train and test on. The source uses 5 and 7 only.",
  minimum: 0,
  maximum: 9,
  fewest: 1,
} as const;

export const SEED_PARAMETER = {
  kind: "integer",
  label: "Seed",
  group: "Repeats",
  help: "Fixes weights, batch order and training masks. Test images and test masks are the same for every seed.",
  minimum: 0,
  maximum: 2 ** 31 - 1,
} as const;

export const REPEATS_PARAMETER = {
  kind: "integer",
  label: "Repeats",
  group: "Repeats",
  help: "Runs the whole experiment again with seed + 1, seed + 2, …; the table then shows the mean over seeds.",
  unit: "runs",
  minimum: 1,
  maximum: 20,
} as const;

/** Thrown through a run that was asked to stop: an outcome, not a fault. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor() {
    super("The run was stopped.");
  }
}

/** How an experiment is done. It releases what it acquired, however it ends. */
export type Run<Values> = (
  preset: string,
  values: Values,
  context: RunContext,
) => AsyncGenerator<RunUpdate, void, void>;

/** What a run itself may say; the envelope (started, finished, failed) is the worker's. */
export type RunUpdate = Extract<
  RunEvent,
  { kind: "data" | "plan" | "progress" | "points" | "row" | "figure" | "model" | "notice" }
>;
