/**
 * Eigenvectors of a symmetric matrix in flat arrays, in pieces: Householder's tridiagonal form, then implicit QL steps
 * (Golub and Van Loan, *Matrix Computations*, sections 8.3.1 and 8.3.3; EISPACK's `tred2` and `tql2`). ml-matrix has the
 * same method behind accessors and in one piece, which no stop can get into. It sorts nothing and knows nothing of
 * pixels.
 */
import { dot } from "./dot.ts";
import type { InPieces } from "./in-pieces.ts";

export interface Eigen {
  /** `[n]`, in no order. */
  readonly values: Float64Array;
  /** `[n, n]`: row k is the eigenvector of value k, of length 1. */
  readonly vectors: Float64Array;
}

/** Arithmetic between two pieces: some ten milliseconds. */
const WORK_PER_PIECE = 10e6;

/** QL steps that one eigenvalue may take; two are usual. */
const MOST_STEPS = 60;

/**
 * @param matrix - `[size, size]`, symmetric; it is used up
 * @throws RangeError when an entry is not finite
 * @throws Error when a value does not converge
 */
export function* symmetricEigen(matrix: Float64Array, size: number): InPieces<Eigen> {
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size); // beside[i]: between i and i + 1
  const scales = yield* toTridiagonal(matrix, size, diagonal, beside);
  const vectors = yield* reflections(matrix, size, scales);
  yield* diagonalise(diagonal, beside, vectors, size);
  return { values: diagonal, vectors };
}

/**
 * Reflects away, column after column, all that lies below the entry beside the diagonal. Reflection k, I − s·v·vᵀ, stays
 * in row k of `matrix`, right of the diagonal.
 *
 * @returns s of each reflection, 0 where none was needed
 */
function* toTridiagonal(
  matrix: Float64Array,
  size: number,
  diagonal: Float64Array,
  beside: Float64Array,
): InPieces<Float64Array> {
  const scales = new Float64Array(size);
  const image = new Float64Array(size); // s·A·v, then less its part along v
  let work = 0;
  for (let k = 0; k < size; k++) {
    const row = k * size;
    diagonal[k] = matrix[row + k] as number;
    if (k + 1 === size) break;
    const first = matrix[row + k + 1] as number;
    const rest = dot(matrix, row + k + 2, matrix, row + k + 2, size - k - 2);
    beside[k] = first;
    if (rest > 0) {
      const length = Math.sqrt(first * first + rest);
      const reflected = first > 0 ? -length : length; // away from `first`, so that nothing cancels
      beside[k] = reflected;
      matrix[row + k + 1] = first - reflected;
      const scale = 1 / (reflected * (reflected - first));
      scales[k] = scale;
      reflectBothSides(matrix, size, k, scale, image);
      work += 2 * (size - k) ** 2;
    }
    if (work > WORK_PER_PIECE) {
      yield (0.35 * k) / size;
      work = 0;
    }
  }
  return scales;
}

/** A ← (I − s·v·vᵀ)·A·(I − s·v·vᵀ) right of and below k; only the part right of the diagonal is kept up to date. */
function reflectBothSides(matrix: Float64Array, size: number, k: number, scale: number, image: Float64Array): void {
  const v = k * size;
  image.fill(0, k + 1);
  for (let i = k + 1; i < size; i++) {
    const row = i * size;
    const vi = matrix[v + i] as number;
    let sum = vi * (matrix[row + i] as number);
    for (let j = i + 1; j < size; j++) {
      const value = matrix[row + j] as number;
      sum += value * (matrix[v + j] as number);
      image[j] = (image[j] as number) + value * vi;
    }
    image[i] = (image[i] as number) + sum;
  }
  for (let i = k + 1; i < size; i++) image[i] = scale * (image[i] as number);
  const along = (scale / 2) * dot(image, k + 1, matrix, v + k + 1, size - k - 1);
  for (let i = k + 1; i < size; i++) image[i] = (image[i] as number) - along * (matrix[v + i] as number);
  for (let i = k + 1; i < size; i++) {
    const row = i * size;
    const vi = matrix[v + i] as number;
    const wi = image[i] as number;
    for (let j = i; j < size; j++) {
      matrix[row + j] = (matrix[row + j] as number) - vi * (image[j] as number) - wi * (matrix[v + j] as number);
    }
  }
}

/** The transposed product of all reflections, `[size, size]`: what turns the tridiagonal form back. */
function* reflections(matrix: Float64Array, size: number, scales: Float64Array): InPieces<Float64Array> {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) product[i * size + i] = 1;
  let work = 0;
  for (let k = size - 2; k >= 0; k--) {
    const scale = scales[k] as number;
    const v = k * size + k + 1;
    const count = size - k - 1;
    for (let i = k + 1; i < size && scale !== 0; i++) {
      const row = i * size + k + 1;
      const along = scale * dot(product, row, matrix, v, count);
      for (let j = 0; j < count; j++)
        product[row + j] = (product[row + j] as number) - along * (matrix[v + j] as number);
    }
    work += 2 * count * count;
    if (work > WORK_PER_PIECE) {
      yield 0.35 + 0.25 * (1 - k / size);
      work = 0;
    }
  }
  return product;
}

/** Implicit QL steps with Wilkinson's shift, value after value; each rotation turns two rows of `vectors`. */
function* diagonalise(
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
  size: number,
): InPieces<undefined> {
  const d = (i: number): number => diagonal[i] as number;
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(d(i)) + Math.abs(beside[i] as number));
  if (!Number.isFinite(largest)) {
    throw new RangeError(`Cannot find eigenvectors: entries must be finite, got some that make ${largest}`);
  }
  const negligible = Number.EPSILON * largest;
  let work = 0;
  for (let low = 0; low < size; low++) {
    for (let step = 0; ; step++) {
      let high = low;
      while (high + 1 < size && Math.abs(beside[high] as number) > negligible) high++;
      if (high === low) break;
      if (step === MOST_STEPS) {
        throw new Error(`Cannot find eigenvectors: value ${low} takes more than ${MOST_STEPS} steps`);
      }
      qlStep(diagonal, beside, vectors, size, low, high);
      work += 3 * (high - low) * size;
      if (work > WORK_PER_PIECE) {
        yield 0.6 + (0.4 * low) / size;
        work = 0;
      }
    }
  }
  return undefined;
}

/** One step on rows `low` to `high`, which hang together; it makes `beside[low]` smaller. */
function qlStep(
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
  size: number,
  low: number,
  high: number,
): void {
  const lowest = diagonal[low] as number;
  const lowestBeside = beside[low] as number;
  const half = ((diagonal[low + 1] as number) - lowest) / (2 * lowestBeside);
  const root = Math.hypot(half, 1);
  let g = (diagonal[high] as number) - lowest + lowestBeside / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = sine * (beside[i] as number);
    const b = cosine * (beside[i] as number);
    const length = Math.hypot(f, g);
    beside[i + 1] = length;
    if (length === 0) {
      diagonal[i + 1] = (diagonal[i + 1] as number) - shift; // the matrix falls apart here; the next step sees it
      beside[high] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = (diagonal[i + 1] as number) - shift;
    const r = ((diagonal[i] as number) - g) * sine + 2 * cosine * b;
    shift = sine * r;
    diagonal[i + 1] = g + shift;
    g = cosine * r - b;
    rotate(vectors, i * size, size, sine, cosine);
  }
  diagonal[low] = (diagonal[low] as number) - shift;
  beside[low] = g;
  beside[high] = 0;
}

/** Turns the row at `start` and the one after it against each other. */
function rotate(vectors: Float64Array, start: number, size: number, sine: number, cosine: number): void {
  for (let a = start; a < start + size; a++) {
    const upper = vectors[a] as number;
    const lower = vectors[a + size] as number;
    vectors[a + size] = sine * upper + cosine * lower;
    vectors[a] = cosine * upper - sine * lower;
  }
}
