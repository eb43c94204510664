/** Nearest-neighbour upsampling of NHWC images by whole factors, and its gradient. Threads take rows of the small image. */
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class Upsampling {
  /** `batch` × `height` × `width` × `channels` floats. */
  small: usize;
  /** The same, `rowFactor` times as high and `columnFactor` times as wide. */
  large: usize;
  /** `batch` × `height`. */
  rows: i32;
  width: i32;
  channels: i32;
  rowFactor: i32;
  columnFactor: i32;
}

/** large ← small. */
export function upsample(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Upsampling>(args);
  const pixelBytes = <usize>p.channels << 2;
  const largeLine = <usize>(p.width * p.columnFactor) * pixelBytes;
  for (let row = (p.rows * thread) / threads; row < (p.rows * (thread + 1)) / threads; row++) {
    let from = p.small + <usize>(row * p.width) * pixelBytes;
    const line = p.large + <usize>row * p.rowFactor * largeLine;
    let to = line;
    for (let column = 0; column < p.width; column++) {
      for (let k = 0; k < p.columnFactor; k++) {
        for (let c = 0; c < p.channels; ) {
          const whole = c + 4 <= p.channels;
          write(to + (<usize>c << 2), read(from + (<usize>c << 2), whole), whole);
          c += whole ? 4 : 1;
        }
        to += pixelBytes;
      }
      from += pixelBytes;
    }
    for (let k = 1; k < p.rowFactor; k++) memory.copy(line + <usize>k * largeLine, line, largeLine);
  }
}

/** small ← sums over large's blocks. */
export function upsampleGradient(args: usize, thread: i32, threads: i32): void {
  const p = changetype<Upsampling>(args);
  const pixelBytes = <usize>p.channels << 2;
  const largeLine = <usize>(p.width * p.columnFactor) * pixelBytes;
  for (let row = (p.rows * thread) / threads; row < (p.rows * (thread + 1)) / threads; row++) {
    let to = p.small + <usize>(row * p.width) * pixelBytes;
    let block = p.large + <usize>row * p.rowFactor * largeLine;
    for (let column = 0; column < p.width; column++) {
      for (let c = 0; c < p.channels; ) {
        const whole = c + 4 <= p.channels;
        let sum = f32x4.splat(0);
        for (let i = 0; i < p.rowFactor; i++) {
          let at = block + <usize>i * largeLine + (<usize>c << 2);
          for (let j = 0; j < p.columnFactor; j++) {
            sum = f32x4.add(sum, read(at, whole));
            at += pixelBytes;
          }
        }
        write(to + (<usize>c << 2), sum, whole);
        c += whole ? 4 : 1;
      }
      to += pixelBytes;
      block += <usize>p.columnFactor * pixelBytes;
    }
  }
}
