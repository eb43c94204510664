/** What the source says about its two-unit autoencoder and what its code or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [];
