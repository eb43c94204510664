/** What the source says about energy inpainting and what its code or our measurements show. */
import type { SourceNote } from "../experiment.ts";

/** Unless a note says otherwise: MNIST, seed 1, the first 1,000 test digits, MSE over the 36 missing pixels. */
export const NOTES: readonly SourceNote[] = [
  {
    published: "With few principal components the patch is less severe but blurred, with many it shows through.",
    measured:
      "So it is, and in figures (all 10,000 test digits): .133 with 10 components, .156 with 60, .199 with 360, which is " +
      "what the grey hole has that nobody touched. No figure is published; these agree to 1 % with an independent " +
      "computation.",
  },
  {
    published: "PCA is the baseline.",
    measured:
      "Linear fill, a ridge regression of the hole from the visible pixels, has .065 on the same digits: half of the best " +
      "PCA's error. The mean image has .181.",
  },
  {
    published: "The generator gives plausible reconstructions.",
    measured:
      "To the eye its strokes go on. In error it loses to the grey hole left alone (.199): .248 as published, .237 when it " +
      "learns from damaged pictures. A crisp guess costs more than grey where it is wrong; and nothing in the training " +
      "compares the guess with the truth.",
  },
  {
    published: "The generator takes the incomplete image (text and diagram).",
    measured:
      "The code shows it the complete one in training, hole included, and the incomplete one only in the end, so that it " +
      "may learn to copy what it will not have. “Corrected” shows it the incomplete one throughout.",
  },
  {
    published: "An energy function is learned that tells correct from incorrect reconstructions.",
    measured:
      "Trained as corrected, it finds true pictures likeliest, then linear fill, then all others that were not made by " +
      "descending it. As published it takes a black hole for likelier than the truth (mean energy 21.2 against 22.3; so " +
      "in 63 % of the pictures).",
  },
  {
    published: "The energy serves the training only.",
    measured:
      "Descending it in the hole, which the source does not try, helps at first and harms beyond. Corrected, from the " +
      "generator's picture: .243, after 10 steps .224, after 100 .250, after 500 .321 (500 test digits); from grey .198, " +
      ".195, .324, .377. The energy is then far below that of true pictures, and these do not stay where they are " +
      "either: on embedded digits (quick) they are off by .014 after 30 steps and .084 after 100.",
  },
  {
    published: "Called with epochs=50.",
    measured:
      "Three versions exist: the exercise sheet's 10,000 steps of 100 images at a rate of 0.05, the README's 5,000, and in " +
      "the last commit 510 steps of 1,000 at 0.08. Each has a preset; the last commit is “as published”.",
  },
  {
    published: "The mask is cut out of the picture.",
    measured:
      "It is set to 0, which in [−1, 1] is mid-grey and a legal pixel. Neither network is told where the hole is.",
  },
  {
    published: "Results are shown as pictures of ten digits.",
    measured:
      "PCA's and the generator's are not of the same holes, holes are drawn without a seed, and no test figure is given. " +
      "Here all methods face the same holes.",
  },
  {
    published: "The loss is log(1 + exp(E(x) − E(x̃))).",
    measured:
      "Computed as written it overflows once the energies lie some ninety apart. The lab uses the softplus that does not; " +
      "elsewhere the two agree.",
  },
];
