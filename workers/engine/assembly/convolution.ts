/**
 * Direct convolution of NHWC images, out = act(x ∗ filter + bias), without unfolding the image: a run of the filter's width
 * times the channels lies in one piece in a padded image, so that the inner loop of a matrix product can read it there.
 *
 * The input gradient is the same work with other strides: the filter turned round and its channels exchanged; under a
 * stride s it falls into s × s convolutions, each of which writes every s-th pixel (`outStride`). The caller lays that out.
 */
import { padImage } from "./padded-image";
import { barrier, multiplyAdd, nextTask } from "./threads";

/** Pixels and output channels that the inner loop computes at once. */
const PIXELS: i32 = 6;
const CHANNELS: i32 = 8;

/** Below this many output channels eight at once would be wasted: pixels are computed as dot products. */
const FEW_CHANNELS: i32 = 4;

/** What the caller lays out in memory: 32-bit words; strides in floats. */
@unmanaged
export class Convolution {
  x: usize;
  /** Its element for the first row, column, input channel and output channel; strides may be negative. */
  filter: usize;
  out: usize;
  /** Address of `outChannels` floats, or 0. */
  bias: usize;
  /** 0 none, 1 relu. */
  activation: i32;
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  padTop: i32;
  padLeft: i32;
  /** Input pixels from one output pixel to the next. */
  stride: i32;
  /** Output pixels to compute, per image. */
  rows: i32;
  columns: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  filterRowStride: i32;
  filterColumnStride: i32;
  filterInStride: i32;
  filterOutStride: i32;
  /** The whole output image, and which of its pixels are written: (outTop + r·outStride, outLeft + c·outStride). */
  outHeight: i32;
  outWidth: i32;
  outTop: i32;
  outLeft: i32;
  outStride: i32;
  /** Room for the filter, output channels rounded up to 8, and each run of a row to 4 floats. */
  packed: usize;
  /** Room for `threads` × `threadFloats` floats: 16 for addresses, then a padded image and 16 beyond it. */
  scratch: usize;
  threadFloats: i32;
}

export function convolve(args: usize, control: usize, thread: i32, threads: i32): void {
  const p = changetype<Convolution>(args);
  const few = p.outChannels < FEW_CHANNELS;
  if (few) packDots(p, thread, threads);
  else packPanels(p, thread, threads);
  barrier(control, thread, threads);
  const table = p.scratch + ((<usize>thread * p.threadFloats) << 2);
  const padded = table + 64;
  const height = (p.rows - 1) * p.stride + p.filterHeight;
  const width = (p.columns - 1) * p.stride + p.filterWidth;
  const imageBytes = (<usize>p.inHeight * p.inWidth * p.inChannels) << 2;
  const outBytes = (<usize>p.outHeight * p.outWidth * p.outChannels) << 2;
  for (let image = nextTask(control, threads, thread, -1); image < p.batch; ) {
    const x = p.x + <usize>image * imageBytes;
    padImage(x, p.inHeight, p.inWidth, p.inChannels, p.padTop, p.padLeft, height, width, padded);
    // Dot products read whole vectors, up to three floats too far, times zero; what lies there must be a number.
    memory.fill(padded + ((<usize>(height * width * p.inChannels)) << 2), 0, 64);
    const out = p.out + <usize>image * outBytes;
    if (few) dots(p, padded, width, out, table);
    else panels(p, padded, width, out, table);
    image = nextTask(control, threads, thread, image);
  }
}

/** packed[panel][filter row][filter column, input channel][8], padded with zeros to whole panels. */
function packPanels(p: Convolution, thread: i32, threads: i32): void {
  const count = (p.outChannels + CHANNELS - 1) / CHANNELS;
  const panelFloats = p.filterHeight * p.filterWidth * p.inChannels * CHANNELS;
  for (let panel = thread; panel < count; panel += threads) {
    let to = p.packed + ((<usize>panel * panelFloats) << 2);
    const first = panel * CHANNELS;
    const width = min(CHANNELS, p.outChannels - first);
    for (let i = 0; i < p.filterHeight; i++) {
      for (let j = 0; j < p.filterWidth; j++) {
        let from = elementOf(p, i, j, first);
        for (let c = 0; c < p.inChannels; c++) {
          for (let d = 0; d < CHANNELS; d++) {
            const value: f32 = d < width ? f32.load(from + ((<isize>d * p.filterOutStride) << 2)) : 0;
            f32.store(to + (<usize>d << 2), value);
          }
          to += 32;
          from += (<isize>p.filterInStride) << 2;
        }
      }
    }
  }
}

/** packed[output channel][filter row][filter column, input channel], each run padded with zeros to whole vectors. */
function packDots(p: Convolution, thread: i32, threads: i32): void {
  const run = p.filterWidth * p.inChannels;
  const runFloats = (run + 3) & ~3;
  for (let d = thread; d < p.outChannels; d += threads) {
    let to = p.packed + ((<usize>d * p.filterHeight * runFloats) << 2);
    for (let i = 0; i < p.filterHeight; i++) {
      for (let j = 0; j < p.filterWidth; j++) {
        let from = elementOf(p, i, j, d);
        for (let c = 0; c < p.inChannels; c++) {
          f32.store(to, f32.load(from));
          to += 4;
          from += (<isize>p.filterInStride) << 2;
        }
      }
      for (let rest = run; rest < runFloats; rest++) {
        f32.store(to, 0);
        to += 4;
      }
    }
  }
}

@inline
function elementOf(p: Convolution, i: i32, j: i32, d: i32): usize {
  return p.filter + ((<isize>(i * p.filterRowStride + j * p.filterColumnStride + d * p.filterOutStride)) << 2);
}

/** One image, eight output channels after eight, six pixels after six. */
function panels(p: Convolution, padded: usize, paddedWidth: i32, out: usize, table: usize): void {
  const count = (p.outChannels + CHANNELS - 1) / CHANNELS;
  const pixelBytes = <usize>p.inChannels << 2;
  const runBytes = <usize>p.filterWidth * pixelBytes;
  const pitchBytes = <usize>paddedWidth * pixelBytes;
  const panelBytes = (<usize>(p.filterHeight * p.filterWidth * p.inChannels * CHANNELS)) << 2;
  for (let panel = 0; panel < count; panel++) {
    const first = panel * CHANNELS;
    const width = min(CHANNELS, p.outChannels - first);
    const filter = p.packed + <usize>panel * panelBytes;
    const bias: usize = p.bias == 0 ? 0 : p.bias + (<usize>first << 2);
    let r = 0;
    let c = 0;
    let left = p.rows * p.columns;
    while (left > 0) {
      const pixels = min(PIXELS, left);
      for (let t = 0; t < pixels; t++) {
        store<usize>(table + (<usize>t << 2), padded + r * p.stride * pitchBytes + c * p.stride * pixelBytes);
        store<usize>(table + 24 + (<usize>t << 2), outputOf(p, out, r, c) + (<usize>first << 2));
        if (++c == p.columns) {
          c = 0;
          r++;
        }
      }
      // What is computed beside the last pixels reads the first one's input and goes nowhere.
      for (let t = pixels; t < PIXELS; t++) store<usize>(table + (<usize>t << 2), load<usize>(table));
      tile(table, pixels, filter, p.filterHeight, runBytes, pitchBytes, width, bias, p.activation);
      left -= pixels;
    }
  }
}

@inline
function outputOf(p: Convolution, out: usize, r: i32, c: i32): usize {
  const pixel = (p.outTop + r * p.outStride) * p.outWidth + p.outLeft + c * p.outStride;
  return out + ((<usize>(pixel * p.outChannels)) << 2);
}

/** Six pixels by eight output channels over all runs of the filter. */
function tile(
  table: usize,
  pixels: i32,
  b: usize,
  filterHeight: i32,
  runBytes: usize,
  pitchBytes: usize,
  width: i32,
  bias: usize,
  activation: i32,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  let a0 = load<usize>(table), a1 = load<usize>(table, 4), a2 = load<usize>(table, 8);
  let a3 = load<usize>(table, 12), a4 = load<usize>(table, 16), a5 = load<usize>(table, 20);
  const gap = pitchBytes - runBytes;
  for (let i = 0; i < filterHeight; i++) {
    const end = a0 + runBytes;
    while (a0 < end) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load32_splat(a0);
      c00 = multiplyAdd(x, b0, c00);
      c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = multiplyAdd(x, b0, c20);
      c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = multiplyAdd(x, b0, c30);
      c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(a4);
      c40 = multiplyAdd(x, b0, c40);
      c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(a5);
      c50 = multiplyAdd(x, b0, c50);
      c51 = multiplyAdd(x, b1, c51);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      a4 += 4;
      a5 += 4;
      b += 32;
    }
    a0 += gap;
    a1 += gap;
    a2 += gap;
    a3 += gap;
    a4 += gap;
    a5 += gap;
  }
  let bias0 = f32x4.splat(0), bias1 = f32x4.splat(0);
  if (bias != 0) {
    // The last panel may be narrower than what is loaded: never read beyond the bias.
    if (width == CHANNELS) {
      bias0 = v128.load(bias);
      bias1 = v128.load(bias, 16);
    } else {
      bias0 = partial(bias, width);
      if (width > 4) bias1 = partial(bias + 16, width - 4);
    }
  }
  finish(table, c00, c01, bias0, bias1, width, activation);
  if (pixels > 1) finish(table + 4, c10, c11, bias0, bias1, width, activation);
  if (pixels > 2) finish(table + 8, c20, c21, bias0, bias1, width, activation);
  if (pixels > 3) finish(table + 12, c30, c31, bias0, bias1, width, activation);
  if (pixels > 4) finish(table + 16, c40, c41, bias0, bias1, width, activation);
  if (pixels > 5) finish(table + 20, c50, c51, bias0, bias1, width, activation);
}

/** The first `count` floats, at most four, and zeros. */
function partial(from: usize, count: i32): v128 {
  let values = v128.load32_zero(from);
  if (count > 1) values = v128.load32_lane(from, values, 1, 4);
  if (count > 2) values = v128.load32_lane(from, values, 2, 8);
  if (count > 3) values = v128.load32_lane(from, values, 3, 12);
  return values;
}

/** Writes one pixel's eight channels, or as many as there are. */
@inline
function finish(entry: usize, x: v128, y: v128, bias0: v128, bias1: v128, width: i32, activation: i32): void {
  const to = load<usize>(entry, 24);
  x = f32x4.add(x, bias0);
  y = f32x4.add(y, bias1);
  if (activation == 1) {
    x = f32x4.max(x, f32x4.splat(0));
    y = f32x4.max(y, f32x4.splat(0));
  }
  if (width == CHANNELS) {
    v128.store(to, x);
    v128.store(to, y, 16);
  } else {
    writePartial(to, x, width);
    if (width > 4) writePartial(to + 16, y, width - 4);
  }
}

function writePartial(to: usize, values: v128, count: i32): void {
  v128.store32_lane(to, values, 0);
  if (count > 1) v128.store32_lane(to, values, 1, 4);
  if (count > 2) v128.store32_lane(to, values, 2, 8);
  if (count > 3) v128.store32_lane(to, values, 3, 12);
}

/** One image with few output channels: four pixels at a time, each a dot product along the runs. */
function dots(p: Convolution, padded: usize, paddedWidth: i32, out: usize, table: usize): void {
  const pixelBytes = <usize>p.inChannels << 2;
  const pitchBytes = <usize>paddedWidth * pixelBytes;
  const runBytes = (<usize>((p.filterWidth * p.inChannels + 3) & ~3)) << 2;
  for (let d = 0; d < p.outChannels; d++) {
    const filter = p.packed + <usize>d * p.filterHeight * runBytes;
    const bias: f32 = p.bias == 0 ? 0 : f32.load(p.bias + (<usize>d << 2));
    let r = 0;
    let c = 0;
    let left = p.rows * p.columns;
    while (left > 0) {
      const pixels = min(4, left);
      for (let t = 0; t < pixels; t++) {
        store<usize>(table + (<usize>t << 2), padded + r * p.stride * pitchBytes + c * p.stride * pixelBytes);
        store<usize>(table + 24 + (<usize>t << 2), outputOf(p, out, r, c) + (<usize>d << 2));
        if (++c == p.columns) {
          c = 0;
          r++;
        }
      }
      for (let t = pixels; t < 4; t++) store<usize>(table + (<usize>t << 2), load<usize>(table));
      let sums = f32x4.add(dots4(table, filter, p.filterHeight, runBytes, pitchBytes), f32x4.splat(bias));
      if (p.activation == 1) sums = f32x4.max(sums, f32x4.splat(0));
      f32.store(load<usize>(table, 24), f32x4.extract_lane(sums, 0));
      if (pixels > 1) f32.store(load<usize>(table, 28), f32x4.extract_lane(sums, 1));
      if (pixels > 2) f32.store(load<usize>(table, 32), f32x4.extract_lane(sums, 2));
      if (pixels > 3) f32.store(load<usize>(table, 36), f32x4.extract_lane(sums, 3));
      left -= pixels;
    }
  }
}

/** Four pixels' sums over all runs, one in each lane. */
function dots4(table: usize, b: usize, filterHeight: i32, runBytes: usize, pitchBytes: usize): v128 {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0);
  let a0 = load<usize>(table), a1 = load<usize>(table, 4), a2 = load<usize>(table, 8), a3 = load<usize>(table, 12);
  for (let i = 0; i < filterHeight; i++) {
    for (let at: usize = 0; at < runBytes; at += 16) {
      const w = v128.load(b);
      c0 = multiplyAdd(v128.load(a0 + at), w, c0);
      c1 = multiplyAdd(v128.load(a1 + at), w, c1);
      c2 = multiplyAdd(v128.load(a2 + at), w, c2);
      c3 = multiplyAdd(v128.load(a3 + at), w, c3);
      b += 16;
    }
    a0 += pitchBytes;
    a1 += pitchBytes;
    a2 += pitchBytes;
    a3 += pitchBytes;
  }
  const low = f32x4.add(v128.shuffle<f32>(c0, c1, 0, 4, 1, 5), v128.shuffle<f32>(c0, c1, 2, 6, 3, 7));
  const high = f32x4.add(v128.shuffle<f32>(c2, c3, 0, 4, 1, 5), v128.shuffle<f32>(c2, c3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(low, high, 0, 1, 4, 5), v128.shuffle<f32>(low, high, 2, 3, 6, 7));
}
