/** Every update rule with a kernel of the lab's own, beside the optimiser of tfjs that it has to follow. */
import * as tf from "@tensorflow/tfjs";
import { adadelta, adam, momentum, rmsProp } from "../../../src/training/optimizers.ts";

export const OPTIMIZER_RULES: readonly [
  name: string,
  kernel: string,
  own: () => tf.Optimizer,
  tfjs: () => tf.Optimizer,
][] = [
  ["Adam", "FusedAdam", () => adam(0.01), () => tf.train.adam(0.01)],
  ["momentum", "FusedMomentum", () => momentum(0.01, 0.9), () => tf.train.momentum(0.01, 0.9)],
  [
    "Nesterov's momentum",
    "FusedMomentum",
    () => momentum(0.01, 0.9, { nesterov: true }),
    () => tf.train.momentum(0.01, 0.9, true),
  ],
  [
    "RMSProp",
    "FusedRmsProp",
    () => rmsProp(0.01, { decay: 0.9, momentum: 0.5, epsilon: 1e-7 }),
    () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7),
  ],
  [
    "Adadelta",
    "FusedAdadelta",
    () => adadelta(0.1, { rho: 0.95, epsilon: 1e-3 }),
    () => tf.train.adadelta(0.1, 0.95, 1e-3),
  ],
];
