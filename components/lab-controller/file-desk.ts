/**
 * Files that a person chose for file parameters. Their bytes are kept here and given to the worker before each run, because a
 * worker that died has lost what it was given, and a file on the disk may have changed since it was chosen.
 */
import type { Remote } from "comlink";
import { findExperiment } from "../../src/catalog.ts";
import { fileOf } from "../../src/experiments/parameters.ts";
import type { LabApi, RunConfig } from "../../src/protocol.ts";

export class FileDesk {
  readonly #changed: () => void;
  #files: ReadonlyMap<string, ArrayBuffer> = new Map();
  #names: ReadonlySet<string> = new Set();

  /** @param changed - called after a file has come */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What is at hand, by name; a new set after each change. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** Reads a file; a later one of the same name replaces it. One that cannot be read is not at hand, as its field says. */
  async take(file: File): Promise<void> {
    const files = new Map(this.#files);
    try {
      files.set(file.name, await file.arrayBuffer());
    } catch {
      files.delete(file.name);
    }
    this.#files = files;
    this.#names = new Set(files.keys());
    this.#changed();
  }

  /** Gives the worker what a configuration names. */
  async give(config: RunConfig, api: Remote<LabApi>): Promise<void> {
    const { parameters } = findExperiment(config.experiment);
    for (const [name, parameter] of Object.entries(parameters)) {
      const file = parameter.kind === "file" ? fileOf(parameter, String(config.values[name])) : null;
      const bytes = file === null ? undefined : this.#files.get(file);
      if (file !== null && bytes !== undefined) await api.giveFile({ name: file, bytes });
    }
  }
}
