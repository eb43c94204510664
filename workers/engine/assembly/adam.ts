/**
 * Adam in one pass over a variable: moments updated in place, new values written beside the old ones, in the arithmetic of
 * tfjs' own optimiser (bias correction first, epsilon outside the root), where tfjs takes fourteen passes.
 */
import { shareOf } from "./threads";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Adam {
  value: usize;
  /** Where the new values go; may be `value` itself. */
  result: usize;
  gradient: usize;
  firstMoment: usize;
  secondMoment: usize;
  count: i32;
  beta1: f32;
  oneMinusBeta1: f32;
  beta2: f32;
  oneMinusBeta2: f32;
  /** 1 − β₁ᵗ and 1 − β₂ᵗ. */
  correction1: f32;
  correction2: f32;
  learningRate: f32;
  epsilon: f32;
}

export function adam(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Adam>(args);
  const first = shareOf(p.count, thread, threads);
  const last = shareOf(p.count, thread + 1, threads);
  let at = <usize>first << 2;
  const vectorEnd = at + ((<usize>(last - first) >> 2) << 4);
  const beta1 = f32x4.splat(p.beta1);
  const beta2 = f32x4.splat(p.beta2);
  const oneMinusBeta1 = f32x4.splat(p.oneMinusBeta1);
  const oneMinusBeta2 = f32x4.splat(p.oneMinusBeta2);
  const correction1 = f32x4.splat(p.correction1);
  const correction2 = f32x4.splat(p.correction2);
  const step = f32x4.splat(-p.learningRate);
  const epsilon = f32x4.splat(p.epsilon);
  for (; at < vectorEnd; at += 16) {
    const g = v128.load(p.gradient + at);
    const m = f32x4.add(f32x4.mul(v128.load(p.firstMoment + at), beta1), f32x4.mul(g, oneMinusBeta1));
    const v = f32x4.add(f32x4.mul(v128.load(p.secondMoment + at), beta2), f32x4.mul(f32x4.mul(g, g), oneMinusBeta2));
    v128.store(p.firstMoment + at, m);
    v128.store(p.secondMoment + at, v);
    const root = f32x4.sqrt(f32x4.div(v, correction2));
    const change = f32x4.mul(f32x4.div(f32x4.div(m, correction1), f32x4.add(root, epsilon)), step);
    v128.store(p.result + at, f32x4.add(v128.load(p.value + at), change));
  }
  for (const end = <usize>last << 2; at < end; at += 4) {
    const g = f32.load(p.gradient + at);
    const m = f32.load(p.firstMoment + at) * p.beta1 + g * p.oneMinusBeta1;
    const v = f32.load(p.secondMoment + at) * p.beta2 + g * g * p.oneMinusBeta2;
    f32.store(p.firstMoment + at, m);
    f32.store(p.secondMoment + at, v);
    const change = (m / p.correction1 / (f32.sqrt(v / p.correction2) + p.epsilon)) * -p.learningRate;
    f32.store(p.result + at, f32.load(p.value + at) + change);
  }
}
