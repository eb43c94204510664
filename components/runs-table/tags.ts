/** Tags as a person types them: separated by commas, each once. */

/** Longer ones are notes. */
const LONGEST_TAG = 40;

export function readTags(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim().replaceAll(/\s+/g, " ").slice(0, LONGEST_TAG));
  return [...new Set(tags.filter((tag) => tag !== ""))];
}
