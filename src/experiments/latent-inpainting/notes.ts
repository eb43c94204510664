/**
 * What the source says about latent inpainting and what its code, its data or our measurements show. Success rates are those
 * of the published weights and images, seed 1, last codes; errors on real eights those of the lab's own generators.
 */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "Inpainting with GANs: a pre-trained GAN generator reconstructs the missing part.",
    measured:
      "No GAN is trained, there is no discriminator, and nothing says how the weights came about. The lab trained the same " +
      "network on MNIST's 5,851 eights for 100 epochs, as a VAE's decoder and adversarially. On the first 100 test eights " +
      "the decoder's search leaves a mean MSE of .0198 (N = 500) and .0414 (N = 350), the adversarial generator's .0470 " +
      "and .0689; the lab ships the decoder.",
  },
  {
    published: "Highly realistic image restorations.",
    measured:
      "Each of the four ideal pictures is an exact output of the generator: a code exists that draws it without error, and " +
      "the task is to find it. On real eights no start of the lab's generator came below the error of 2 that counts as " +
      "a success here, for none of 100 pictures.",
  },
  {
    published: "For each run, the network does not always restore all four; the best of several trials are shown.",
    measured:
      "The code takes one random start per image, keeps its last code and selects nothing: the trials are runs by hand. Of " +
      "200 starts 76, 95, 78 and 49 % succeed at N = 500 (images 1 to 4), 6, 64, 41 and 81 % at 400, and 0, 0, 0 and 9 % " +
      "at 300.",
  },
  {
    published: "Learning rate and number of steps were chosen by trial and error.",
    measured:
      "0.0005 is too long a step near the lowest point, where the gradient grows as the residual shrinks: J swings, in the " +
      "published plot between 780 and 1,200. The 0.003 that the class is given is never used. Adam at 0.05 from 100 starts " +
      "succeeds in 85, 99, 87 and 91 % at N = 500 and 2, 58, 73 and 89 % at 400.",
  },
  {
    published: "The accuracy decreases with N.",
    measured:
      "Below some N the lowest J lies elsewhere than at the truth, and no optimiser mends that: for image 1 at N = 400 it is " +
      "508.5 with an error of 2.49, while the true code has 532.4.",
  },
  {
    published: "The first N elements are kept; T is right multiplied by X_i.",
    measured:
      "The code takes T · X_n, the first N entries of the noisy picture. Pictures are written column by column, so that the " +
      "left part stays: 36.2, 49.0, 55.4 and 61.7 % are lost at N = 500, 400, 350 and 300.",
  },
  {
    published: "The noise has an unknown variance.",
    measured:
      "It can be read off the data: standard deviations of .095 to .101, on every pixel, not clipped. What the lab's " +
      "search leaves on the kept pixels is as much.",
  },
  {
    published: "X = sigmoid(W₂), W₂ = A₂ · Z + B₂, of size 1784 × 1.",
    measured:
      "W₂ comes from the hidden layer, has 784 entries, and X = 1 / (1 + exp(+W₂)): the usual sigmoid gives the negative. " +
      "Ink is 0 and paper 1. The network has 102,544 numbers.",
  },
  {
    published: "Difference: dark pixels are incorrect additions, bright ones were not reconstructed.",
    measured:
      "The other way round, because ink is 0: X_i − G is dark where ink is missing and bright where ink was added. The " +
      "difference here is that of ink, restored minus ideal: the same numbers.",
  },
  {
    published: "Five columns: ideal, damaged, cost, restored, difference.",
    measured:
      "Only the picture for N = 350 has five; those for 500, 400 and 300 have four, in another order. Every panel is scaled by " +
      "itself, and the line that clips the damaged picture is overwritten by the next.",
  },
  {
    published: "The script and its data are in the repository.",
    measured: "The four images are not: the script cannot run as it is published.",
  },
];
