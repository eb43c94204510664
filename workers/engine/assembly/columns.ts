/**
 * Sums down the columns of a matrix: bias gradients, and what batch normalisation takes of its channels. Rows are cut into chunks whose
 * number depends on the shape alone, so that the order of the sum, and with it the last digit, is the same on any number
 * of threads.
 */
import { barrier, multiplyAdd, nextTask } from "./threads";
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class ColumnSums {
  x: usize;
  /** `columns` floats. */
  out: usize;
  rows: i32;
  columns: i32;
  /** Each has `rowsPerChunk` rows, the last one maybe fewer. */
  chunks: i32;
  rowsPerChunk: i32;
  /** Room for `chunks` × `columns` floats. */
  partial: usize;
  /** One float per column: sums are then taken of (x − centre) · y. 0 for sums of x alone. */
  centre: usize;
  /** As large as x; 0 to square x − centre. */
  y: usize;
  /** What each sum is multiplied by: 1, or 1 / rows for a mean. */
  scale: f32;
}

export function columnSums(args: usize, control: usize, thread: i32, threads: i32): void {
  const p = changetype<ColumnSums>(args);
  for (let c = nextTask(control, threads, thread, -1); c < p.chunks; c = nextTask(control, threads, thread, c)) {
    const first = c * p.rowsPerChunk;
    const rows = min(p.rowsPerChunk, p.rows - first);
    const offset = (<usize>first * p.columns) << 2;
    const to = p.partial + ((<usize>c * p.columns) << 2);
    if (p.centre != 0) sumProducts(p, offset, rows, to);
    else if (p.columns == 1) f32.store(to, sumLine(p.x + offset, rows));
    else sumDown(p.x + offset, rows, p.columns, <usize>p.columns << 2, to, 1);
  }
  barrier(control, thread, threads);
  if (thread == 0) sumDown(p.partial, p.chunks, p.columns, <usize>p.columns << 2, p.out, p.scale);
}

/** Of (x − centre) · y, or of (x − centre)² where there is no y; four columns at a time. */
function sumProducts(p: ColumnSums, offset: usize, rows: i32, to: usize): void {
  const lineBytes = <usize>p.columns << 2;
  for (let column = 0; column < p.columns; ) {
    const whole = column + 4 <= p.columns;
    const place = <usize>column << 2;
    const centre = read(p.centre + place, whole);
    let at = offset + place;
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      const x = f32x4.sub(read(p.x + at, whole), centre);
      sum = multiplyAdd(x, p.y == 0 ? x : read(p.y + at, whole), sum);
      at += lineBytes;
    }
    write(to + place, sum, whole);
    column += whole ? 4 : 1;
  }
}

/** Columns of a block of rows, sixteen at a time. */
function sumDown(from: usize, rows: i32, columns: i32, lineBytes: usize, to: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  let column = 0;
  for (; column + 16 <= columns; column += 16) {
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
    let at = from + (<usize>column << 2);
    for (let row = 0; row < rows; row++) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
      at += lineBytes;
    }
    const target = to + (<usize>column << 2);
    v128.store(target, f32x4.mul(s0, factor));
    v128.store(target, f32x4.mul(s1, factor), 16);
    v128.store(target, f32x4.mul(s2, factor), 32);
    v128.store(target, f32x4.mul(s3, factor), 48);
  }
  while (column < columns) {
    const whole = column + 4 <= columns;
    let sum = f32x4.splat(0);
    let at = from + (<usize>column << 2);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, read(at, whole));
      at += lineBytes;
    }
    write(to + (<usize>column << 2), f32x4.mul(sum, factor), whole);
    column += whole ? 4 : 1;
  }
}

/** One column lies in one line. */
function sumLine(from: usize, count: i32): f32 {
  let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
    from += 64;
  }
  for (; i < count; i++) {
    s0 = f32x4.add(s0, v128.load32_zero(from));
    from += 4;
  }
  const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}
