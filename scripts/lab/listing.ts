/** The catalog as text and as data: what `list` prints. Everything in it comes from the specs. */
import { CATALOG } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { formatValue, type Parameter } from "../../src/experiments/parameters.ts";
import { READY_SWEEPS } from "../../src/sweep/ready-sweeps.ts";
import { layOut } from "./report.ts";

export function listing(): string {
  return [...CATALOG.map(describe), describeSweeps()].join("\n\n\n");
}

/** The same for programs. */
export function listingData(): unknown {
  return {
    experiments: CATALOG.map(({ name, title, summary, source, presets, defaultPreset, parameters, columns }) => ({
      name,
      title,
      summary,
      source,
      defaultPreset,
      presets,
      parameters,
      columns: columns.map((column) => column.name),
    })),
    sweeps: READY_SWEEPS,
  };
}

function describeSweeps(): string {
  const sweeps = READY_SWEEPS.map(({ id, json, summary }) => [id, String(json["experiment"]), summary]);
  return `Ready sweeps, as in: sweep ${READY_SWEEPS[0]?.id ?? ""}\n\n${indent(layOut(["name", "experiment", "what it answers"], sweeps))}`;
}

function describe(spec: ExperimentSpec): string {
  const presets = Object.entries(spec.presets);
  const defaults = spec.presets[spec.defaultPreset]?.values ?? {};
  const parameters = Object.entries(spec.parameters).map(([name, parameter]) => {
    const value = defaults[name];
    return [name, value === undefined ? "" : formatValue(value), rangeOf(parameter), parameter.label];
  });
  return [
    `${spec.name}: ${spec.summary}`,
    indent(
      layOut(
        ["preset", "what for"],
        presets.map(([name, { summary }]) => [name, summary]),
      ),
    ),
    indent(layOut(["parameter", `in ${spec.defaultPreset}`, "accepts", "meaning"], parameters)),
  ].join("\n\n");
}

function rangeOf(parameter: Parameter): string {
  const unit = parameter.unit === undefined ? "" : ` ${parameter.unit}`;
  switch (parameter.kind) {
    case "integer":
    case "number":
      return `${parameter.minimum}..${parameter.maximum}${unit}`;
    case "integer-list":
      return `list of ${parameter.minimum}..${parameter.maximum}${unit}`;
    case "choice":
      return parameter.options.map(({ value }) => value).join(" | ");
    case "file":
      return [...parameter.options.map(({ value }) => value), `a ${parameter.suffix} file`].join(" | ");
    case "switch":
      return "on | off";
    default:
      parameter satisfies never;
      return "";
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
