/** Which columns of the run table a person has switched on or off; remembered by the browser, columns alone. */
import type { RunColumn } from "./columns.ts";

const STORAGE_KEY = "lacuna-run-columns";

/** By column id; a column that is not named is as usual. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

export function readColumnChoice(): ColumnChoice {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter(([, on]) => typeof on === "boolean"));
  } catch {
    return {};
  }
}

export function rememberColumnChoice(choice: ColumnChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(choice));
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

export function isShown({ id, isUsual }: RunColumn, choice: ColumnChoice): boolean {
  return choice[id] ?? isUsual;
}
