/**
 * The search for codes whose pictures explain what is left of an image: all images and all starts move down J as one
 * batch, while the generator's weights rest. It draws nothing and chooses no start; it tells the last codes and the best.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import { maskedLatentObjective } from "./latent-objective.ts";
import type { PixelSpace } from "./pixel-space.ts";

/** Anything that makes pictures of codes: a GAN's generator, a VAE's decoder, weights from a file. */
export interface LatentGenerator {
  readonly latentSize: number;
  readonly parameters: number;
  readonly space: PixelSpace;
  /**
   * Codes `[R, L]`, standard normal whatever prior the network was trained on, to pictures `[R, 784]` in [0, 1], in its own
   * space. Differentiable.
   */
  apply(codes: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
}

export interface SearchTask {
  readonly generator: LatentGenerator;
  /** What each start shall explain, `[R, 784]` in the generator's space; noise may lead out of [0, 1]. */
  readonly observed: Float32Array;
  /** `[R, 784]`, 1 = known. */
  readonly known: Uint8Array;
  /** `[R, L]`. */
  readonly starts: Float32Array;
  /** Stays the caller's to dispose of. */
  readonly optimizer: tf.Optimizer;
  readonly steps: number;
  /** Whether to tell how things stand after so many steps, 0..steps. Each telling waits for the device. */
  readonly tells: (step: number) => boolean;
  readonly breathe: () => Promise<void>;
}

/** Codes and their J, one for each start. */
export interface Found {
  /** `[R, L]`. */
  readonly codes: Float32Array;
  /** `[R]`; not a number where the search diverged. */
  readonly objective: Float32Array;
}

export type SearchUpdate =
  /** How things stand after so many steps, where `tells` asks for it. */
  | { readonly kind: "reading"; readonly step: number; readonly found: Found }
  /** At the end: where each start has come to, and the codes of lowest J that it passed through. */
  | { readonly kind: "end"; readonly last: Found; readonly best: Found };

/** @throws Error when every start has diverged */
export async function* searchCodes(task: SearchTask): AsyncGenerator<SearchUpdate, void, void> {
  const { generator, optimizer, steps } = task;
  const rows = task.starts.length / generator.latentSize;
  const [observed, known, ones, codes] = tf.tidy(() => [
    tf.tensor2d(task.observed, [rows, PIXELS]),
    tf.tensor2d(Float32Array.from(task.known), [rows, PIXELS]),
    tf.ones<tf.Rank.R1>([rows]),
    tf.variable<tf.Rank.R2>(tf.tensor2d(task.starts, [rows, generator.latentSize])),
  ]);
  const objectiveOf = (z: tf.Tensor): tf.Tensor1D =>
    maskedLatentObjective(z as tf.Tensor2D, generator.apply(z as tf.Tensor2D), observed, known);
  const differentiate = tf.valueAndGrad(objectiveOf);
  let best: Held | null = null;
  try {
    for (let step = 0; ; step++) {
      const [objective, gradient] = tf.tidy((): [tf.Tensor, tf.Tensor?] => {
        if (step === steps) return [objectiveOf(codes)];
        const { value, grad } = differentiate(codes, ones);
        return [value, grad];
      });
      try {
        best = lower(best, { codes, objective });
        if (task.tells(step) || step === steps) {
          const found = await read({ codes, objective });
          requireFinite(found.objective, step);
          if (task.tells(step)) yield { kind: "reading", step, found };
          if (step === steps) {
            yield { kind: "end", last: found, best: await read(best) };
            return;
          }
        }
        if (gradient !== undefined) optimizer.applyGradients([{ name: codes.name, tensor: gradient }]);
      } finally {
        tf.dispose(gradient === undefined ? objective : [objective, gradient]);
      }
      await task.breathe();
    }
  } finally {
    tf.dispose([observed, known, ones, codes]);
    if (best !== null) tf.dispose([best.codes, best.objective]);
  }
}

/** Codes and their J on the device. */
interface Held {
  readonly codes: tf.Tensor2D;
  readonly objective: tf.Tensor;
}

/** For each start whichever is lower; takes over `best` and copies of `candidate`. */
function lower(best: Held | null, candidate: Held): Held {
  if (best === null) return { codes: candidate.codes.clone(), objective: candidate.objective.clone() };
  const [codes, objective] = tf.tidy(() => {
    const isLower = candidate.objective.less(best.objective); // never so where it is not a number
    const isLowerCode = isLower.expandDims(1).tile([1, candidate.codes.shape[1]]);
    return [
      tf.where(isLowerCode, candidate.codes, best.codes),
      tf.where(isLower, candidate.objective, best.objective),
    ] as const;
  });
  tf.dispose([best.codes, best.objective]);
  return { codes, objective };
}

async function read({ codes, objective }: Held): Promise<Found> {
  const [readCodes, readObjective] = await Promise.all([codes.data<"float32">(), objective.data<"float32">()]);
  return { codes: Float32Array.from(readCodes), objective: Float32Array.from(readObjective) };
}

function requireFinite(objective: Float32Array, step: number): void {
  if (objective.some(Number.isFinite)) return;
  throw new Error(
    `The search has diverged: no start has a finite J after ${step} steps. Lower the learning rate and launch again.`,
  );
}

/** The pictures of codes (`[count, L]`), `[count, 784]` in the generator's space. */
export async function picturesOf(generator: LatentGenerator, codes: Float32Array): Promise<Float32Array> {
  const pictures = tf.tidy(() =>
    generator.apply(tf.tensor2d(codes, [codes.length / generator.latentSize, generator.latentSize])),
  );
  try {
    return Float32Array.from(await pictures.data<"float32">());
  } finally {
    pictures.dispose();
  }
}
