/** Matrices of one line per pixel and one column per channel: side by side, apart, and scaled channel by channel. */
import { multiplyAdd } from "./threads";
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class CopyColumns {
  from: usize;
  to: usize;
  rows: i32;
  /** That are copied. */
  columns: i32;
  /** Of the matrices that they lie in. */
  fromColumns: i32;
  toColumns: i32;
}

/** Some neighbouring columns of one matrix into another; `from` and `to` are where their first ones begin. */
export function copyColumns(args: usize, thread: i32, threads: i32): void {
  const p = changetype<CopyColumns>(args);
  const last = (p.rows * (thread + 1)) / threads;
  for (let row = (p.rows * thread) / threads; row < last; row++) {
    const from = p.from + ((<usize>row * p.fromColumns) << 2);
    const to = p.to + ((<usize>row * p.toColumns) << 2);
    for (let column = 0; column < p.columns; ) {
      const whole = column + 4 <= p.columns;
      const at = <usize>column << 2;
      write(to + at, read(from + at, whole), whole);
      column += whole ? 4 : 1;
    }
  }
}

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class ScaleChannels {
  x: usize;
  /** As large as x, or 0. */
  y: usize;
  /** One float per column each; `b` is 0 where y is. */
  a: usize;
  b: usize;
  c: usize;
  out: usize;
  rows: i32;
  columns: i32;
}

/** out = a · x + b · y + c. */
export function scaleChannels(args: usize, thread: i32, threads: i32): void {
  const p = changetype<ScaleChannels>(args);
  const first = (p.rows * thread) / threads;
  const last = (p.rows * (thread + 1)) / threads;
  const lineBytes = <usize>p.columns << 2;
  for (let row = first; row < last; row++) {
    const line = <usize>row * lineBytes;
    for (let column = 0; column < p.columns; ) {
      const whole = column + 4 <= p.columns;
      const place = <usize>column << 2;
      const at = line + place;
      let sum = multiplyAdd(read(p.x + at, whole), read(p.a + place, whole), read(p.c + place, whole));
      if (p.y != 0) sum = multiplyAdd(read(p.y + at, whole), read(p.b + place, whole), sum);
      write(p.out + at, sum, whole);
      column += whole ? 4 : 1;
    }
  }
}
