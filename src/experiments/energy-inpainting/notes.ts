/** What the source says about energy inpainting and what its code or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [];
