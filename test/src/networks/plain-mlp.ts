/** The Hardtanh MLPs of the energy pair in plain 64-bit arithmetic: what the engines' answers are held against. */

/**
 * @param pictures - `[count, 784]`
 * @param weights - kernel and bias of each of the three layers in turn
 * @param isBent - whether the output goes through Hardtanh as well
 * @returns `[count, outputs]`
 */
export function plainMlp(
  pictures: ArrayLike<number>,
  weights: readonly ArrayLike<number>[],
  isBent: boolean,
): number[] {
  let rows = Array.from({ length: pictures.length / 784 }, (_, i) =>
    Array.from({ length: 784 }, (_, p) => pictures[784 * i + p] as number),
  );
  for (let layer = 0; layer < 3; layer++) {
    const [kernel, bias] = [weights[2 * layer] as ArrayLike<number>, weights[2 * layer + 1] as ArrayLike<number>];
    const isClipped = layer < 2 || isBent;
    rows = rows.map((row) =>
      Array.from({ length: bias.length }, (_, unit) => {
        const sum = row.reduce((total, x, i) => total + x * (kernel[i * bias.length + unit] as number), 0);
        const value = sum + (bias[unit] as number);
        return isClipped ? Math.min(1, Math.max(-1, value)) : value;
      }),
    );
  }
  return rows.flat();
}
