/**
 * Matrix product C = act(op(A) · op(B) + bias) for 32-bit floats, any shape, any of the four transpositions, shared out
 * over threads. It allocates nothing: operands, result and packing space come as addresses.
 *
 * B is packed once into panels of 8 columns, A panel by panel into 6 rows, so that the inner loop reads both in a line.
 * 6 × 8 results are twelve vectors; with two of B and one of A they fill the sixteen registers of an x86 core.
 */
import { barrier, multiplyAdd, nextTask } from "./threads";
import { copyTile } from "./vectors";

/** Rows and columns that the inner loop computes at once. */
export const ROWS: i32 = 6;
export const COLUMNS: i32 = 8;

/** Steps of the inner loop between two visits to C: a packed panel of A and one of B then fit the first-level cache. */
const DEPTH: i32 = 384;

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Product {
  a: usize;
  b: usize;
  c: usize;
  rows: i32;
  columns: i32;
  depth: i32;
  /** Distance in floats from one row of op(A) to the next, and from one column to the next. */
  aRowStride: i32;
  aColumnStride: i32;
  bRowStride: i32;
  bColumnStride: i32;
  /** Address of `columns` floats, or 0. */
  bias: usize;
  /** 0 none, 1 relu. */
  activation: i32;
  /** Room for `depth` × `columns` floats, columns rounded up to 8. */
  packedB: usize;
  /** Room for `threads` × (4 × 6 × 384 + 64) floats. */
  packedA: usize;
}

/** Most row panels that a task takes: a panel of B stays in the first-level cache for all of them, they in the second. */
const MOST_ROW_PANELS: i32 = 4;

/** Floats of packing space that one thread takes: a task's panels of A, and a corner of C. */
const THREAD_FLOATS: i32 = MOST_ROW_PANELS * ROWS * DEPTH + 64;

export function product(args: usize, control: usize, thread: i32, threads: i32): void {
  const p = changetype<Product>(args);
  packB(p, thread, threads);
  barrier(control, thread, threads);
  const space = p.packedA + ((<usize>thread * THREAD_FLOATS) << 2);
  const rowPanels = (p.rows + ROWS - 1) / ROWS;
  const columnPanels = (p.columns + COLUMNS - 1) / COLUMNS;
  const groupPanels = max(1, min(MOST_ROW_PANELS, (rowPanels + 2 * threads - 1) / (2 * threads)));
  const groups = (rowPanels + groupPanels - 1) / groupPanels;
  // A few tasks for each thread, so that one that is held up does not hold up all; but none so thin that packing A shows.
  let chunks = 1;
  while (groups * chunks < 4 * threads && columnPanels / (chunks * 2) >= 8) chunks *= 2;
  const chunkPanels = (columnPanels + chunks - 1) / chunks;
  const tasks = groups * chunks;
  for (let task = nextTask(control, threads, thread, -1); task < tasks; task = nextTask(control, threads, thread, task)) {
    const firstRowPanel = (task / chunks) * groupPanels;
    const lastRowPanel = min(firstRowPanel + groupPanels, rowPanels);
    const firstPanel = (task % chunks) * chunkPanels;
    rowGroup(p, firstRowPanel, lastRowPanel, firstPanel, min(firstPanel + chunkPanels, columnPanels), space);
  }
}

/** packedB[depth block][panel][step][8], padded with zeros to whole panels. */
function packB(p: Product, thread: i32, threads: i32): void {
  const columnPanels = (p.columns + COLUMNS - 1) / COLUMNS;
  for (let panel = thread; panel < columnPanels; panel += threads) {
    const column = panel * COLUMNS;
    const width = min(COLUMNS, p.columns - column);
    for (let first = 0; first < p.depth; first += DEPTH) {
      const depth = min(DEPTH, p.depth - first);
      let to = p.packedB + ((<usize>(first * columnPanels * COLUMNS + panel * depth * COLUMNS)) << 2);
      let from = p.b + ((<usize>(first * p.bRowStride + column * p.bColumnStride)) << 2);
      const rowStride = <usize>p.bRowStride << 2;
      const columnStride = <usize>p.bColumnStride << 2;
      if (width == COLUMNS && p.bColumnStride == 1) {
        for (let k = 0; k < depth; k++) {
          v128.store(to, v128.load(from));
          v128.store(to, v128.load(from, 16), 16);
          to += 32;
          from += rowStride;
        }
      } else if (width == COLUMNS && p.bRowStride == 1) {
        to = packTransposed8(from, columnStride, depth, to);
      } else {
        for (let k = 0; k < depth; k++) {
          for (let j = 0; j < COLUMNS; j++) {
            f32.store(to + (<usize>j << 2), j < width ? f32.load(from + <usize>j * columnStride) : 0);
          }
          to += 32;
          from += rowStride;
        }
      }
    }
  }
}

/** Eight lines of `depth` floats, `lineBytes` apart, into `depth` groups of eight: 4 × 4 blocks turned in registers. */
function packTransposed8(from: usize, lineBytes: usize, depth: i32, to: usize): usize {
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
    transpose4(from, lineBytes, to, 32);
    transpose4(from + 4 * lineBytes, lineBytes, to + 16, 32);
    from += 16;
    to += 128;
  }
  for (; k < depth; k++) {
    for (let j: usize = 0; j < 8; j++) f32.store(to + (j << 2), f32.load(from + j * lineBytes));
    from += 4;
    to += 32;
  }
  return to;
}

@inline
function transpose4(from: usize, lineBytes: usize, to: usize, groupBytes: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + lineBytes);
  const c = v128.load(from + 2 * lineBytes);
  const d = v128.load(from + 3 * lineBytes);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + groupBytes, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * groupBytes, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5));
  v128.store(to + 3 * groupBytes, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7));
}

/** packedA[step][6], padded with zeros to six rows. */
function packA(p: Product, row: i32, first: i32, depth: i32, to: usize): void {
  const height = min(ROWS, p.rows - row);
  let from = p.a + ((<usize>(row * p.aRowStride + first * p.aColumnStride)) << 2);
  const rowStride = <usize>p.aRowStride << 2;
  const columnStride = <usize>p.aColumnStride << 2;
  if (height == ROWS) {
    if (p.aRowStride == 1) {
      for (let k = 0; k < depth; k++) {
        v128.store(to, v128.load(from));
        v128.store64_lane(to, v128.load64_zero(from, 16), 0, 16);
        to += 24;
        from += columnStride;
      }
      return;
    }
    for (let k = 0; k < depth; k++) {
      f32.store(to, f32.load(from));
      f32.store(to, f32.load(from + rowStride), 4);
      f32.store(to, f32.load(from + 2 * rowStride), 8);
      f32.store(to, f32.load(from + 3 * rowStride), 12);
      f32.store(to, f32.load(from + 4 * rowStride), 16);
      f32.store(to, f32.load(from + 5 * rowStride), 20);
      to += 24;
      from += columnStride;
    }
    return;
  }
  for (let k = 0; k < depth; k++) {
    for (let i = 0; i < ROWS; i++) {
      f32.store(to + (<usize>i << 2), i < height ? f32.load(from + <usize>i * rowStride) : 0);
    }
    to += 24;
    from += columnStride;
  }
}

/** Row panels `firstRow`..`lastRow` of C over column panels `firstPanel`..`lastPanel` (ends excluded), depth block by block. */
function rowGroup(p: Product, firstRow: i32, lastRow: i32, firstPanel: i32, lastPanel: i32, space: usize): void {
  const columnPanels = (p.columns + COLUMNS - 1) / COLUMNS;
  const corner = space + ((<usize>(MOST_ROW_PANELS * ROWS * DEPTH)) << 2);
  for (let first = 0; first < p.depth; first += DEPTH) {
    const depth = min(DEPTH, p.depth - first);
    let to = space;
    for (let panel = firstRow; panel < lastRow; panel++) {
      packA(p, panel * ROWS, first, depth, to);
      to += (<usize>(ROWS * DEPTH)) << 2;
    }
    for (let panel = firstPanel; panel < lastPanel; panel++) {
      const column = panel * COLUMNS;
      const b = p.packedB + ((<usize>(first * columnPanels * COLUMNS + panel * depth * COLUMNS)) << 2);
      let a = space;
      for (let rowPanel = firstRow; rowPanel < lastRow; rowPanel++) {
        tileAt(p, rowPanel * ROWS, column, a, b, first, depth, corner);
        a += (<usize>(ROWS * DEPTH)) << 2;
      }
    }
  }
}

/** One tile of C from packed A and B; at an edge it is computed in full beside C, and only what belongs to C copied there. */
function tileAt(p: Product, row: i32, column: i32, a: usize, b: usize, first: i32, depth: i32, corner: usize): void {
  const height = min(ROWS, p.rows - row);
  const width = min(COLUMNS, p.columns - column);
  const isLast = first + depth == p.depth;
  const lineBytes = <usize>p.columns << 2;
  const c = p.c + ((<usize>(row * p.columns + column)) << 2);
  const bias = isLast && p.bias != 0 ? p.bias + (<usize>column << 2) : 0;
  const activation = isLast ? p.activation : 0;
  if (height == ROWS && width == COLUMNS) {
    tile(a, b, depth, c, lineBytes, first > 0, bias, activation);
    return;
  }
  copyTile(c, lineBytes, corner, 32, height, first > 0 ? width : 0);
  const cornerBias: usize = bias == 0 ? 0 : corner + 192;
  if (bias != 0) {
    for (let j = 0; j < width; j++) f32.store(cornerBias + (<usize>j << 2), f32.load(bias + (<usize>j << 2)));
  }
  tile(a, b, depth, corner, 32, first > 0, cornerBias, activation);
  copyTile(corner, 32, c, lineBytes, height, width);
}

/** C[6, 8] (+)= packed A · packed B, then bias and activation. */
function tile(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  lineBytes: usize,
  accumulate: bool,
  bias: usize,
  activation: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    x = v128.load32_splat(a, 20);
    c50 = multiplyAdd(x, b0, c50);
    c51 = multiplyAdd(x, b1, c51);
    a += 24;
    b += 32;
  }
  let bias0 = f32x4.splat(0), bias1 = f32x4.splat(0);
  if (bias != 0) {
    bias0 = v128.load(bias);
    bias1 = v128.load(bias, 16);
  }
  line(c, c00, c01, accumulate, bias0, bias1, activation);
  c += lineBytes;
  line(c, c10, c11, accumulate, bias0, bias1, activation);
  c += lineBytes;
  line(c, c20, c21, accumulate, bias0, bias1, activation);
  c += lineBytes;
  line(c, c30, c31, accumulate, bias0, bias1, activation);
  c += lineBytes;
  line(c, c40, c41, accumulate, bias0, bias1, activation);
  c += lineBytes;
  line(c, c50, c51, accumulate, bias0, bias1, activation);
}

@inline
function line(c: usize, x: v128, y: v128, accumulate: bool, bias0: v128, bias1: v128, activation: i32): void {
  if (accumulate) {
    x = f32x4.add(x, v128.load(c));
    y = f32x4.add(y, v128.load(c, 16));
  }
  x = f32x4.add(x, bias0);
  y = f32x4.add(y, bias1);
  if (activation == 1) {
    x = f32x4.max(x, f32x4.splat(0));
    y = f32x4.max(y, f32x4.splat(0));
  }
  v128.store(c, x);
  v128.store(c, y, 16);
}
