/**
 * The published accuracies of seed 003, %: the README's one figure, and those of the notebook "DCGAN_MNIST" of Packt's
 * "Python Deep Learning Projects" (2018, chapter 13), whose text and code the README copies.
 */
import type { Pictures } from "./rows.ts";

export interface PublishedAccuracy {
  readonly readmePercent?: number;
  readonly bookPercent?: number;
}

export const PUBLISHED: Readonly<Partial<Record<Pictures, PublishedAccuracy>>> = {
  /** Of the last 12,000 training digits after the third epoch, not of test digits. */
  clean: { bookPercent: 98.87 },
  "leave-black": { bookPercent: 75.13 },
  generator: { readmePercent: 87.47, bookPercent: 87.82 },
};
