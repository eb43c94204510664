/**
 * Symmetric positive definite systems by Cholesky's factors, in flat arrays, four lines by four at a time. Linear fill
 * solves thousands of them, up to 784 × 784. Every size is a multiple of `BLOCK`: whoever has another one pads the matrix
 * with ones on the diagonal and the right-hand sides with zeros, which changes no solution.
 */
import { dot4x4 } from "./dot.ts";

/** Sizes and numbers of right-hand sides are multiples of this. */
export const BLOCK = 4;

/** The next multiple of `BLOCK`. */
export function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

/**
 * Replaces `matrix` (`[size, size]`, row-major; only its lower triangle is read) by its Cholesky factor L, A = L·Lᵀ, in
 * the lower triangle, and by Lᵀ in the upper one.
 *
 * @throws RangeError when the matrix is not positive definite, or its size no multiple of `BLOCK`
 */
export function factorise(matrix: Float64Array, size: number): void {
  checkSize("factorise", size);
  const products = new Float64Array(BLOCK * BLOCK);
  for (let column = 0; column < size; column += BLOCK) {
    factoriseCorner(matrix, size, column, products);
    for (let row = column + BLOCK; row < size; row += BLOCK) {
      eliminate(matrix, row * size, size, matrix, column, products);
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j] as number;
  }
}

/**
 * Replaces each of `count` right-hand sides b, one in each line of `rows` (`[count, size]`), by the x that solves A·x = b.
 *
 * @param factor - A as `factorise` leaves it
 * @throws RangeError when `size` or `count` is no multiple of `BLOCK`
 */
export function solveFactorised(factor: Float64Array, size: number, rows: Float64Array, count: number): void {
  checkSize("solve", size);
  checkSize("solve", count);
  const products = new Float64Array(BLOCK * BLOCK);
  for (let column = 0; column < size; column += BLOCK) {
    for (let row = 0; row < count; row += BLOCK) eliminate(rows, row * size, size, factor, column, products);
  }
  for (let column = size - BLOCK; column >= 0; column -= BLOCK) {
    for (let row = 0; row < count; row += BLOCK) substituteBack(rows, row * size, size, factor, column, products);
  }
}

/** The block of L on the diagonal at `column`, once all columns before it are done. */
function factoriseCorner(matrix: Float64Array, size: number, column: number, products: Float64Array): void {
  dot4x4(matrix, column * size, size, matrix, column * size, size, column, products);
  for (let r = 0; r < BLOCK; r++) {
    const row = (column + r) * size + column;
    for (let c = 0; c <= r; c++) {
      const other = (column + c) * size + column;
      let rest = (matrix[row + c] as number) - (products[BLOCK * r + c] as number);
      for (let k = 0; k < c; k++) rest -= (matrix[row + k] as number) * (matrix[other + k] as number);
      if (c < r) matrix[row + c] = rest / (matrix[other + c] as number);
      else if (rest > 0) matrix[row + c] = Math.sqrt(rest);
      else throw new RangeError(`Cannot factorise: the matrix is not positive definite at row ${column + r}`);
    }
  }
}

/** Four columns of L·y = b for four lines y, whose earlier columns are done: they become y from b. */
function eliminate(
  rows: Float64Array,
  start: number,
  size: number,
  factor: Float64Array,
  column: number,
  products: Float64Array,
): void {
  dot4x4(rows, start, size, factor, column * size, size, column, products);
  for (let r = 0; r < BLOCK; r++) {
    const at = start + r * size + column;
    for (let c = 0; c < BLOCK; c++) {
      const line = (column + c) * size + column;
      let rest = (rows[at + c] as number) - (products[BLOCK * r + c] as number);
      for (let k = 0; k < c; k++) rest -= (rows[at + k] as number) * (factor[line + k] as number);
      rows[at + c] = rest / (factor[line + c] as number);
    }
  }
}

/** Four columns of Lᵀ·x = y for four lines x, whose later columns are done: they become x from y. */
function substituteBack(
  rows: Float64Array,
  start: number,
  size: number,
  factor: Float64Array,
  column: number,
  products: Float64Array,
): void {
  const next = column + BLOCK;
  dot4x4(rows, start + next, size, factor, column * size + next, size, size - next, products);
  for (let r = 0; r < BLOCK; r++) {
    const at = start + r * size + column;
    for (let c = BLOCK - 1; c >= 0; c--) {
      const line = (column + c) * size + column;
      let rest = (rows[at + c] as number) - (products[BLOCK * r + c] as number);
      for (let k = c + 1; k < BLOCK; k++) rest -= (rows[at + k] as number) * (factor[line + k] as number);
      rows[at + c] = rest / (factor[line + c] as number);
    }
  }
}

function checkSize(action: string, size: number): void {
  if (Number.isInteger(size) && size >= 0 && size % BLOCK === 0) return;
  throw new RangeError(`Cannot ${action}: sizes must be multiples of ${BLOCK}, got ${size}; pad with ones and zeros`);
}
