/** A run's progress as part of a sweep's: which trial it is of how many, and nothing said twice that each trial would repeat. */
import { formatValue } from "../../src/experiments/parameters.ts";
import type { Estimate } from "../../src/sweep/estimate.ts";
import { formatDuration } from "../../src/results/time-left.ts";
import type { Trial } from "../../src/sweep/trials.ts";
import type { ProgressReport } from "./progress.ts";

export class SweepProgress implements ProgressReport {
  readonly #inner: ProgressReport;
  readonly #said = new Set<string>();
  #place = "";

  constructor(inner: ProgressReport) {
    this.#inner = inner;
  }

  /**
   * @param number - of the trial among all, from 1
   * @param left - for this trial and those that wait; null while nobody can tell
   */
  begin({ varied }: Trial, number: number, total: number, left: Estimate | null): void {
    this.#place = `trial ${number} of ${total}`;
    const values = Object.entries(varied).map(([name, value]) => `${name} ${formatValue(value)}`);
    const setting = values.length === 0 ? "" : `: ${values.join(", ")}`;
    const time = left === null ? "" : `, about ${formatDuration(left.ms)} left`;
    this.#inner.say(`Trial ${number} of ${total}${setting}${time}`);
  }

  say(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#inner.say(line);
  }

  update(progress: Parameters<ProgressReport["update"]>[0]): void {
    this.#inner.update({ ...progress, label: `${this.#place}, ${progress.label}` });
  }

  end(): void {
    this.#inner.end();
  }
}
