/** The module's exports: run one job on all threads, or be one of the threads. */
import { convolve } from "./convolution";
import { filterGradient } from "./filter-gradient";
import { product } from "./product";
import { argumentsOf, awaitJob, finish, join, operationOf, start, STOP } from "./threads";
import { adadelta, adam, momentum, rmsProp } from "./updates";

export const PRODUCT: i32 = 1;
export const ADAM: i32 = 2;
export const MOMENTUM: i32 = 3;
export const RMS_PROP: i32 = 4;
export const ADADELTA: i32 = 5;
export const CONVOLUTION: i32 = 6;
export const FILTER_GRADIENT: i32 = 7;

/** Runs a job on `threads` threads and returns when all of it is done. */
export function run(control: usize, operation: i32, args: usize, threads: i32): void {
  if (threads > 1) start(control, operation, args);
  perform(operation, args, control, 0, threads);
  if (threads > 1) join(control, threads);
}

/** A thread's life: waits for jobs and does its share, until told to stop. */
export function serve(control: usize, thread: i32, threads: i32): void {
  let seen = 0;
  for (;;) {
    seen = awaitJob(control, seen);
    const operation = operationOf(control);
    if (operation == STOP) return;
    perform(operation, argumentsOf(control), control, thread, threads);
    finish(control);
  }
}

function perform(operation: i32, args: usize, control: usize, thread: i32, threads: i32): void {
  if (operation == PRODUCT) product(args, control, thread, threads);
  else if (operation == ADAM) adam(args, thread, threads);
  else if (operation == MOMENTUM) momentum(args, thread, threads);
  else if (operation == RMS_PROP) rmsProp(args, thread, threads);
  else if (operation == ADADELTA) adadelta(args, thread, threads);
  else if (operation == CONVOLUTION) convolve(args, control, thread, threads);
  else if (operation == FILTER_GRADIENT) filterGradient(args, thread, threads);
}
