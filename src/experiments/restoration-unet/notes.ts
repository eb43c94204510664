/** What the source asks for, and what the lab's own figures say about it. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published:
      "A convolutional network is left to future work; the published one is an MLP that never learns where the hole is.",
    measured:
      "No U-Net was published, so there is no figure of its own to reproduce. The published column is the MLP's, which " +
      "repaints every pixel; the MLP itself is in “masked restoration”, where linear fill has the lower error in all 22 rows.",
  },
  {
    published: "Good below .02, acceptable below .04, by the error over all 784 pixels.",
    measured:
      "That error is mostly the size of the mask. What a network adds is seen in the hole, beside linear fill in the same " +
      "holes: the ratio, with a standard error from comparing image by image.",
  },
  {
    published: "Training masks of 3–15 and 5–14 px are drawn once; the loss is taken over all pixels.",
    measured:
      "Here stripes of 3–25 px and rectangles of 5–27 px a side are drawn anew for every batch, a second channel says where " +
      "the hole is, and only the hole counts. Known pixels are pasted back, so that nothing visible is repainted.",
  },
  {
    published: "Accuracy of a classifier shows that digits are restored.",
    measured:
      "Only beside what closed forms reach: most of the way from the mean image to the clean picture is linear fill's " +
      "already, without any network. The rows of the 8 × 8 hole therefore hold both.",
  },
];
