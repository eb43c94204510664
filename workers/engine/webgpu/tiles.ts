/**
 * How shaders of this folder cut their work into tiles that an invocation holds in registers, and how the lanes of a
 * subgroup share what all of them need. Text of WGSL only; nothing here runs.
 *
 * Conditions in them are joined by `&`, not `&&`, which is a branch: SwiftShader takes thrice as long to compile a shader for
 * every few branches more, and never came to the end of one with thirty.
 */

/** 4 where a subgroup is known to have four lanes, as SwiftShader's has; else lanes do not know of each other. */
export type Sharing = 4 | 1;

/** Invocations that work in step: one subgroup, or as many as suit a machine of which nothing is known. */
export function workgroupFor(sharing: Sharing): number {
  return sharing === 4 ? 4 : 64;
}

/** A line for each number below `count`. */
export function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}

/** A line for each pair. */
export function grid(rows: number, columns: number, line: (row: number, column: number) => string): string {
  return lines(rows, (row) => lines(columns, (column) => line(row, column)));
}

/** The largest of 1, 2, 4, … up to `most` that fits into `length`. */
export function tileWithin(length: number, most: number): number {
  let tile = 1;
  while (tile * 2 <= Math.min(length, most)) tile *= 2;
  return tile;
}

/** From 4 to 8 wide and a multiple of `unit`, whatever wastes least of `length`; the wider of equals. Less if it is shorter. */
export function tileAlong(length: number, unit = 1): number {
  const narrowest = Math.ceil(Math.min(4, length) / unit) * unit;
  let best = narrowest;
  for (let tile = narrowest; tile <= Math.min(8, Math.ceil(length / unit) * unit); tile += unit) {
    if (Math.ceil(length / tile) * tile <= Math.ceil(length / best) * best) best = tile;
  }
  return best;
}

/**
 * `rows` × `columns` values that are the same for every lane, named `${name}0`, `${name}1` and so on, row by row: each lane
 * loads a fourth of them and hands it round, or, where lanes do not share, loads all.
 *
 * @param columns - a power of two
 * @param load - WGSL of a value, from the WGSL of its row and of its column
 */
export function sharedGrid(
  name: string,
  rows: number,
  columns: number,
  sharing: Sharing,
  load: (row: string, column: string) => string,
): string {
  const count = rows * columns;
  if (sharing === 1) {
    return lines(count, (at) => `let ${name}${at} = ${load(String(Math.floor(at / columns)), String(at % columns))};`);
  }
  const shares = lines(Math.ceil(count / 4), (share) => {
    const first = 4 * share;
    // Four that lie in one row need no arithmetic; of others, lanes beyond the last load the last again.
    const at = first + 4 <= count ? `(${first} + lane)` : `min(${first} + lane, ${count - 1})`;
    const value =
      columns % 4 === 0
        ? load(String(Math.floor(first / columns)), `(${first % columns} + lane)`)
        : load(`(${at} / ${columns})`, `(${at} % ${columns})`);
    return `let ${name}Share${share} = ${value};`;
  });
  return `${shares}
${lines(count, (at) => `let ${name}${at} = subgroupBroadcast(${name}Share${at >> 2}, ${at & 3}u);`)}`;
}
