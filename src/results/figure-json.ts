/** Figures as JSON and back, bit for bit. */
import { z } from "zod";
import { PIXELS } from "../data/dataset.ts";
import { arrayToBase64, base64Array } from "./binary-json.ts";
import type { Figure } from "./figure.ts";

const FLOATS = base64Array((buffer) => new Float32Array(buffer), 4);
const BYTES = base64Array((buffer) => new Uint8Array(buffer), 1);

const TITLED = { id: z.string(), title: z.string(), caption: z.string() };

const TILES = z
  .strictObject({
    ...TITLED,
    kind: z.literal("tiles"),
    columns: z.array(z.string()),
    rows: z.array(
      z.strictObject({
        label: z.string(),
        role: z.enum(["image", "damaged", "difference"]),
        pixels: FLOATS,
        holes: BYTES.exactOptional(),
      }),
    ),
    seamless: z.boolean().exactOptional(),
  })
  .refine(
    ({ columns, rows }) =>
      rows.every(({ pixels, holes }) => {
        const size = columns.length * PIXELS;
        return pixels.length === size && (holes === undefined || holes.length === size);
      }),
    "its pixels do not fill its columns",
  );

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
export const FIGURE: z.ZodType<Figure> = z.union([TILES, SCATTER]);

export function figureJson(figure: Figure): Readonly<Record<string, unknown>> {
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
