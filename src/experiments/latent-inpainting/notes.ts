/** What the source says about latent inpainting and what its code, its data or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [];
