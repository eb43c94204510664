/** What no published system could say, because each was measured in its own way. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "Each source reports its own figure: MSE over all pixels, a loss, an accuracy, or pictures only.",
    measured:
      "None can be set beside another. Here all of them restore the same test digits behind the same damage, and every " +
      "figure has the same definition.",
  },
  {
    published: "No source measures what it would cost to do nothing, or to use no network.",
    measured:
      "Four baselines stand in every column. Linear fill, a ridge regression of the hole from the visible pixels, is the " +
      "one that a network has to beat.",
  },
  {
    published: "Restorers are trained for one kind of damage and shown on it.",
    measured:
      "They are measured on every kind, also on what they have never seen: noise for those that learnt holes, holes for " +
      "those that learnt noise. A high error there is no fault of the method but a limit of its training.",
  },
];
