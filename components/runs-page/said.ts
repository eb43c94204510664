/** One line that says what has just been done to runs, and how it is undone. */

export interface Said {
  readonly sentences: readonly string[];
  readonly isBad: boolean;
  /** Ids to bring back when Undo is pressed. */
  readonly undo: readonly string[];
}

/**
 * @param runIds - those that are deleted now
 * @param going - how many were left alone because they still go on
 */
export function deletedSaid(runIds: readonly string[], going: number): Said {
  const sentences = runIds.length === 0 ? [] : [`Deleted ${runsText(runIds.length)}.`];
  if (going > 0) {
    sentences.push(`${going === 1 ? "One run still goes on" : `${going} runs still go on`}: stop before deleting.`);
  }
  return { sentences, isBad: going > 0, undo: runIds };
}

export function broughtBackSaid(count: number): Said {
  return { sentences: [`Brought back ${runsText(count)}.`], isBad: false, undo: [] };
}

/** "1 run", "12 runs". */
export function runsText(count: number): string {
  return `${count} ${count === 1 ? "run" : "runs"}`;
}
