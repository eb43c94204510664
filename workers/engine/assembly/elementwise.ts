/** What is done to each number of a tensor alone: rectifiers, their gradients, dropout. Threads take shares. */
import { shareOf } from "./threads";
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Elementwise {
  x: usize;
  /** A second input, or 0. */
  dy: usize;
  out: usize;
  count: i32;
  /** Of dropout: the seed, and below which of 31 random bits an entry becomes 0. */
  seed: i32;
  threshold: i32;
  /** Slope below zero; or what kept entries are multiplied by. */
  factor: f32;
}

/** out = x where x > 0, else slope · x. */
export function rectify(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Elementwise>(args);
  const slope = f32x4.splat(p.factor);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const x = read(p.x + at, whole);
    write(p.out + at, v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0))), whole);
    at += whole ? 16 : 4;
  }
}

/** out = dy where x > 0, else slope · dy. */
export function rectifierGradient(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Elementwise>(args);
  const slope = f32x4.splat(p.factor);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const dy = read(p.dy + at, whole);
    const isAbove = f32x4.gt(read(p.x + at, whole), f32x4.splat(0));
    write(p.out + at, v128.bitselect(dy, f32x4.mul(dy, slope), isAbove), whole);
    at += whole ? 16 : 4;
  }
}

/** out = factor · x, or 0; the hash is that of `src/training/seeded-dropout.ts`. */
export function dropout(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Elementwise>(args);
  const factor = f32x4.splat(p.factor);
  const threshold = i32x4.splat(p.threshold);
  const seed = i32x4.splat(p.seed);
  const lanes = i32x4(0, 1, 2, 3);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const index = i32x4.add(i32x4.splat(<i32>(at >> 2)), lanes);
    let h = i32x4.add(i32x4.mul(index, i32x4.splat(0x9e3779b9)), seed);
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x21f0aaad));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0x735a2d97));
    h = v128.xor(h, i32x4.shr_u(h, 15));
    const isKept = i32x4.ge_s(i32x4.shr_u(h, 1), threshold);
    write(p.out + at, v128.and(f32x4.mul(read(p.x + at, whole), factor), isKept), whole);
    at += whole ? 16 : 4;
  }
}

/** Byte offsets of a thread's share. */
@inline
function startOf(p: Elementwise, thread: i32, threads: i32): usize {
  return (<usize>shareOf(p.count, thread, threads)) << 2;
}

@inline
function endOf(p: Elementwise, thread: i32, threads: i32): usize {
  return (<usize>shareOf(p.count, thread + 1, threads)) << 2;
}
