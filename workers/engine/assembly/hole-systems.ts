/**
 * Linear fill's systems, K_hh·x_h = (K μ)_h − K_hv x_v, in 64-bit floats: Cholesky factors and substitutions as in
 * `src/restorers/cholesky.ts`, two numbers to a vector. Threads take holes to factor, then images of a hole to solve for;
 * no sum is shared between two of them, so the result is the same on any number of threads.
 *
 * Every line is as long as a multiple of four and padded with zeros, so that no loop has a rest.
 */
import { barrier, nextTask } from "./threads";

/** Lines and columns at once. */
const BLOCK: i32 = 4;

/** Images of one hole that are one task: their lines then stay in the second-level cache. */
const IMAGES: i32 = 32;

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class HoleSystems {
  /** K, `[pixels, stride]`, 64-bit floats. */
  precision: usize;
  /** K μ, `pixels` 64-bit floats. */
  timesMean: usize;
  /** Images in the order of their holes, `[images, pixels]`, 32-bit floats, 0 in the hole. */
  inks: usize;
  /** The hole's pixels of each image, image after image, 32-bit floats. */
  out: usize;
  pixels: i32;
  /** `pixels`, padded. */
  stride: i32;
  /** Three words each: the first of its places, their number, where its factor begins. */
  holes: usize;
  holeCount: i32;
  /** Four words each: its hole, first image, number of images, first number in `out`. */
  tasks: usize;
  taskCount: i32;
  /** Places of missing pixels, 16 bits each. */
  places: usize;
  /** Room for the factors of all holes, 64-bit floats. */
  factors: usize;
  /** Room for each thread: `IMAGES` right-hand sides of the largest size, as many images, 16 products. */
  space: usize;
  /** 64-bit floats in one thread's room. */
  threadDoubles: i32;
  /** Largest number of places, padded. */
  largest: i32;
}

export function solveHoles(args: usize, control: usize, thread: i32, threads: i32): void {
  const p = changetype<HoleSystems>(args);
  const products = p.space + ((<usize>thread * p.threadDoubles) << 3);
  const rows = products + 16 * 8;
  const images = rows + ((<usize>(IMAGES * p.largest)) << 3);
  // One row of tasks for both halves: each thread has done its part of the first before it takes one of the second.
  const last = p.holeCount + p.taskCount;
  let hasMet = false;
  for (let task = nextTask(control, threads, thread, -1); ; task = nextTask(control, threads, thread, task)) {
    if (task < p.holeCount) {
      factoriseHole(p, task, products);
      continue;
    }
    if (!hasMet) barrier(control, thread, threads);
    hasMet = true;
    if (task >= last) return;
    solveTask(p, p.tasks + ((<usize>(task - p.holeCount)) << 4), rows, images, products);
  }
}

@inline
function holeOf(p: HoleSystems, hole: i32): usize {
  return p.holes + <usize>hole * 12;
}

function factoriseHole(p: HoleSystems, hole: i32, products: usize): void {
  const entry = holeOf(p, hole);
  const count = load<i32>(entry, 4);
  const size = padded(count);
  const factor = p.factors + ((<usize>load<i32>(entry, 8)) << 3);
  gatherHole(p, p.places + ((<usize>load<i32>(entry)) << 1), count, size, factor);
  factorise(factor, size, products);
}

function solveTask(p: HoleSystems, task: usize, rows: usize, images: usize, products: usize): void {
  const entry = holeOf(p, load<i32>(task));
  const places = p.places + ((<usize>load<i32>(entry)) << 1);
  const count = load<i32>(entry, 4);
  const factor = p.factors + ((<usize>load<i32>(entry, 8)) << 3);
  const size = padded(count);
  const imageCount = load<i32>(task, 8);
  let to = p.out + ((<usize>load<i32>(task, 12)) << 2);
  widen(p, load<i32>(task, 4), imageCount, images);
  rightHandSides(p, places, count, size, images, padded(imageCount), rows, products);
  solve(factor, size, rows, padded(imageCount), products);
  for (let i = 0; i < imageCount; i++) {
    for (let h = 0; h < count; h++) {
      f32.store(to, <f32>f64.load(at(rows, size, i, h)));
      to += 4;
    }
  }
}

@inline
function padded(count: i32): i32 {
  return (count + BLOCK - 1) & ~(BLOCK - 1);
}

/** The lower triangle of K_hh, ones below it on the diagonal. */
function gatherHole(p: HoleSystems, places: usize, count: i32, size: i32, factor: usize): void {
  memory.fill(factor, 0, (<usize>(size * size)) << 3);
  for (let i = 0; i < size; i++) {
    const to = factor + ((<usize>(i * size)) << 3);
    if (i >= count) {
      f64.store(to + (<usize>i << 3), 1);
      continue;
    }
    const from = p.precision + ((<usize>(<i32>load<u16>(places + (<usize>i << 1)) * p.stride)) << 3);
    for (let j = 0; j <= i; j++) {
      f64.store(to + (<usize>j << 3), f64.load(from + ((<usize>load<u16>(places + (<usize>j << 1))) << 3)));
    }
  }
}

/** Images as 64-bit floats, `[padded count, stride]`, zeros beyond. */
function widen(p: HoleSystems, first: i32, count: i32, images: usize): void {
  memory.fill(images, 0, (<usize>(padded(count) * p.stride)) << 3);
  for (let i = 0; i < count; i++) {
    const from = p.inks + ((<usize>((first + i) * p.pixels)) << 2);
    const to = images + ((<usize>(i * p.stride)) << 3);
    for (let v = 0; v < p.pixels; v++) f64.store(to + (<usize>v << 3), <f64>f32.load(from + (<usize>v << 2)));
  }
}

/** rows[image, h] = (K μ)_h − Σ_v K_hv x_v, zeros beyond the hole. */
function rightHandSides(
  p: HoleSystems,
  places: usize,
  count: i32,
  size: i32,
  images: usize,
  imageCount: i32,
  rows: usize,
  products: usize,
): void {
  const lineBytes = <usize>p.stride << 3;
  memory.fill(rows, 0, (<usize>(imageCount * size)) << 3);
  for (let h = 0; h < count; h += 2) {
    const place0 = <usize>load<u16>(places + (<usize>h << 1));
    const place1 = h + 1 < count ? <usize>load<u16>(places + (<usize>h << 1), 2) : place0;
    const mean0 = f64.load(p.timesMean + (place0 << 3));
    const mean1 = f64.load(p.timesMean + (place1 << 3));
    const k0 = p.precision + place0 * lineBytes;
    const k1 = p.precision + place1 * lineBytes;
    for (let image = 0; image < imageCount; image += BLOCK) {
      fourByTwo(images + <usize>image * lineBytes, lineBytes, k0, k1, p.stride, products);
      for (let r = 0; r < BLOCK; r++) {
        const to = rows + ((<usize>((image + r) * size + h)) << 3);
        const product = products + (<usize>r << 5);
        f64.store(to, mean0 - f64.load(product));
        if (h + 1 < count) f64.store(to, mean1 - f64.load(product, 8), 8);
      }
    }
  }
}

/** L in the lower triangle, its transpose in the upper one. K_hh is positive definite: a corner of K is. */
function factorise(matrix: usize, size: i32, products: usize): void {
  for (let column = 0; column < size; column += BLOCK) {
    corner(matrix, size, column, products);
    for (let row = column + BLOCK; row < size; row += BLOCK) eliminate(at(matrix, size, row, 0), size, matrix, column, products);
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) f64.store(at(matrix, size, j, i), f64.load(at(matrix, size, i, j)));
  }
}

/** Each line of `rows` becomes the solution. */
function solve(factor: usize, size: i32, rows: usize, count: i32, products: usize): void {
  for (let column = 0; column < size; column += BLOCK) {
    for (let row = 0; row < count; row += BLOCK) eliminate(at(rows, size, row, 0), size, factor, column, products);
  }
  for (let column = size - BLOCK; column >= 0; column -= BLOCK) {
    for (let row = 0; row < count; row += BLOCK) substituteBack(at(rows, size, row, 0), size, factor, column, products);
  }
}

function corner(matrix: usize, size: i32, column: i32, products: usize): void {
  fourByFour(at(matrix, size, column, 0), size, at(matrix, size, column, 0), size, column, products);
  for (let r = 0; r < BLOCK; r++) {
    const row = at(matrix, size, column + r, column);
    for (let c = 0; c <= r; c++) {
      const other = at(matrix, size, column + c, column);
      const rest = less(row, other, 0, c, f64.load(row + (<usize>c << 3)) - product(products, r, c));
      f64.store(row + (<usize>c << 3), c < r ? rest / f64.load(other + (<usize>c << 3)) : sqrt(rest));
    }
  }
}

function eliminate(row: usize, size: i32, factor: usize, column: i32, products: usize): void {
  fourByFour(row, size, at(factor, size, column, 0), size, column, products);
  for (let r = 0; r < BLOCK; r++) {
    const line = at(row, size, r, column);
    for (let c = 0; c < BLOCK; c++) {
      const other = at(factor, size, column + c, column);
      const rest = less(line, other, 0, c, f64.load(line + (<usize>c << 3)) - product(products, r, c));
      f64.store(line + (<usize>c << 3), rest / f64.load(other + (<usize>c << 3)));
    }
  }
}

function substituteBack(row: usize, size: i32, factor: usize, column: i32, products: usize): void {
  const next = column + BLOCK;
  fourByFour(at(row, size, 0, next), size, at(factor, size, column, next), size, size - next, products);
  for (let r = 0; r < BLOCK; r++) {
    const line = at(row, size, r, column);
    for (let c = BLOCK - 1; c >= 0; c--) {
      const other = at(factor, size, column + c, column);
      const rest = less(line, other, c + 1, BLOCK, f64.load(line + (<usize>c << 3)) - product(products, r, c));
      f64.store(line + (<usize>c << 3), rest / f64.load(other + (<usize>c << 3)));
    }
  }
}

/** value − Σ a[k] · b[k] over `from` ≤ k < `to`. */
@inline
function less(a: usize, b: usize, from: i32, to: i32, value: f64): f64 {
  for (let k = from; k < to; k++) value -= f64.load(a + (<usize>k << 3)) * f64.load(b + (<usize>k << 3));
  return value;
}

@inline
function at(matrix: usize, stride: i32, row: i32, column: i32): usize {
  return matrix + ((<usize>(row * stride + column)) << 3);
}

@inline
function product(products: usize, row: i32, column: i32): f64 {
  return f64.load(products + ((<usize>(BLOCK * row + column)) << 3));
}

/** products[4 i + j] = line i of a · line j of b. Strides and `count`, which is even, are in numbers. */
function fourByFour(a: usize, aStride: i32, b: usize, bStride: i32, count: i32, products: usize): void {
  const line = <usize>bStride << 3;
  fourByTwo(a, <usize>aStride << 3, b, b + line, count, products);
  fourByTwo(a, <usize>aStride << 3, b + 2 * line, b + 3 * line, count, products + 16);
}

/** products[4 i + j] = line i of a · line j of b for j = 0 and 1: eight sums, which fit the registers with what they need. */
function fourByTwo(a: usize, lineBytes: usize, b0: usize, b1: usize, count: i32, products: usize): void {
  let s00 = f64x2.splat(0), s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0), s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0), s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0), s31 = f64x2.splat(0);
  let a1 = a + lineBytes;
  let a2 = a1 + lineBytes;
  let a3 = a2 + lineBytes;
  const end = b0 + (<usize>count << 3);
  while (b0 < end) {
    const y0 = v128.load(b0);
    const y1 = v128.load(b1);
    let x = v128.load(a);
    s00 = multiplyAdd(x, y0, s00);
    s01 = multiplyAdd(x, y1, s01);
    x = v128.load(a1);
    s10 = multiplyAdd(x, y0, s10);
    s11 = multiplyAdd(x, y1, s11);
    x = v128.load(a2);
    s20 = multiplyAdd(x, y0, s20);
    s21 = multiplyAdd(x, y1, s21);
    x = v128.load(a3);
    s30 = multiplyAdd(x, y0, s30);
    s31 = multiplyAdd(x, y1, s31);
    a += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    b0 += 16;
    b1 += 16;
  }
  v128.store(products, both(s00, s01));
  v128.store(products, both(s10, s11), 32);
  v128.store(products, both(s20, s21), 64);
  v128.store(products, both(s30, s31), 96);
}

/** The sum of each vector's two lanes. */
@inline
function both(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(c, f64x2.mul(a, b));
}
