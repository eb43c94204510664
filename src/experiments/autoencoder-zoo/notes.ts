/** What the source says about its zoo and what its code shows. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "One loss per model, as if the models could be compared by it.",
    measured:
      "They cannot: some are squared errors, some cross-entropies, one holds a penalty and one sums over pixels. The column " +
      "“Test MSE” measures every reconstruction alike, beside a PCA whose code is as long.",
  },
  {
    published: "Validation on the 10,000 test images.",
    measured:
      "There is no untouched test set. No setting seems to be chosen by it, so the preset “as published” does the same; " +
      "“corrected” validates on the last tenth of the training images.",
  },
  {
    published: "A vanilla autoencoder of three layers.",
    measured: "784 → 64 → 784: two layers of weights, 101,200 parameters. The README counts the input.",
  },
  {
    published: "An L1 penalty of 10e−5 makes the code sparse.",
    measured:
      "10e−5 is 0.0001, not 0.00001. Keras of the time sums it over units and over the whole batch, so that at 128 images it " +
      "weighs 128 times more, and the printed loss holds it. With no penalty on the decoder it can be evaded by small codes " +
      "and large weights: the share of zeros is measured, not assumed. So trained it dies here and answers with the mean image " +
      "(.0682); the source's log (.0307 after one epoch, .0099 after fifteen) comes out with no penalty at all (.0310, .0098).",
  },
  {
    published: "Adadelta for the two convolutional models, no rate given.",
    measured:
      "Its rate was 1 in that Keras; later versions start at 0.001, with which these models barely learn in three epochs. The " +
      "lab's Adadelta follows the paper and Keras; TensorFlow.js' own divides by the mean square of before the step.",
  },
  {
    published: "Denoising: noisy pictures above, denoised ones below.",
    measured:
      "The clean pictures are not shown; here they are. The code of 7 × 7 × 32 holds 1,568 numbers, twice the picture: it " +
      "compresses nothing. The noise of each image is drawn once and seen again in every epoch.",
  },
  {
    published: "The VAE's encoder gives means and standard deviations σ.",
    measured:
      "The second answer is the logarithm of the variance. Validation draws codes too, so its loss is a noisy one.",
  },
  {
    published: "Digits from the VAE's plane, 20 × 20.",
    measured:
      "The cell that drew them is lost. The grid here is that of the Keras example: quantiles .05 to .95 of the standard normal.",
  },
  {
    published: "A GAN that generates digits.",
    measured:
      "Its generator ends in tanh, from −1 to 1, and its data lie in 0 to 1: a negative pixel gives a fake away. z is drawn " +
      "with mean −1 instead of between −1 and 1, and then goes through relu, so that five of six numbers are 0. The last row " +
      "and column are reached by nothing and stay tanh(0) = 0.",
  },
  {
    published: "Biases in the generator.",
    measured: "449 of them are declared and never added: 1,186,496 parameters take part.",
  },
  {
    published: "Batch normalisation in the generator.",
    measured:
      "It always takes the batch's own statistics, also when it paints a single picture: the same z then looks different in " +
      "another batch. The corrected one keeps moving statistics.",
  },
  {
    published: "Keras throughout.",
    measured:
      "The GAN is plain TensorFlow 1, and its cells carry no execution counts: its one picture may be of another run.",
  },
  {
    published: "Autoencoders for reconstructing digits.",
    measured: "Only the denoising one is given damaged digits. The others see whole ones.",
  },
];
