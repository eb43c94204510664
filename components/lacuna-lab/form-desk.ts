/**
 * What the form of an experiment asks for: another draft, which goes into the address; a file; and the run or the sweep that
 * the draft describes, or a run that was left.
 */
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { RunConfig } from "../../src/protocol.ts";
import { presetDraft, readDraft, type Draft } from "../run-configurator/draft.ts";
import type { Place } from "../url-state.ts";
import type { Desks } from "./desks.ts";
import { isTaken } from "./machine-use.ts";

type Form = Extract<Place, { kind: "experiment" }>;

export class FormDesk {
  readonly #desks: Omit<Desks, "form">;

  constructor(desks: Omit<Desks, "form">) {
    this.#desks = desks;
  }

  /** Opens the form of an experiment as it is at first. */
  open(spec: ExperimentSpec): void {
    const draft = presetDraft(spec, spec.defaultPreset);
    this.#desks.address.push({ kind: "experiment", spec, draft, warnings: [] });
  }

  /** Typing replaces the address; choosing another preset is a step that Back undoes. */
  change(draft: Draft): void {
    const form = this.#form;
    if (form === null) return;
    const changed: Form = { ...form, draft, warnings: [] };
    if (draft.preset === form.draft.preset) this.#desks.address.replace(changed);
    else this.#desks.address.push(changed);
  }

  /** The draft takes the name once the bytes are here, so that its field never says that they are not. */
  async takeFile(parameter: string, file: File): Promise<void> {
    await this.#desks.lab.files.take(file);
    const form = this.#form;
    if (form === null || !Object.hasOwn(form.spec.parameters, parameter)) return;
    this.change({ ...form.draft, texts: { ...form.draft.texts, [parameter]: file.name } });
  }

  /** Starts what the form says, where it can be started. */
  launch(): void {
    const form = this.#form;
    const { bench, lab, sweeps } = this.#desks;
    if (form === null || bench.running) return;
    const { config, sweep } = readDraft(form.spec, form.draft, lab.files.names);
    if (config !== null) void lab.launch(config);
    else if (sweep !== null) void sweeps.launch(sweep);
  }

  /**
   * Goes on with a run that was left, and shows its form.
   *
   * @param hash - of the form with exactly the values of `config`
   */
  resume(config: RunConfig, hash: string): void {
    if (isTaken(this.#desks)) return;
    void this.#desks.lab.launch(config, null, "resume");
    location.hash = hash;
  }

  /** Stops the run; where it is a trial, the trials after it wait. */
  stop(): void {
    const { lab, sweeps } = this.#desks;
    if (sweeps.going !== null) sweeps.act({ kind: "pause" });
    else void lab.stop();
  }

  /** The form that is shown, if one is. */
  get #form(): Form | null {
    const { place } = this.#desks.address;
    return place.kind === "experiment" ? place : null;
  }
}
