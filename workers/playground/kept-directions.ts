/**
 * The directions of PCA, which take longer to find than all else that the playground prepares: kept from one visit to the
 * next. The training images are the same each time, and so are their directions.
 */
import { PIXELS } from "../../src/data/dataset.ts";
import type { Shelf } from "../../src/experiments/experiment.ts";
import { keepCheckpoint, readCheckpoint } from "../../src/experiments/kept-restorers.ts";
import type { PlaygroundProgress } from "../../src/playground/protocol.ts";
import type { InPieces } from "../../src/restorers/in-pieces.ts";
import type { PixelMoments } from "../../src/restorers/pixel-moments.ts";
import { pixelSpectrum } from "../../src/restorers/pixel-spectrum.ts";

/** @returns the first `components` principal directions, `[components, 784]` */
export async function* keptDirections(
  key: string,
  moments: PixelMoments,
  components: number,
  shelf: Shelf,
): AsyncGenerator<PlaygroundProgress, Float64Array, void> {
  const architecture = `principal-directions ${components}`;
  const kept = await readCheckpoint(shelf, key);
  const [weight] = kept?.architecture === architecture ? kept.weights : [];
  if (weight?.values.length === components * PIXELS) return Float64Array.from(weight.values);
  const { directions } = yield* told("fitting PCA", pixelSpectrum(moments));
  const first = directions.subarray(0, components * PIXELS);
  const values = Float32Array.from(first); // as precise as PCA uses them
  const weights = [{ name: "directions", shape: [components, PIXELS], values }];
  await keepCheckpoint(shelf, key, { architecture, about: { trainImages: moments.count }, weights });
  return first;
}

/** A long computation, telling how far it is after each piece. */
export function* told<Result>(label: string, work: InPieces<Result>): Generator<PlaygroundProgress, Result, void> {
  let share = 0;
  for (;;) {
    yield { label, share };
    const piece = work.next();
    if (piece.done === true) return piece.value;
    share = piece.value;
  }
}
