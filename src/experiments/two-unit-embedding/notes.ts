/** What the source says about its two-unit autoencoder and what its code or our measurements show. */
import type { SourceNote } from "../experiment.ts";

export const NOTES: readonly SourceNote[] = [
  {
    published: "The target is an MSE below .07.",
    measured:
      "The mean image of the training digits, the same picture for every digit, has .0602 on training and .0599 on test " +
      "images: the target is met by looking at nothing. The network as published has .0464 and .0459 (seed 1).",
  },
  {
    published: "Two hidden units capture the digits.",
    measured:
      "The decoder is linear, so all pictures lie in one plane, and no such network can beat PCA with two components on " +
      "the images that both learn from: .0463. After 100 epochs the network has .0464; after 300 at three times the " +
      "learning rate .0463. It is a slow way to PCA. Three components have .0425.",
  },
  {
    published: "The embedding separates the classes.",
    measured:
      "Knowing the class and nothing else, the mean image of its digit, takes .0065 off the mean image's error on test " +
      "digits; two units take off .0140, the first principal component alone .0087. PCA's own map of the same digits is " +
      "drawn beside the network's.",
  },
  {
    published: "About 1.2 million parameters.",
    measured: "3,922: 784 × 2 + 2 for the code and 2 × 784 + 784 for the picture.",
  },
  {
    published: "Trained on about 11,500 digits, tested on about 1,900.",
    measured:
      "11,686 fives and sevens, of which the code holds back the last tenth (the README does not say so): 10,517 to learn " +
      "from and 1,169 to validate. 1,920 to test on. Both errors in the table are of images that are named: the 10,517 and " +
      "the 1,920.",
  },
  {
    published: "The script prints the final MSE and compares it to the target.",
    measured:
      "It is the last epoch's training loss. Here the error is measured after training, on training and on test images.",
  },
  {
    published: "Nothing is said of the initial weights, nor of a seed.",
    measured:
      "The code draws the first kernel from U(−0.7, 0.7), eight times the width of Keras' usual range, and fixes no seed. " +
      "The lab draws it likewise, from a seed.",
  },
];
