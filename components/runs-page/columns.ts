/**
 * The columns of the run table: what each sorts by and says. Those of metrics come from the runs that are shown, so that no
 * column is empty from top to bottom.
 */
import { CATALOG } from "../../src/catalog.ts";
import type { Metric } from "../../src/results/metrics.ts";
import { formatDuration } from "../../src/results/time-left.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import { changesOf, labelOfPreset, titleOfExperiment } from "./changes.ts";
import { STATUS_WORDS } from "./view.ts";

export interface RunColumn {
  /** Stable: addresses and the choice of columns hold it. */
  readonly id: string;
  readonly label: string;
  readonly kind: "status" | "link" | "text" | "number" | "tags" | "note";
  readonly widthPx: number;
  /** Shown until somebody chooses otherwise. */
  readonly isUsual: boolean;
  /** What it sorts by; null where the run has nothing there. */
  readonly valueOf: (run: StoredRun) => string | number | null;
  readonly textOf: (run: StoredRun) => string;
}

export const NOTHING = "–";

const FIRST: readonly RunColumn[] = [
  column("status", "Status", 164, (run) => STATUS_WORDS[run.status], { kind: "status", text: statusText }),
  column("experiment", "Experiment", 168, (run) => titleOfExperiment(run.experiment), { kind: "link" }),
  column("preset", "Preset", 112, (run) => labelOfPreset(run.config)),
  column("changes", "Differs from the preset", 200, (run) => changesOf(run) || null),
  column("started", "Started", 136, (run) => run.startedAt, { text: (run) => localTime(run.startedAt) }),
  column("wall", "Wall time", 96, (run) => run.wallMs, {
    kind: "number",
    text: (run) => formatDuration(run.wallMs),
  }),
];

const LAST: readonly RunColumn[] = [
  column("tags", "Tags", 144, (run) => run.tags.join(", ") || null, { kind: "tags" }),
  column("note", "Note", 200, (run) => run.note || null, { kind: "note" }),
  column("engine", "Engine", 176, (run) => run.engine?.label ?? null),
  column("data", "Data set", 128, (run) => run.dataset?.name ?? null),
  column("sweep", "Sweep", 128, (run) => run.sweepId, { isUsual: false }),
];

/** Curves beyond these are there to be chosen. */
const USUAL_CURVES = 2;

/** Every column that runs have something for, in reading order. */
export function columnsOf(runs: readonly StoredRun[]): RunColumn[] {
  return [...FIRST, ...metricColumns(runs), ...LAST];
}

/** The share of its present phase that is done, in words; null where the run is over or does not say. */
export function shareDone({ status, progress }: Pick<StoredRun, "status" | "progress">): number | null {
  if (status !== "running" || progress === null || progress.total <= 0) return null;
  return Math.min(1, Math.max(0, progress.done / progress.total));
}

/** Four significant figures, which is more than any interval here supports. */
export function metricText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6)) return value.toExponential(3);
  return String(Number(value.toPrecision(4)));
}

function statusText(run: StoredRun): string {
  const share = shareDone(run);
  if (share === null || run.progress === null) return STATUS_WORDS[run.status];
  return `${run.progress.phase} ${Math.floor(100 * share)} %`;
}

function metricColumns(runs: readonly StoredRun[]): RunColumn[] {
  const isOneExperiment = new Set(runs.map(({ experiment }) => experiment)).size === 1;
  const known = new Map<string, { readonly metric: Metric; readonly place: number }>();
  for (const { metrics } of runs) {
    metrics.forEach((metric, place) => {
      if (!known.has(metric.name)) known.set(metric.name, { metric, place });
    });
  }
  const found = [...known.values()];
  const headlines = found.filter(({ metric }) => metric.kind === "headline");
  const curves = found.filter(({ metric }) => metric.kind === "curve");
  return [
    ...headlines.map(({ metric, place }) =>
      // Of several experiments each has one column at first, or the table would be as wide as a street.
      metricColumn(metric, "last", isOneExperiment || place === 0, labelIn(metric, isOneExperiment, runs)),
    ),
    ...curves.flatMap(({ metric }, index) => [
      metricColumn(metric, "last", isOneExperiment && index < USUAL_CURVES, `${metric.label}, last`),
      metricColumn(metric, "best", isOneExperiment && index < USUAL_CURVES, `${metric.label}, best`),
    ]),
  ];
}

/** Beside headlines of other experiments one has to say whose it is. */
function labelIn(metric: Metric, isOneExperiment: boolean, runs: readonly StoredRun[]): string {
  if (isOneExperiment) return metric.label;
  const owners = [
    ...new Set(
      runs.filter(({ metrics }) => metrics.some(({ name }) => name === metric.name)).map((run) => run.experiment),
    ),
  ];
  const [owner] = owners;
  const title = CATALOG.find(({ name }) => name === owner)?.title;
  return owners.length === 1 && title !== undefined ? `${metric.label} (${title})` : metric.label;
}

function metricColumn({ name, kind }: Metric, part: "last" | "best", isUsual: boolean, label: string): RunColumn {
  const of = (run: StoredRun): Metric | undefined => run.metrics.find((metric) => metric.name === name);
  return {
    id: kind === "headline" ? `m.${name}` : `m.${name}.${part}`,
    label,
    kind: "number",
    widthPx: kind === "headline" ? 164 : 112,
    isUsual,
    valueOf: (run) => of(run)?.[part] ?? null,
    textOf: (run) => {
      const metric = of(run);
      if (metric === undefined) return NOTHING;
      const interval = metric.ci95 === null ? "" : ` ± ${metric.ci95.toPrecision(2)}`;
      return `${metricText(metric[part])}${interval}`;
    },
  };
}

function column(
  id: string,
  label: string,
  widthPx: number,
  valueOf: RunColumn["valueOf"],
  more: { kind?: RunColumn["kind"]; text?: RunColumn["textOf"]; isUsual?: boolean } = {},
): RunColumn {
  const { kind = "text", isUsual = true } = more;
  const textOf = more.text ?? ((run: StoredRun) => String(valueOf(run) ?? NOTHING));
  return { id, label, kind, widthPx, isUsual, valueOf, textOf };
}

/** "2026-11-21 14:04" where the visitor is. */
function localTime(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return NOTHING;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
