/** What pointing at a chart tells: the nearest point's name and value, in the words of the chart. */
import { Chart, Tooltip, type TooltipItem, type TooltipOptions } from "chart.js";
import type { Palette } from "../theme.ts";
import { shortNumber } from "./axes.ts";

Chart.register(Tooltip);

export interface TooltipWords {
  /** "epoch 1.5", from the point's x. */
  place(x: number): string;
  /** The name of a line; "" keeps it out of the tooltip. */
  name(label: string): string;
}

export function tooltip(
  colours: Palette,
  { place, name }: TooltipWords,
): { [Key in keyof TooltipOptions<"line">]?: unknown } {
  return {
    animation: false,
    displayColors: false,
    backgroundColor: colours.text,
    titleColor: colours.surface,
    bodyColor: colours.surface,
    cornerRadius: 4,
    padding: 8,
    filter: ({ dataset }: TooltipItem<"line">) => name(dataset.label ?? "") !== "",
    callbacks: {
      title: ([item]: TooltipItem<"line">[]) => (item === undefined ? "" : place(item.parsed.x ?? 0)),
      label: ({ dataset, parsed }: TooltipItem<"line">) =>
        `${name(dataset.label ?? "")}: ${shortNumber(parsed.y ?? 0)}`,
    },
  };
}

/** Whatever point is nearest, without having to hit it. */
export const NEAREST = { mode: "nearest", axis: "xy", intersect: false } as const;
