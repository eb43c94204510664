/**
 * Gradients of pooling over NHWC images: where a window's largest pixel lay (the first of equals, as on tfjs' CPU), or to
 * all of its pixels alike. Threads take images.
 */
import { nextTask } from "./threads";
import { read, write } from "./vectors";

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class PoolingGradient {
  dy: usize;
  /** Input and output of the forward pooling; not read for averages. */
  x: usize;
  y: usize;
  dx: usize;
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  windowHeight: i32;
  windowWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  /** 0 largest, 1 average. */
  kind: i32;
}

export function poolingGradient(args: usize, control: usize, thread: i32, threads: i32): void {
  const p = changetype<PoolingGradient>(args);
  const inBytes = (<usize>(p.inHeight * p.inWidth * p.channels)) << 2;
  const outBytes = (<usize>(p.outHeight * p.outWidth * p.channels)) << 2;
  for (let image = nextTask(control, threads, thread, -1); image < p.batch; ) {
    const dx = p.dx + <usize>image * inBytes;
    const x = p.x + <usize>image * inBytes;
    memory.fill(dx, 0, inBytes);
    for (let row = 0; row < p.outHeight; row++) {
      const top = row * p.strideHeight - p.padTop;
      for (let column = 0; column < p.outWidth; column++) {
        const left = column * p.strideWidth - p.padLeft;
        const out = <usize>image * outBytes + ((<usize>((row * p.outWidth + column) * p.channels)) << 2);
        const firstRow = max(0, top);
        const endRow = min(p.inHeight, top + p.windowHeight);
        const firstColumn = max(0, left);
        const endColumn = min(p.inWidth, left + p.windowWidth);
        if (p.kind == 0) giveToLargest(p, x, dx, out, firstRow, endRow, firstColumn, endColumn);
        else giveToAll(p, dx, out, firstRow, endRow, firstColumn, endColumn);
      }
    }
    image = nextTask(control, threads, thread, image);
  }
}

function giveToLargest(
  p: PoolingGradient,
  x: usize,
  dx: usize,
  out: usize,
  firstRow: i32,
  endRow: i32,
  firstColumn: i32,
  endColumn: i32,
): void {
  for (let c = 0; c < p.channels; ) {
    const whole = c + 4 <= p.channels;
    const largest = read(p.y + out + (<usize>c << 2), whole);
    const gradient = read(p.dy + out + (<usize>c << 2), whole);
    let free = i32x4.splat(-1);
    for (let row = firstRow; row < endRow; row++) {
      for (let column = firstColumn; column < endColumn; column++) {
        const at = (<usize>((row * p.inWidth + column) * p.channels + c)) << 2;
        const taken = v128.and(f32x4.eq(read(x + at, whole), largest), free);
        free = v128.andnot(free, taken);
        write(dx + at, f32x4.add(read(dx + at, whole), v128.and(gradient, taken)), whole);
      }
    }
    c += whole ? 4 : 1;
  }
}

function giveToAll(
  p: PoolingGradient,
  dx: usize,
  out: usize,
  firstRow: i32,
  endRow: i32,
  firstColumn: i32,
  endColumn: i32,
): void {
  // Divided by the whole window, also at an edge, as tfjs does.
  const share = f32x4.splat(1 / <f32>(p.windowHeight * p.windowWidth));
  for (let c = 0; c < p.channels; ) {
    const whole = c + 4 <= p.channels;
    const gradient = f32x4.mul(read(p.dy + out + (<usize>c << 2), whole), share);
    for (let row = firstRow; row < endRow; row++) {
      for (let column = firstColumn; column < endColumn; column++) {
        const at = dx + ((<usize>((row * p.inWidth + column) * p.channels + c)) << 2);
        write(at, f32x4.add(read(at, whole), gradient), whole);
      }
    }
    c += whole ? 4 : 1;
  }
}
