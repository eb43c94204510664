/**
 * The histories of a run's figures in the store: one entry for each frame, so that a run that goes on writes only what is new
 * and takes away what it has thinned out.
 */
import type { FigureHistory, Keyframe } from "../src/results/keyframes.ts";

export interface StoredKeyframe extends Keyframe {
  readonly runId: string;
  /** The figure's. */
  readonly id: string;
}

/** What has changed since the store was last told. */
export interface KeyframeNews {
  readonly added: readonly StoredKeyframe[];
  /** Keys of what is no longer kept. */
  readonly dropped: readonly (readonly [runId: string, id: string, place: number])[];
}

export function keyframeNews(
  runId: string,
  before: readonly FigureHistory[],
  after: readonly FigureHistory[],
): KeyframeNews {
  const [known, wanted] = [framesOf(runId, before), framesOf(runId, after)];
  return {
    added: [...wanted].flatMap(([key, frame]) => (known.has(key) ? [] : [frame])),
    dropped: [...known].flatMap(([key, { id, place }]) => (wanted.has(key) ? [] : [[runId, id, place] as const])),
  };
}

export function entriesOf(runId: string, histories: readonly FigureHistory[]): StoredKeyframe[] {
  return histories.flatMap(({ id, frames }) => frames.map((frame) => ({ ...frame, runId, id })));
}

/** Back again, in any order. */
export function historiesOf(entries: readonly StoredKeyframe[]): FigureHistory[] {
  const byId = new Map<string, Keyframe[]>();
  for (const { id, place, when, figure } of [...entries].sort((a, b) => a.place - b.place)) {
    const frames = byId.get(id) ?? [];
    frames.push({ place, when, figure });
    byId.set(id, frames);
  }
  return [...byId].map(([id, frames]) => ({ id, frames }));
}

function framesOf(runId: string, histories: readonly FigureHistory[]): Map<string, StoredKeyframe> {
  return new Map(entriesOf(runId, histories).map((frame) => [`${frame.place} ${frame.id}`, frame]));
}
