/** Four floats at a time, and at the end of a line one by one, so that nothing beyond it is touched. */

@inline
export function read(from: usize, whole: bool): v128 {
  return whole ? v128.load(from) : v128.load32_zero(from);
}

@inline
export function write(to: usize, values: v128, whole: bool): void {
  if (whole) v128.store(to, values);
  else v128.store32_lane(to, values, 0);
}

/** A corner of one matrix into another, float by float; distances between lines are in bytes. */
export function copyTile(from: usize, fromLine: usize, to: usize, toLine: usize, height: i32, width: i32): void {
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) f32.store(to + (<usize>j << 2), f32.load(from + (<usize>j << 2)));
    from += fromLine;
    to += toLine;
  }
}
