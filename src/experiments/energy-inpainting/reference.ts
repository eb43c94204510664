/** What the measured figures are set beside: the exercise sheet's loss log, and PCA as computed independently. */

/** The loss of the last minibatch of an epoch, epochs counted from 0: the log of the exercise sheet (lr .05, batch 100). */
export const SHEET_LOSSES: readonly { readonly epoch: number; readonly loss: number }[] = [
  0.6744, 0.1035, 0.2146, 0.3614, 0.3134, 0.3515, 0.4389, 0.3787, 0.4541, 0.4365,
].map((loss, i) => ({ epoch: 10 * i, loss }));

export interface PcaReference {
  readonly components: number;
  /** MSE over all pixels of whole test images, in [0, 1]. */
  readonly mseClean: number;
  readonly varianceKeptPercent: number;
  /** MSE over the missing pixels, holes grey before the projection. */
  readonly mseHole: number;
}

/** PCA of all 60,000 training images of MNIST, 6 × 6 holes; the source publishes pictures and no figure. */
export const PCA_REFERENCE: readonly PcaReference[] = [
  { components: 10, mseClean: 0.03407, varianceKeptPercent: 48.8, mseHole: 0.133 },
  { components: 60, mseClean: 0.00966, varianceKeptPercent: 85.3, mseHole: 0.157 },
  { components: 360, mseClean: 0.00047, varianceKeptPercent: 99.3, mseHole: 0.199 },
];
