/**
 * Says how a run is going, on stderr, so that stdout stays the result's: a bar that is redrawn on a terminal, and
 * elsewhere (a log, CI) plain lines, few enough to read.
 */
import type { RunEvent } from "../../src/protocol.ts";
import { formatDuration, TimeLeft } from "../../src/results/time-left.ts";

type Progress = Extract<RunEvent, { kind: "progress" }>;

/** Between two lines of a log. A new phase does not wait. */
const LINE_EVERY_MS = 10_000;

/** Between two drawings of the bar. */
const DRAW_EVERY_MS = 100;

const BAR_CELLS = 24;

export interface ProgressReport {
  /** One line that stays, such as a notice. */
  say(line: string): void;
  update(progress: Progress): void;
  /** Takes the bar away. */
  end(): void;
}

/** @param nowMs - a clock that only rises */
export function reportProgress(
  stream: NodeJS.WriteStream,
  nowMs: () => number = () => performance.now(),
): ProgressReport {
  return stream.isTTY ? new Bar(stream, nowMs) : new Lines(stream, nowMs);
}

class Bar implements ProgressReport {
  readonly #stream: NodeJS.WriteStream;
  readonly #nowMs: () => number;
  readonly #timeLeft = new TimeLeft();
  #drawnAtMs = -Infinity;
  #line = "";

  constructor(stream: NodeJS.WriteStream, nowMs: () => number) {
    this.#stream = stream;
    this.#nowMs = nowMs;
  }

  say(line: string): void {
    this.#erase();
    this.#stream.write(`${line}\n`);
    this.#stream.write(this.#line);
  }

  update(progress: Progress): void {
    const { phase, done, total } = progress;
    const nowMs = this.#nowMs();
    const leftMs = this.#timeLeft.update(nowMs, phase, done, total);
    if (nowMs - this.#drawnAtMs < DRAW_EVERY_MS && done < total) return;
    this.#drawnAtMs = nowMs;
    this.#erase();
    const cells = Math.round(shareOf(progress) * BAR_CELLS);
    const bar = "█".repeat(cells) + "░".repeat(BAR_CELLS - cells);
    // One cell less than the width: a full line would wrap and could not be erased.
    this.#line = `${phase.padEnd(9)} ${bar} ${describe(progress, leftMs)}`.slice(0, (this.#stream.columns || 80) - 1);
    this.#stream.write(this.#line);
  }

  end(): void {
    this.#erase();
    this.#line = "";
  }

  #erase(): void {
    if (this.#line !== "") this.#stream.write("\r\x1b[2K");
  }
}

class Lines implements ProgressReport {
  readonly #stream: NodeJS.WriteStream;
  readonly #nowMs: () => number;
  readonly #timeLeft = new TimeLeft();
  #saidAtMs = -Infinity;
  #phase = "";

  constructor(stream: NodeJS.WriteStream, nowMs: () => number) {
    this.#stream = stream;
    this.#nowMs = nowMs;
  }

  say(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  update(progress: Progress): void {
    const { phase, done, total } = progress;
    const nowMs = this.#nowMs();
    const leftMs = this.#timeLeft.update(nowMs, phase, done, total);
    if (phase === this.#phase && nowMs - this.#saidAtMs < LINE_EVERY_MS) return;
    this.#phase = phase;
    this.#saidAtMs = nowMs;
    this.say(`${phase}: ${describe(progress, leftMs)}`);
  }

  end(): void {
    // Lines stay.
  }
}

function describe(progress: Progress, leftMs: number | null): string {
  const percent = `${Math.floor(100 * shareOf(progress))} %`.padStart(5);
  const left = leftMs === null ? "" : ` · ${formatDuration(leftMs)} left`;
  return `${percent}  ${progress.label}${left}`;
}

/** 0..1. */
function shareOf({ done, total }: Progress): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
}
