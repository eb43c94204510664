/**
 * Threads over one memory: how they wait for work, share it out and meet. The control block is a few words of shared
 * memory that the caller gives; nothing here knows what the work is.
 */

/** Control block, by word. */
const GENERATION: usize = 0;
const OPERATION: usize = 4;
const ARGUMENTS: usize = 8;
const FINISHED: usize = 12;
const TASK: usize = 16;
const MET: usize = 20;
const MEETING: usize = 24;
/** Not 0 where the calling thread may sleep: a page may not, a worker may. */
const CALLER_SLEEPS: usize = 28;

/** Polls before a thread goes to sleep: some tens of microseconds, about what waking one costs. */
const PATIENCE: i32 = 300000;

export const STOP: i32 = -1;

/** Hands a job to all other threads. The caller then does its own share and calls `join`. */
export function start(control: usize, operation: i32, args: usize): void {
  store<i32>(control + OPERATION, operation);
  store<usize>(control + ARGUMENTS, args);
  atomic.store<i32>(control + FINISHED, 0);
  atomic.store<i32>(control + TASK, 0);
  atomic.add<i32>(control + GENERATION, 1);
  atomic.notify(control + GENERATION, -1);
}

/** Waits until the other `threads − 1` have done their shares. */
export function join(control: usize, threads: i32): void {
  for (;;) {
    const finished = atomic.load<i32>(control + FINISHED);
    if (finished >= threads - 1) return;
    awaitChange(control, FINISHED, finished, 0);
  }
}

/** Waits for a job that is newer than `seen`; returns its generation. */
export function awaitJob(control: usize, seen: i32): i32 {
  awaitChange(control, GENERATION, seen, 1);
  return atomic.load<i32>(control + GENERATION);
}

/** Polls for a while, then sleeps: on a busy machine a thread that only polled would keep the awaited one from running. */
function awaitChange(control: usize, word: usize, value: i32, thread: i32): void {
  const maySleep = thread != 0 || load<i32>(control + CALLER_SLEEPS) != 0;
  for (let polls = 0; polls < PATIENCE || !maySleep; polls++) {
    if (atomic.load<i32>(control + word) != value) return;
  }
  while (atomic.load<i32>(control + word) == value) atomic.wait<i32>(control + word, value, -1);
}

export function operationOf(control: usize): i32 {
  return load<i32>(control + OPERATION);
}

export function argumentsOf(control: usize): usize {
  return load<usize>(control + ARGUMENTS);
}

export function finish(control: usize): void {
  atomic.add<i32>(control + FINISHED, 1);
  atomic.notify(control + FINISHED, 1);
}

/** No thread passes before all have come. */
export function barrier(control: usize, thread: i32, threads: i32): void {
  if (threads == 1) return;
  const meeting = atomic.load<i32>(control + MEETING);
  if (atomic.add<i32>(control + MET, 1) == threads - 1) {
    atomic.store<i32>(control + MET, 0);
    atomic.add<i32>(control + MEETING, 1);
    atomic.notify(control + MEETING, -1);
    return;
  }
  awaitChange(control, MEETING, meeting, thread);
}

/** The next task that nobody has taken; alone, simply the one after `previous`. */
@inline
export function nextTask(control: usize, threads: i32, thread: i32, previous: i32): i32 {
  return threads == 1 ? previous + 1 : atomic.add<i32>(control + TASK, 1);
}

/** Where a thread's share of `count` floats begins: whole cache lines each, so that no two threads write to one. */
export function shareOf(count: i32, thread: i32, threads: i32): i32 {
  const lines = (count + 15) / 16;
  return min(count, (lines * thread) / threads * 16);
}

/** a · b + c: fused where the module is built for relaxed SIMD, in two roundings elsewhere. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}
