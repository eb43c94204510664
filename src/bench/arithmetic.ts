/**
 * How much arithmetic a workload cannot do without, counted from its networks: two operations per multiply-add. Biases,
 * activations, normalisation, loss and optimiser are left out: they grow with the weights or the outputs, not with their
 * product.
 */
import type * as tf from "@tensorflow/tfjs";

/** Multiply-adds for one image, layer by layer: every number of a kernel works once at each place of its output. */
export interface MultiplyAdds {
  readonly all: number;
  /** Of the layer that reads the input. */
  readonly first: number;
}

export function multiplyAdds(model: tf.LayersModel): MultiplyAdds {
  const layers = model.layers.flatMap((layer) => {
    const kernel = layer.getWeights()[0];
    if (kernel === undefined || kernel.rank < 2) return []; // normalisation has scales, but no kernel
    const places = (layer.outputShape as (number | null)[]).slice(1, -1); // [] of a dense layer, [H, W] of a convolution
    return kernel.size * places.reduce<number>((product, length) => product * (length ?? 1), 1);
  });
  return { all: layers.reduce((sum, count) => sum + count, 0), first: layers[0] ?? 0 };
}

/** One pass forward. */
export function forwardFlops({ all }: MultiplyAdds, images: number): number {
  return 2 * images * all;
}

/** Forward, and back to the input without the weights' gradients. */
export function inputGradientFlops({ all }: MultiplyAdds, images: number): number {
  return 4 * images * all;
}

/** Forward, the weights' gradients and the inputs' of each layer; the first layer's input has none. */
export function trainingFlops({ all, first }: MultiplyAdds, images: number): number {
  return 2 * images * (3 * all - first);
}
