/** What the source says about masked restoration and what its code, its table or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "Small masks restore best.",
    measured:
      "Leaving the hole black scores better there: .0115 against .0128 for a 3 px stripe and .0043 against .0114 for a " +
      "5 px patch. The network repaints every pixel, also those it could see, and that alone costs about .011. " +
      "Pasting the known pixels back removes the floor.",
  },
  {
    published: "An MSE of about .06 at 90 % masking is not complete failure.",
    measured: "A constant picture, the mean image, scores .059: nothing of the visible pixels is used any more.",
  },
  {
    published: "The network restores digits.",
    measured:
      "Linear fill, a ridge regression of the hole from the visible pixels with no network, has the lower error in all " +
      "22 rows.",
  },
  {
    published: "Good below .02, acceptable below .04, poor above; “very poor” is used but never defined.",
    measured:
      "Five rows carry a label that contradicts this rule: V 7, H 7 and P 11 are good and H 15 and P 17 acceptable. " +
      "The script itself draws its line at .01, which no setting reaches.",
  },
  {
    published: "Concentrated masks are easier than stripes.",
    measured:
      "Only because they cover less. At 28.7 % hidden a patch scores .0287; stripes of 25 and 32 % score .0183 and .0224.",
  },
  {
    published: "Vertical and horizontal stripes differ by less than .002.",
    measured: "Not at 15 px (.0066) and 21 px (.0067) in the source's own table.",
  },
  {
    published: "MSE grows exponentially with the mask.",
    measured: "The curves are S-shaped and saturate near .0625.",
  },
  {
    published: "About 530,000 parameters; stripes of 3–16 px, square patches of 5–15 px.",
    measured: "400,784 parameters; 3–15 px, and in training rectangles of 5–14 px a side, squares only in the tests.",
  },
];
