/** Names as values of a select's options, which may hold no blanks. */
export function optionKey(name: string): string {
  return encodeURIComponent(name);
}
