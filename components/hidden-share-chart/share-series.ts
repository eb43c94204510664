/** Mask lines as lines of the hidden-share chart: per mask kind one published, one measured, four baselines. */
import { BASELINES, type Baseline, type MaskLine, type Reading } from "../../src/results/mask-lines.ts";
import type { ChartPoint } from "../chart/chart-element.ts";

export type ShareRole = "published" | "ours" | Baseline;

export interface SharePanel {
  readonly corruption: string;
  readonly series: readonly { readonly role: ShareRole; readonly points: readonly ChartPoint[] }[];
}

export function sharePanels(lines: readonly MaskLine[]): SharePanel[] {
  const kinds = [...new Set(lines.map(({ corruption }) => corruption))];
  return kinds.map((corruption) => {
    const own = lines
      .filter((line) => line.corruption === corruption)
      .sort((a, b) => a.maskedPercent - b.maskedPercent);
    const points = (read: (line: MaskLine) => Reading | null): ChartPoint[] =>
      own.flatMap((line) => {
        const reading = read(line);
        return reading === null ? [] : [{ x: line.maskedPercent, y: reading.mse, error: reading.ci95 ?? undefined }];
      });
    return {
      corruption,
      series: [
        ...BASELINES.map((role) => ({ role, points: points(({ baselines }) => baselines[role]) })),
        {
          role: "published" as const,
          points: points(({ published }) => (published === null ? null : { mse: published, ci95: null })),
        },
        { role: "ours" as const, points: points(({ network }) => network) },
      ],
    };
  });
}
