/** What the source says about hole filling and what its code or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "The generated digits are classified with 87.47 % accuracy.",
    measured:
      "The figure stands alone: digits with the hole left black are not given, nor any other way of filling it. The table " +
      "sets both, four baselines and clean digits beside it.",
  },
  {
    published: "The generator fills the hole.",
    measured:
      "It repaints the whole picture, and nothing is pasted back. Nothing in its loss compares the picture with the " +
      "original, so that a digit may turn into another; corrected, the error in the hole is part of the loss.",
  },
  {
    published: "The discriminator tells originals from restorations.",
    measured:
      "It sees one picture at a time and never the masked one beside it: any convincing digit will do, not only the right " +
      "one.",
  },
  {
    published: "The mask lies between index 8 and 12, “between the 9th and 13th pixel”.",
    measured: "The code draws its corner from 8 to 11, both included: 16 places, not 25.",
  },
  {
    published: "A DCGAN.",
    measured:
      "The generator is a convolutional autoencoder without noise: the same masked digit always gives the same picture.",
  },
  {
    published: "The hole is noise to be removed.",
    measured: "It is black, like paper: the generator is never told where it is.",
  },
  {
    published: "The discriminator's batch must not be shuffled, or it is hard to train.",
    measured:
      "One gradient of a whole batch does not depend on the order within it, and the discriminator has no batch " +
      "normalisation.",
  },
  {
    published: "Predictions are titled “Act: a, Pred: b”.",
    measured: "The two are swapped in the code: “Act” shows the prediction. Here the label comes first.",
  },
  {
    published: "60000 masked images of “6000028281”, kernels of “33”.",
    measured:
      "60000*28*28*1 and 3*3; Markdown ate the asterisks. The paragraph on the training loop stands there twice.",
  },
  {
    published: "The classifier's convolutions and dropout, without strides, rate or epochs.",
    measured: "Strides 2, 2, 1, dropout .2, three epochs of batches of 128, the last fifth kept for validation.",
  },
  {
    published: "The source's own code is not at hand.",
    measured:
      "As published is therefore the code of the book that the README copies: Packt, “Python Deep Learning Projects”, " +
      "chapter 13. Every figure of the README but 87.47 % is the book's. The source fixes no seed of TensorFlow.",
  },
  {
    published: "Fakes for the discriminator come from generator.predict.",
    measured:
      "So the discriminator sees the generator with moving averages (momentum .99), while the generator learns with those " +
      "of its batch: in the first hundred iterations these are two different generators. By this letter the training " +
      "broke down here: every picture black, losses .16 and 9 where the source logs .65 and .91, accuracy 11.35 %. With " +
      "fakes made by the batch's statistics, the preset “As logged”, they end at .67 and .87, and 83.7 % are read rightly " +
      "as repainted, 87.9 ± .6 % with the known pixels pasted back; corrected, 95.4 ± .4 %, as after linear fill.",
  },
];
