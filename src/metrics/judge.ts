/** Who says which digit a picture shows: the classifier behind the accuracy column, whichever network it is. */

export interface Judge {
  /** How it was trained, for the notes beside its figures. */
  readonly about: string;
  /** @param pixels - `[count, 784]` in [0, 1] @returns `[count]`, 0..9 */
  read(pixels: Float32Array): Promise<Uint8Array>;
}
