/** One row, one number for each row, or one number, repeated to a matrix. Threads take rows. */
import { write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Repeat {
  from: usize;
  /** `rows` × `columns` floats. */
  out: usize;
  rows: i32;
  columns: i32;
  /** 0 one row of `columns` floats, 1 a column of `rows` floats, 2 one number. */
  kind: i32;
}

export function repeat(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Repeat>(args);
  const lineBytes = <usize>p.columns << 2;
  const last = (p.rows * (thread + 1)) / threads;
  for (let row = (p.rows * thread) / threads; row < last; row++) {
    const to = p.out + <usize>row * lineBytes;
    if (p.kind == 0) memory.copy(to, p.from, lineBytes);
    else fill(to, lineBytes, v128.load32_splat(p.kind == 1 ? p.from + (<usize>row << 2) : p.from));
  }
}

function fill(to: usize, bytes: usize, value: v128): void {
  for (let at: usize = 0; at < bytes; ) {
    const whole = at + 16 <= bytes;
    write(to + at, value, whole);
    at += whole ? 16 : 4;
  }
}
