/**
 * Keeps figures where they first appeared. A record lists the newest last, and a page on which two figures that refresh in
 * turn change places cannot be looked at.
 */
import type { Figure } from "../../src/results/figure.ts";
import type { RunRecord } from "../../src/results/run-record.ts";

export class FigureOrder {
  #runId: string | null = null;
  #ids: string[] = [];

  arrange(record: RunRecord | null): readonly Figure[] {
    if (record?.runId !== this.#runId) this.#ids = [];
    this.#runId = record?.runId ?? null;
    const figures = record?.figures ?? [];
    for (const { id } of figures) if (!this.#ids.includes(id)) this.#ids.push(id);
    return [...figures].sort((a, b) => this.#ids.indexOf(a.id) - this.#ids.indexOf(b.id));
  }
}
