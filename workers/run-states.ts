/**
 * Where a run keeps the states of its trainings: on the shelf, under the run's identity, so that the same configuration on
 * the same digits finds its own. They go when the run is done, and when it is begun anew.
 */
import { datasetKey, type DatasetIdentity } from "../src/data/dataset.ts";
import type { Shelf, TrainingStates } from "../src/experiments/experiment.ts";
import { resumePointOf } from "../src/experiments/resumable.ts";
import type { EngineDescription, ResumePoint, RunConfig, RunStart } from "../src/protocol.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../src/results/checkpoint.ts";
import { codeVersion } from "../src/results/manifest.ts";
import { runIdentity } from "../src/results/run-identity.ts";

export interface RunStatesPlan {
  readonly shelf: Shelf;
  readonly config: RunConfig;
  readonly engine: EngineDescription;
  readonly start: RunStart;
  /** Whether the run was driven by hand, and how to say so of one that goes on from such a run. */
  readonly hand?: { readonly isByHand: boolean; markByHand(): void };
  /** Tells people what a resumed run should not hide. */
  readonly notice: (text: string) => void;
}

/** In what a state says about itself. */
const BY_HAND = "driven by hand";

/** Keys of the states of a run begin so. */
export function statesPrefix(config: RunConfig, digits: readonly DatasetIdentity[]): string {
  const dataset = digits.length === 0 ? String(config.values["data"] ?? "") : digits.map(datasetKey).join("+");
  return `runs/${runIdentity(config, dataset)}/`;
}

/** What lies beside the states of a run and says how far it had come. */
interface KeptPoint {
  /** Of the states; another for other digits. */
  readonly prefix: string;
  /** Keys of the digits that the run had. */
  readonly digits: readonly string[];
  readonly point: ResumePoint;
}

/** A run is asked for before its digits are known, so that this key leaves them out. */
function pointKey(config: RunConfig): string {
  return `resume-points/${runIdentity(config, "")}`;
}

/**
 * Where a run that was left would go on; null where it would begin anew.
 *
 * @param digits - what it would train on now, as far as it is known; states of other digits are no use to it
 */
export async function keptPoint(
  shelf: Shelf,
  config: RunConfig,
  digits: readonly DatasetIdentity[],
): Promise<ResumePoint | null> {
  const bytes = await shelf.read(pointKey(config));
  if (bytes === null) return null;
  let kept: KeptPoint;
  try {
    kept = JSON.parse(new TextDecoder().decode(bytes)) as KeptPoint;
  } catch {
    return null; // cut off: the states may be whole, but nobody can say where they stand
  }
  const isSame = digits.every((identity) => kept.digits.includes(datasetKey(identity)));
  // The browser may have cleared the states, which are large, and left this, which is small.
  return isSame && (await shelf.read(kept.prefix + kept.point.training)) !== null ? kept.point : null;
}

export class RunStates implements TrainingStates {
  readonly #plan: RunStatesPlan;
  readonly #digits: DatasetIdentity[] = [];
  /** Settled with the first state: a run loads its digits before it trains. */
  #prefix: string | null = null;
  readonly #noticed = new Set<string>();

  constructor(plan: RunStatesPlan) {
    this.#plan = plan;
  }

  /** To be called with every data set that the run is given: other digits make another run. */
  useDigits(identity: DatasetIdentity): void {
    this.#digits.push(identity);
  }

  readonly read = async (name: string): Promise<Checkpoint | null> => {
    const bytes = await this.#plan.shelf.read((await this.#settledPrefix()) + name);
    if (bytes === null) return null;
    const state = decodeCheckpoint(bytes);
    this.#compare(state.about);
    if (state.about[BY_HAND] !== undefined) this.#plan.hand?.markByHand();
    return state;
  };

  readonly write = async (name: string, state: Checkpoint): Promise<boolean> => {
    const prefix = await this.#settledPrefix();
    const mark = this.#plan.hand?.isByHand === true ? { [BY_HAND]: "yes" } : {};
    const about = { ...state.about, ...mark, engine: this.#plan.engine.label, commit: codeVersion().commit };
    const isKept = await this.#plan.shelf.write(prefix + name, encodeCheckpoint({ ...state, about }));
    const point = isKept ? resumePointOf(name, state) : null;
    if (point !== null) await this.#writePoint({ prefix, digits: this.#digits.map(datasetKey), point });
    return isKept;
  };

  /** Forgets them all: the run is done. */
  async forget(): Promise<void> {
    if (this.#prefix === null) return;
    await this.#plan.shelf.removeAll(this.#prefix);
    await this.#plan.shelf.removeAll(pointKey(this.#plan.config));
  }

  async #writePoint(kept: KeptPoint): Promise<void> {
    await this.#plan.shelf.write(pointKey(this.#plan.config), new TextEncoder().encode(JSON.stringify(kept)));
  }

  async #settledPrefix(): Promise<string> {
    if (this.#prefix !== null) return this.#prefix;
    this.#prefix = statesPrefix(this.#plan.config, this.#digits);
    if (this.#plan.start === "anew") await this.forget();
    return this.#prefix;
  }

  /** Bit for bit the same it can be only with the same engine and the same code. */
  #compare({ engine, commit }: Checkpoint["about"]): void {
    const now = { engine: this.#plan.engine.label, commit: codeVersion().commit };
    if (engine !== now.engine) {
      this.#noticeOnce(
        `This run was begun on ${String(engine)} and goes on on ${now.engine}: its figures agree only nearly.`,
      );
    }
    if (commit !== now.commit) {
      this.#noticeOnce(
        `This run was begun by another version of the lab (${String(commit)}); it may go on differently.`,
      );
    }
  }

  #noticeOnce(text: string): void {
    if (this.#noticed.has(text)) return;
    this.#noticed.add(text);
    this.#plan.notice(text);
  }
}
