/** How energy inpainting measures: every restorer's error beside what the energy net thinks of its pictures. */
import { PIXELS } from "../../data/dataset.ts";
import { evaluate, testCase, type Evaluation, type TestCase } from "../../metrics/evaluate.ts";
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import { mseAll } from "../../metrics/mse.ts";
import type { EnergyPair } from "../../networks/energy-pair.ts";
import { descend, energiesOf } from "../../restorers/energy-descent.ts";
import { energyGenerator } from "../../restorers/energy-generator.ts";
import { leaveGrey } from "../../restorers/leave-grey.ts";
import { composite, type Restorer } from "../../restorers/restorer.ts";
import { fromSigned, toSigned } from "../../restorers/signed-pixels.ts";
import type { EnergyReading } from "./rows.ts";
import { HOLE } from "./training.ts";

/** Images on which the way down is measured. */
const DESCENT_IMAGES = 500;

type Breathe = () => Promise<void>;

/** The energies of the true pictures, `[count]`: what a restorer's are compared to. */
export function trueEnergies({ energy }: EnergyPair, { originals }: TestCase, breathe: Breathe): Promise<Float32Array> {
  return energiesOf(energy, toSigned(originals), breathe);
}

/** One restorer on the test case, known pixels pasted back. @param ofOriginals - `trueEnergies` of the same */
export async function measureRestorer(
  restorer: Restorer,
  { energy }: EnergyPair,
  test: TestCase,
  ofOriginals: Float32Array,
  breathe: Breathe,
): Promise<{ readonly evaluation: Evaluation; readonly reading: EnergyReading }> {
  const pasted = composite(await restorer.restore(test), test).map((pixel) => Math.min(1, Math.max(0, pixel)));
  const energies = await energiesOf(energy, toSigned(pasted), breathe);
  const finished = { name: restorer.name, keepsKnownPixels: true, restore: () => Promise.resolve(pasted) };
  const [evaluation] = await evaluate(finished, test);
  return { evaluation: evaluation as Evaluation, reading: compare(energies, ofOriginals) };
}

/** What a restorer makes of pictures in which nothing is missing: MSE over all pixels. */
export async function measureClean(restorer: Restorer, { originals, count }: TestCase): Promise<Interval> {
  const restored = await restorer.restore({ pixels: originals, holes: new Uint8Array(originals.length), count });
  return meanInterval(Float64Array.from({ length: count }, (_, i) => mseAll(restored, originals, i)));
}

/** A point on the way down. */
export interface DescentPoint {
  readonly steps: number;
  readonly evaluation: Evaluation;
  readonly reading: EnergyReading;
}

/** Where a way down begins: at the generator's picture, at the grey hole, or, to see whether it stays there, at the truth. */
export const DESCENT_STARTS = ["generator", "grey", "original"] as const;
export type DescentStart = (typeof DESCENT_STARTS)[number];

/** One way down the energy, measured after each number of steps. */
export async function* descentPath(
  start: DescentStart,
  pair: EnergyPair,
  originals: Float32Array,
  { path, rate }: { readonly path: readonly number[]; readonly rate: number },
  breathe: Breathe,
): AsyncGenerator<DescentPoint, void, void> {
  const test = testCase(HOLE, originals.subarray(0, DESCENT_IMAGES * PIXELS));
  const ofOriginals = await trueEnergies(pair, test, breathe);
  let pictures = toSigned(await firstPictures(start, pair, test, breathe));
  let done = 0;
  for (const steps of path) {
    pictures = await descend(pair.energy, pictures, test.holes, { steps: steps - done, rate }, breathe);
    done = steps;
    const reached = {
      name: start === "generator" ? "energy-descent" : `energy-descent-${start}`,
      keepsKnownPixels: true,
      restore: () => Promise.resolve(fromSigned(pictures)),
    };
    yield { steps, ...(await measureRestorer(reached, pair, test, ofOriginals, breathe)) };
  }
}

async function firstPictures(
  start: DescentStart,
  { generator }: EnergyPair,
  test: TestCase,
  breathe: Breathe,
): Promise<Float32Array> {
  switch (start) {
    case "generator":
      return await energyGenerator(generator, breathe).restore(test);
    case "grey":
      return await leaveGrey.restore(test);
    case "original":
      return test.originals;
    default:
      start satisfies never;
      throw new RangeError(`Cannot descend from ${String(start)}`);
  }
}

export function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function compare(energies: Float32Array, ofOriginals: Float32Array): EnergyReading {
  const preferred = energies.filter((energy, i) => energy < (ofOriginals[i] as number)).length;
  return { energy: meanOf(energies), preferredPercent: (100 * preferred) / energies.length };
}
