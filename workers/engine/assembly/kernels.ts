/** The module's exports: run one job on all threads, or be one of the threads. */
import { copyColumns, scaleChannels } from "./channels";
import { columnSums } from "./columns";
import { convolve } from "./convolution";
import { dropout, rectifierGradient, rectify } from "./elementwise";
import { filterGradient } from "./filter-gradient";
import { solveHoles } from "./hole-systems";
import { poolingGradient } from "./pooling";
import { product } from "./product";
import { repeat } from "./repeat";
import { argumentsOf, awaitJob, finish, join, operationOf, start, STOP } from "./threads";
import { adadelta, adam, momentum, rmsProp } from "./updates";
import { upsample, upsampleGradient } from "./upsampling";

export const PRODUCT: i32 = 1;
export const ADAM: i32 = 2;
export const MOMENTUM: i32 = 3;
export const RMS_PROP: i32 = 4;
export const ADADELTA: i32 = 5;
export const CONVOLUTION: i32 = 6;
export const FILTER_GRADIENT: i32 = 7;
export const COLUMN_SUMS: i32 = 8;
export const POOLING_GRADIENT: i32 = 9;
export const UPSAMPLING: i32 = 10;
export const UPSAMPLING_GRADIENT: i32 = 11;
export const RECTIFIER: i32 = 12;
export const RECTIFIER_GRADIENT: i32 = 13;
export const DROPOUT: i32 = 14;
export const REPEAT: i32 = 15;
export const HOLE_SYSTEMS: i32 = 16;
export const COPY_COLUMNS: i32 = 17;
export const SCALE_CHANNELS: i32 = 18;

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
  switch (operation) {
    case PRODUCT:
      return product(args, control, thread, threads);
    case ADAM:
      return adam(args, thread, threads);
    case MOMENTUM:
      return momentum(args, thread, threads);
    case RMS_PROP:
      return rmsProp(args, thread, threads);
    case ADADELTA:
      return adadelta(args, thread, threads);
    case CONVOLUTION:
      return convolve(args, control, thread, threads);
    case FILTER_GRADIENT:
      return filterGradient(args, thread, threads);
    case COLUMN_SUMS:
      return columnSums(args, control, thread, threads);
    case POOLING_GRADIENT:
      return poolingGradient(args, control, thread, threads);
    case UPSAMPLING:
      return upsample(args, thread, threads);
    case UPSAMPLING_GRADIENT:
      return upsampleGradient(args, thread, threads);
    case RECTIFIER:
      return rectify(args, thread, threads);
    case RECTIFIER_GRADIENT:
      return rectifierGradient(args, thread, threads);
    case DROPOUT:
      return dropout(args, thread, threads);
    case REPEAT:
      return repeat(args, thread, threads);
    case HOLE_SYSTEMS:
      return solveHoles(args, control, thread, threads);
    case COPY_COLUMNS:
      return copyColumns(args, thread, threads);
    case SCALE_CHANNELS:
      return scaleChannels(args, thread, threads);
    default:
      unreachable();
  }
}
