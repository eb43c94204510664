/**
 * Joins the curve points of one frame into one event, because a record is copied for each event and a fast run sends
 * hundreds of points a second. The order among other events stays; points only ever move forward to the first of them.
 */
import type { RunEvent } from "../../src/protocol.ts";

export function mergePoints(events: readonly RunEvent[]): RunEvent[] {
  const points = events.flatMap((event) => (event.kind === "points" ? event.points : []));
  const first = events.findIndex(({ kind }) => kind === "points");
  const merged: RunEvent[] = [];
  events.forEach((event, index) => {
    if (index === first) merged.push({ kind: "points", points });
    else if (event.kind !== "points") merged.push(event);
  });
  return merged;
}
