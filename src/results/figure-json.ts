/** Figures as JSON and back, bit for bit. */
import { z } from "zod";
import { PIXELS } from "../data/dataset.ts";
import { arrayToBase64, base64Array } from "./binary-json.ts";
import type { Figure } from "./figure.ts";
import type { FigureHistory, PackedFigure } from "./keyframes.ts";

const FLOATS = base64Array((buffer) => new Float32Array(buffer), 4);
const BYTES = base64Array((buffer) => new Uint8Array(buffer), 1);

const TITLED = { id: z.string(), title: z.string(), caption: z.string() };

function tiles<Pixels extends Float32Array | Uint8Array>(pixels: z.ZodType<Pixels>) {
  const row = { label: z.string(), role: z.enum(["image", "damaged", "difference"]), holes: BYTES.exactOptional() };
  return z
    .strictObject({
      ...TITLED,
      kind: z.literal("tiles"),
      columns: z.array(z.string()),
      rows: z.array(z.strictObject({ ...row, pixels })),
      seamless: z.boolean().exactOptional(),
    })
    .refine(
      ({ columns, rows }) =>
        rows.every((row) => {
          const size = columns.length * PIXELS;
          return row.pixels.length === size && (row.holes === undefined || row.holes.length === size);
        }),
      "its pixels do not fill its columns",
    );
}

const SCATTER = z
  .strictObject({
    ...TITLED,
    kind: z.literal("scatter"),
    xLabel: z.string(),
    yLabel: z.string(),
    points: FLOATS,
    labels: BYTES,
  })
  .refine(
    ({ points, labels }) => points.length === 2 * labels.length && labels.every((label) => label <= 9),
    "its points and labels do not go together",
  );

/** Reads what `figureJson` wrote; refuses anything that could not be painted. */
export const FIGURE: z.ZodType<Figure> = z.union([tiles(FLOATS), SCATTER]);

const PACKED: z.ZodType<PackedFigure> = z.union([tiles(BYTES), SCATTER]);

/** The same for how a figure came about. */
export const HISTORY: z.ZodType<FigureHistory> = z
  .strictObject({
    id: z.string(),
    frames: z.array(z.strictObject({ place: z.int().min(0), when: z.string(), figure: PACKED })).min(1),
  })
  .refine(
    ({ id, frames }) =>
      frames.every(({ place, figure }, i) => figure.id === id && place > (frames[i - 1]?.place ?? -1)),
    "its frames are not in order",
  );

export function historyJson({ id, frames }: FigureHistory): Readonly<Record<string, unknown>> {
  return { id, frames: frames.map((frame) => ({ ...frame, figure: figureJson(frame.figure) })) };
}

export function figureJson(figure: Figure | PackedFigure): Readonly<Record<string, unknown>> {
  switch (figure.kind) {
    case "tiles":
      return {
        ...figure,
        rows: figure.rows.map(({ pixels, holes, ...row }) => ({
          ...row,
          pixels: arrayToBase64(pixels),
          ...(holes === undefined ? {} : { holes: arrayToBase64(holes) }),
        })),
      };
    case "scatter":
      return { ...figure, points: arrayToBase64(figure.points), labels: arrayToBase64(figure.labels) };
    default:
      figure satisfies never;
      return {};
  }
}
