/** A copy of one image with room around it, so that a convolution's inner loop never asks where the edge is. */

/**
 * Writes `paddedHeight` × `paddedWidth` pixels of `channels` floats. Pixel (r, c) is the image's (r − top, c − left), and
 * zero outside the image; `top` and `left` below zero cut pixels off.
 */
export function padImage(
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
  to: usize,
): void {
  const pixelBytes = <usize>channels << 2;
  const lineBytes = <usize>paddedWidth * pixelBytes;
  const firstColumn = min(max(left, 0), paddedWidth);
  const endColumn = max(firstColumn, min(left + width, paddedWidth));
  const before = <usize>firstColumn * pixelBytes;
  const inside = <usize>(endColumn - firstColumn) * pixelBytes;
  const after = lineBytes - before - inside;
  for (let r = 0; r < paddedHeight; r++) {
    const row = r - top;
    if (row < 0 || row >= height || inside == 0) {
      memory.fill(to, 0, lineBytes);
    } else {
      const from = image + <usize>(row * width + firstColumn - left) * pixelBytes;
      if (before != 0) memory.fill(to, 0, before);
      memory.copy(to + before, from, inside);
      if (after != 0) memory.fill(to + before + inside, 0, after);
    }
    to += lineBytes;
  }
}
