/** Which place takes what, of files that are dropped on the lab, and how it asks for them. */
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { FileParameter } from "../../src/experiments/parameters.ts";
import type { Place } from "../url-state.ts";

/** Who is to have the files; a place that asks for none of them leaves them to the real digits. */
export type Taker =
  | { readonly kind: "digits" | "comparison" | "archive" | "picture" | "sweep" }
  /** `parameter` is its name in the spec. */
  | { readonly kind: "parameter"; readonly parameter: string };

/** @param file - the first of those that were dropped */
export function takerOf(place: Place, file: Pick<File, "name" | "type">): Taker {
  if (place.kind === "bench") return { kind: "comparison" };
  if (place.kind === "runs") return { kind: "archive" };
  if (place.kind === "sweeps" && file.name.toLowerCase().endsWith(".json")) return { kind: "sweep" };
  if (place.kind === "playground" && file.type.startsWith("image/")) return { kind: "picture" };
  const own = place.kind === "experiment" ? fileParameters(place.spec) : [];
  const asked = own.find(({ parameter }) => file.name.toLowerCase().endsWith(parameter.suffix));
  return asked === undefined ? { kind: "digits" } : { kind: "parameter", parameter: asked.name };
}

/** What is said while files are held over the window. */
export function dropWords(place: Place): string {
  if (place.kind === "playground") return "Drop a picture of a digit, or the four IDX files";
  if (place.kind === "bench") return "Drop a bench.csv to compare with it";
  if (place.kind === "runs") return "Drop a zip of runs to import it";
  if (place.kind === "sweeps") return "Drop a sweep as .json, or the four IDX files";
  const [own] = place.kind === "experiment" ? fileParameters(place.spec) : [];
  if (own === undefined) return "Drop the four IDX files to use them";
  return `Drop a ${own.parameter.suffix} file for ${own.parameter.label}, or the four IDX files`;
}

function fileParameters(spec: ExperimentSpec): { readonly name: string; readonly parameter: FileParameter }[] {
  return Object.entries(spec.parameters).flatMap(([name, parameter]) =>
    parameter.kind === "file" ? [{ name, parameter }] : [],
  );
}
