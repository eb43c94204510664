/**
 * The filter gradient of a convolution, dW[i, j, c, d] = Σ x[b, s·p + i − top, s·q + j − left, c] · dy[b, p, q, d], read
 * straight from the images: six neighbours in (j, c) lie side by side in a padded image, eight in d in the output's
 * gradient. Each thread owns whole tiles of dW and goes through all images, so that the sum's order, and with it the
 * last digit, is the same on any number of threads.
 */
import { padImage } from "./padded-image";
import { multiplyAdd } from "./threads";
import { copyTile } from "./vectors";

/** Entries in (j, c) and output channels that the inner loop computes at once. */
const ENTRIES: i32 = 6;
const CHANNELS: i32 = 8;

/** Below this many output channels, vectors run along (j, c) instead: eight of them at once. */
const FEW_CHANNELS: i32 = 4;
const STRIP: i32 = 32;

/** Bytes of both images that one block of rows may take, so that all tiles find it in the first-level cache. */
const BLOCK_BYTES: i32 = 16384;

/** But never fewer pixels than this: reading and writing a tile of dW costs as much as two. */
const BLOCK_PIXELS: i32 = 48;

/** What the caller lays out in memory: 32-bit words. */
@unmanaged
export class FilterGradient {
  x: usize;
  dy: usize;
  /** dW: `filterHeight` × `filterWidth` × `inChannels` × `outChannels` floats. */
  out: usize;
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  padTop: i32;
  padLeft: i32;
  stride: i32;
  /** Of dy. */
  rows: i32;
  columns: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  /** Room for `threads` × `threadFloats` floats: 64 for a corner of dW, a padded image, 32 beyond it, and dy's last panel. */
  scratch: usize;
  threadFloats: i32;
}

export function filterGradient(args: usize, thread: i32, threads: i32): void {
  const p = changetype<FilterGradient>(args);
  const few = p.outChannels < FEW_CHANNELS;
  const run = p.filterWidth * p.inChannels;
  const tilesPerRow = few ? (run + STRIP - 1) / STRIP : (run + ENTRIES - 1) / ENTRIES;
  const panels = few ? p.outChannels : (p.outChannels + CHANNELS - 1) / CHANNELS;
  const tiles = panels * p.filterHeight * tilesPerRow;
  const first = (tiles * thread) / threads;
  const last = (tiles * (thread + 1)) / threads;
  if (first == last) return;
  const corner = p.scratch + ((<usize>thread * p.threadFloats) << 2);
  const padded = corner + 256;
  const height = (p.rows - 1) * p.stride + p.filterHeight;
  const width = (p.columns - 1) * p.stride + p.filterWidth;
  const paddedBytes = (<usize>(height * width * p.inChannels)) << 2;
  const beyond = padded + paddedBytes;
  const lastPanel = beyond + 128;
  memory.fill(beyond, 0, 128);
  const pitchBytes = <usize>(width * p.inChannels) << 2;
  const imageBytes = (<usize>p.inHeight * p.inWidth * p.inChannels) << 2;
  const pixels = p.rows * p.columns;
  const dyBytes = (<usize>(pixels * p.outChannels)) << 2;
  const rowBytes = p.stride * <i32>pitchBytes + ((p.columns * p.outChannels) << 2);
  const blockRows = max((BLOCK_PIXELS + p.columns - 1) / p.columns, BLOCK_BYTES / rowBytes);
  for (let image = 0; image < p.batch; image++) {
    const x = p.x + <usize>image * imageBytes;
    padImage(x, p.inHeight, p.inWidth, p.inChannels, p.padTop, p.padLeft, height, width, padded);
    const dy = p.dy + <usize>image * dyBytes;
    if (!few && p.outChannels % CHANNELS != 0) packLastPanel(p, dy, pixels, lastPanel);
    for (let row = 0; row < p.rows; row += blockRows) {
      const rows = min(blockRows, p.rows - row);
      const isFirst = image == 0 && row == 0;
      for (let t = first; t < last; t++) {
        const strip = t % tilesPerRow;
        const i = (t / tilesPerRow) % p.filterHeight;
        const panel = t / (tilesPerRow * p.filterHeight);
        const entry = strip * (few ? STRIP : ENTRIES);
        const from = padded + (row * p.stride + i) * pitchBytes + (<usize>entry << 2);
        const out = p.out + ((<usize>((i * run + entry) * p.outChannels)) << 2);
        if (few) strips(p, from, pitchBytes, dy, row, rows, panel, out, min(STRIP, run - entry), corner, isFirst);
        else tiled(p, from, pitchBytes, dy, lastPanel, row, rows, panel, out, min(ENTRIES, run - entry), corner, isFirst);
      }
    }
  }
}

/** dy's last channels, fewer than eight, as [pixel][8] with zeros. */
function packLastPanel(p: FilterGradient, dy: usize, pixels: i32, to: usize): void {
  const first = p.outChannels & ~7;
  const width = p.outChannels - first;
  let from = dy + (<usize>first << 2);
  for (let pixel = 0; pixel < pixels; pixel++) {
    v128.store(to, f32x4.splat(0));
    v128.store(to, f32x4.splat(0), 16);
    for (let d = 0; d < width; d++) f32.store(to + (<usize>d << 2), f32.load(from + (<usize>d << 2)));
    from += <usize>p.outChannels << 2;
    to += 32;
  }
}

/** Up to 6 × 8 entries of dW over one block of rows: where the tile is whole in dW itself, else in the corner. */
function tiled(
  p: FilterGradient,
  from: usize,
  pitchBytes: usize,
  dy: usize,
  lastPanel: usize,
  row: i32,
  rows: i32,
  panel: i32,
  out: usize,
  entries: i32,
  corner: usize,
  isFirst: bool,
): void {
  const channel = panel * CHANNELS;
  const width = min(CHANNELS, p.outChannels - channel);
  const isWhole = width == CHANNELS;
  const lineBytes = <usize>p.outChannels << 2;
  const b = isWhole ? dy + ((<usize>(row * p.columns * p.outChannels + channel)) << 2) : lastPanel + ((<usize>(row * p.columns)) << 5);
  const bPixelBytes: usize = isWhole ? lineBytes : 32;
  const aPixelBytes = <usize>(p.stride * p.inChannels) << 2;
  const aRowBytes = p.stride * pitchBytes;
  const c = out + (<usize>channel << 2);
  if (isWhole && entries == ENTRIES) {
    tile(from, aPixelBytes, aRowBytes, b, bPixelBytes, rows, p.columns, c, lineBytes, isFirst);
    return;
  }
  if (!isFirst) copyTile(c, lineBytes, corner, 32, entries, width);
  tile(from, aPixelBytes, aRowBytes, b, bPixelBytes, rows, p.columns, corner, 32, isFirst);
  copyTile(corner, 32, c, lineBytes, entries, width);
}

/** C[6, 8] (+)= Σ over pixels of six neighbours of x times eight channels of dy. */
function tile(
  a: usize,
  aPixelBytes: usize,
  aRowBytes: usize,
  b: usize,
  bPixelBytes: usize,
  rows: i32,
  columns: i32,
  c: usize,
  lineBytes: usize,
  isFirst: bool,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  const gap = aRowBytes - <usize>columns * aPixelBytes;
  const bRowBytes = <usize>columns * bPixelBytes;
  for (let row = 0; row < rows; row++) {
    const end = b + bRowBytes;
    while (b < end) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load32_splat(a);
      c00 = multiplyAdd(x, b0, c00);
      c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(a, 4);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(a, 8);
      c20 = multiplyAdd(x, b0, c20);
      c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(a, 12);
      c30 = multiplyAdd(x, b0, c30);
      c31 = multiplyAdd(x, b1, c31);
      x = v128.load32_splat(a, 16);
      c40 = multiplyAdd(x, b0, c40);
      c41 = multiplyAdd(x, b1, c41);
      x = v128.load32_splat(a, 20);
      c50 = multiplyAdd(x, b0, c50);
      c51 = multiplyAdd(x, b1, c51);
      a += aPixelBytes;
      b += bPixelBytes;
    }
    a += gap;
  }
  add(c, c00, c01, isFirst);
  c += lineBytes;
  add(c, c10, c11, isFirst);
  c += lineBytes;
  add(c, c20, c21, isFirst);
  c += lineBytes;
  add(c, c30, c31, isFirst);
  c += lineBytes;
  add(c, c40, c41, isFirst);
  c += lineBytes;
  add(c, c50, c51, isFirst);
}

@inline
function add(to: usize, x: v128, y: v128, isFirst: bool): void {
  if (!isFirst) {
    x = f32x4.add(x, v128.load(to));
    y = f32x4.add(y, v128.load(to, 16));
  }
  v128.store(to, x);
  v128.store(to, y, 16);
}

/** Up to 32 entries in (j, c) for one output channel; sums stay in the corner's 32 floats until they are added. */
function strips(
  p: FilterGradient,
  a: usize,
  pitchBytes: usize,
  dy: usize,
  row: i32,
  rows: i32,
  channel: i32,
  out: usize,
  entries: i32,
  corner: usize,
  isFirst: bool,
): void {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0);
  let c4 = f32x4.splat(0), c5 = f32x4.splat(0), c6 = f32x4.splat(0), c7 = f32x4.splat(0);
  const aPixelBytes = <usize>(p.stride * p.inChannels) << 2;
  const gap = p.stride * pitchBytes - <usize>p.columns * aPixelBytes;
  const bPixelBytes = <usize>p.outChannels << 2;
  let b = dy + ((<usize>(row * p.columns * p.outChannels + channel)) << 2);
  for (let r = 0; r < rows; r++) {
    for (const end = b + <usize>p.columns * bPixelBytes; b < end; b += bPixelBytes) {
      const y = v128.load32_splat(b);
      c0 = multiplyAdd(v128.load(a), y, c0);
      c1 = multiplyAdd(v128.load(a, 16), y, c1);
      c2 = multiplyAdd(v128.load(a, 32), y, c2);
      c3 = multiplyAdd(v128.load(a, 48), y, c3);
      c4 = multiplyAdd(v128.load(a, 64), y, c4);
      c5 = multiplyAdd(v128.load(a, 80), y, c5);
      c6 = multiplyAdd(v128.load(a, 96), y, c6);
      c7 = multiplyAdd(v128.load(a, 112), y, c7);
      a += aPixelBytes;
    }
    a += gap;
  }
  v128.store(corner, c0);
  v128.store(corner, c1, 16);
  v128.store(corner, c2, 32);
  v128.store(corner, c3, 48);
  v128.store(corner, c4, 64);
  v128.store(corner, c5, 80);
  v128.store(corner, c6, 96);
  v128.store(corner, c7, 112);
  let to = out + (<usize>channel << 2);
  for (let e = 0; e < entries; e++) {
    const sum = f32.load(corner + (<usize>e << 2));
    f32.store(to, isFirst ? sum : f32.load(to) + sum);
    to += bPixelBytes;
  }
}
