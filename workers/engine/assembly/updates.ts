/**
 * Optimiser steps in one pass over a variable: states updated in place, new values written beside the old ones, by the
 * rules of `src/training/optimizers.ts`, where plain operations take eight to fourteen passes.
 */
import { shareOf } from "./threads";
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Update {
  value: usize;
  /** Where the new values go; may be `value` itself. */
  result: usize;
  gradient: usize;
  /** The rule's states; `second` is 0 where it keeps one. */
  first: usize;
  second: usize;
  count: i32;
  /** The rule's numbers, in the order in which each rule below reads them. */
  n0: f32;
  n1: f32;
  n2: f32;
  n3: f32;
  n4: f32;
  n5: f32;
  n6: f32;
  n7: f32;
}

/** Numbers: β₁, 1 − β₁, β₂, 1 − β₂, 1 − β₁ᵗ, 1 − β₂ᵗ, η, ε. */
export function adam(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Update>(args);
  const beta1 = f32x4.splat(p.n0), oneMinusBeta1 = f32x4.splat(p.n1);
  const beta2 = f32x4.splat(p.n2), oneMinusBeta2 = f32x4.splat(p.n3);
  const correction1 = f32x4.splat(p.n4), correction2 = f32x4.splat(p.n5);
  const step = f32x4.splat(-p.n6), epsilon = f32x4.splat(p.n7);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const g = read(p.gradient + at, whole);
    const m = f32x4.add(f32x4.mul(read(p.first + at, whole), beta1), f32x4.mul(g, oneMinusBeta1));
    const v = f32x4.add(f32x4.mul(read(p.second + at, whole), beta2), f32x4.mul(f32x4.mul(g, g), oneMinusBeta2));
    write(p.first + at, m, whole);
    write(p.second + at, v, whole);
    const root = f32x4.sqrt(f32x4.div(v, correction2));
    const change = f32x4.mul(f32x4.div(f32x4.div(m, correction1), f32x4.add(root, epsilon)), step);
    write(p.result + at, f32x4.add(read(p.value + at, whole), change), whole);
    at += whole ? 16 : 4;
  }
}

/** Numbers: η, μ, and what of the gradient and of the sum a step takes: 0 and 1, or with Nesterov's look ahead 1 and μ. */
export function momentum(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Update>(args);
  const step = f32x4.splat(-p.n0), keep = f32x4.splat(p.n1);
  const ofGradient = f32x4.splat(p.n2), ofSum = f32x4.splat(p.n3);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const g = read(p.gradient + at, whole);
    const sum = f32x4.add(f32x4.mul(read(p.first + at, whole), keep), g);
    write(p.first + at, sum, whole);
    const direction = f32x4.add(f32x4.mul(g, ofGradient), f32x4.mul(sum, ofSum));
    write(p.result + at, f32x4.add(read(p.value + at, whole), f32x4.mul(direction, step)), whole);
    at += whole ? 16 : 4;
  }
}

/** Numbers: η, ρ, 1 − ρ, μ, ε. */
export function rmsProp(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Update>(args);
  const rate = f32x4.splat(p.n0), decay = f32x4.splat(p.n1), oneMinusDecay = f32x4.splat(p.n2);
  const keep = f32x4.splat(p.n3), epsilon = f32x4.splat(p.n4);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const g = read(p.gradient + at, whole);
    const square = f32x4.add(
      f32x4.mul(read(p.first + at, whole), decay),
      f32x4.mul(f32x4.mul(g, g), oneMinusDecay),
    );
    const change = f32x4.div(f32x4.mul(g, rate), f32x4.add(f32x4.sqrt(square), epsilon));
    const sum = f32x4.add(f32x4.mul(read(p.second + at, whole), keep), change);
    write(p.first + at, square, whole);
    write(p.second + at, sum, whole);
    write(p.result + at, f32x4.sub(read(p.value + at, whole), sum), whole);
    at += whole ? 16 : 4;
  }
}

/** Numbers: η, ρ, 1 − ρ, ε. */
export function adadelta(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Update>(args);
  const step = f32x4.splat(-p.n0), rho = f32x4.splat(p.n1), oneMinusRho = f32x4.splat(p.n2);
  const epsilon = f32x4.splat(p.n3);
  const end = endOf(p, thread, threads);
  for (let at = startOf(p, thread, threads); at < end; ) {
    const whole = at + 16 <= end;
    const g = read(p.gradient + at, whole);
    const gradients = f32x4.add(
      f32x4.mul(read(p.first + at, whole), rho),
      f32x4.mul(f32x4.mul(g, g), oneMinusRho),
    );
    const updates = read(p.second + at, whole);
    const change = f32x4.mul(
      f32x4.div(f32x4.sqrt(f32x4.add(updates, epsilon)), f32x4.sqrt(f32x4.add(gradients, epsilon))),
      g,
    );
    write(p.first + at, gradients, whole);
    write(p.second + at, f32x4.add(f32x4.mul(updates, rho), f32x4.mul(f32x4.mul(change, change), oneMinusRho)), whole);
    write(p.result + at, f32x4.add(read(p.value + at, whole), f32x4.mul(change, step)), whole);
    at += whole ? 16 : 4;
  }
}

/** Byte offsets of a thread's share. */
@inline
function startOf(p: Update, thread: i32, threads: i32): usize {
  return (<usize>shareOf(p.count, thread, threads)) << 2;
}

@inline
function endOf(p: Update, thread: i32, threads: i32): usize {
  return (<usize>shareOf(p.count, thread + 1, threads)) << 2;
}
