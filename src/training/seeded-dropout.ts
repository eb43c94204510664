/**
 * Dropout whose mask is a function of a seed and a pixel's number: the same on every engine, computed where the tensor
 * lies, and never stored; the gradient draws the mask again. tfjs' own dropout draws each number in JavaScript, keeps the
 * mask, and repeats the same one when it is given a seed.
 */
import * as tf from "@tensorflow/tfjs";

/** The kernel's name in tfjs' registry; it takes `x` and `DropoutAttributes`. Engines without it multiply by a mask. */
export const SEEDED_DROPOUT = "SeededDropout";

export interface DropoutAttributes {
  /** Share of entries that become 0; below 1. */
  readonly rate: number;
  /** 32 bits. */
  readonly seed: number;
}

/**
 * @param rate - 0 to 1, 1 excluded; what is kept is divided by 1 − rate
 * @param seed - whole, 0 to 2³² − 1; another for every call that shall draw another mask
 * @throws RangeError for a rate outside that
 */
export function seededDropout<T extends tf.Tensor>(x: T, rate: number, seed: number): T {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`Cannot drop out: the rate must be 0 to 1, 1 excluded, got ${rate}`);
  const drop = tf.customGrad((input) => ({
    value: dropped(input as tf.Tensor, { rate, seed }),
    gradFunc: (dy: tf.Tensor) => dropped(dy, { rate, seed }),
  }));
  return drop(x) as T;
}

function dropped(x: tf.Tensor, attributes: DropoutAttributes): tf.Tensor {
  if (tf.getKernel(SEEDED_DROPOUT, tf.getBackend()) !== undefined) {
    return tf.engine().runKernel(SEEDED_DROPOUT, { x }, { ...attributes });
  }
  return x.mul(tf.tensor(dropoutMask(x.size, attributes), x.shape, "float32"));
}

/** 0 or 1 / (1 − rate) for each entry. The kernels compute the same. */
export function dropoutMask(count: number, { rate, seed }: DropoutAttributes): Float32Array {
  const mask = new Float32Array(count);
  const kept = 1 / (1 - rate);
  const threshold = dropThreshold(rate);
  for (let i = 0; i < count; i++) if (hash(i, seed) >>> 1 >= threshold) mask[i] = kept;
  return mask;
}

/** 31 random bits below this are dropped: half of the range, so that engines may compare signed numbers. */
export function dropThreshold(rate: number): number {
  return Math.round(rate * 0x8000_0000);
}

/** Mixes an index into 32 random-looking bits (Wellons' hash prospector, `lowbias32` with its later constants). */
function hash(index: number, seed: number): number {
  let h = (Math.imul(index, 0x9e37_79b9) + seed) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0_aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a_2d97);
  return h ^ (h >>> 15);
}
