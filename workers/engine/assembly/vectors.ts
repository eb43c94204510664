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
