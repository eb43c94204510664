/**
 * The one interface behind which every method stands: damaged images and their holes in, whole images out.
 * Arrays, not tensors, cross it, so that closed-form baselines and networks on any engine are measured alike.
 */

/** Images to restore. */
export interface DamagedImages {
  /** `[count, 784]` in [0, 1], missing pixels 0. */
  readonly pixels: Float32Array;
  /** `[count, 784]`, 1 = missing. */
  readonly holes: Uint8Array;
  readonly count: number;
}

export interface Restorer {
  /** Stable, in tables: "network", "leave-black", "mean-image", "pca", "linear-fill". */
  readonly name: string;
  /** Whether it returns known pixels untouched; then raw and composited readings are one and the same. */
  readonly keepsKnownPixels: boolean;
  /** `[count, 784]`; values need not lie in [0, 1]. */
  restore(images: DamagedImages): Promise<Float32Array>;
}

/** The known pixels pasted over a restored image: restored in the hole, original elsewhere. `[count, 784]`. */
export function composite(restored: Float32Array, { pixels, holes }: DamagedImages): Float32Array {
  return restored.map((pixel, i) => (holes[i] === 1 ? pixel : (pixels[i] as number)));
}
