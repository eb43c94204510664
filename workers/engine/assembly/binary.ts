/**
 * Sums, differences, products and quotients of a matrix with another, with one row for all of its rows, with one number for
 * each row, or with one number; and what is smaller repeated. Threads take rows.
 */
import { shareOf } from "./threads";
import { read, write } from "./vectors";

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
/** b − a and b / a. */
const SUBTRACT_FROM: i32 = 4;
const DIVIDE_INTO: i32 = 5;
/** b. */
const REPEAT: i32 = 6;

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Binary {
  a: usize;
  b: usize;
  out: usize;
  rows: i32;
  columns: i32;
  /** 0 a whole matrix, 1 one row, 2 one number, 3 a column: one number for each row. */
  bKind: i32;
  operation: i32;
}

export function binary(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Binary>(args);
  if (p.bKind == 1 || p.bKind == 3) {
    const lineBytes = <usize>p.columns << 2;
    const last = (p.rows * (thread + 1)) / threads;
    for (let row = (p.rows * thread) / threads; row < last; row++) {
      const at = <usize>row * lineBytes;
      if (p.bKind == 1) line(p.a + at, p.b, p.out + at, lineBytes, p.operation);
      else withNumber(p.a + at, v128.load32_splat(p.b + (<usize>row << 2)), p.out + at, lineBytes, p.operation);
    }
    return;
  }
  const first = (<usize>shareOf(p.rows * p.columns, thread, threads)) << 2;
  const bytes = ((<usize>shareOf(p.rows * p.columns, thread + 1, threads)) << 2) - first;
  if (p.bKind == 0) line(p.a + first, p.b + first, p.out + first, bytes, p.operation);
  else withNumber(p.a + first, v128.load32_splat(p.b), p.out + first, bytes, p.operation);
}

function line(a: usize, b: usize, out: usize, bytes: usize, operation: i32): void {
  if (operation == REPEAT) {
    memory.copy(out, b, bytes);
    return;
  }
  for (let at: usize = 0; at < bytes; ) {
    const whole = at + 16 <= bytes;
    write(out + at, apply(read(a + at, whole), read(b + at, whole), operation), whole);
    at += whole ? 16 : 4;
  }
}

function withNumber(a: usize, b: v128, out: usize, bytes: usize, operation: i32): void {
  for (let at: usize = 0; at < bytes; ) {
    const whole = at + 16 <= bytes;
    write(out + at, apply(read(a + at, whole), b, operation), whole);
    at += whole ? 16 : 4;
  }
}

@inline
function apply(a: v128, b: v128, operation: i32): v128 {
  if (operation == MULTIPLY) return f32x4.mul(a, b);
  if (operation == ADD) return f32x4.add(a, b);
  if (operation == SUBTRACT) return f32x4.sub(a, b);
  if (operation == SUBTRACT_FROM) return f32x4.sub(b, a);
  if (operation == DIVIDE) return f32x4.div(a, b);
  return operation == DIVIDE_INTO ? f32x4.div(b, a) : b;
}
