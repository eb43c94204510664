/**
 * Every update rule with a kernel of the lab's own, beside the optimiser that it has to follow: tfjs', or the lab's plain one
 * where tfjs' rule is another. The plain ones are held against numbers worked out by hand in `training/optimizers.test.ts`.
 */
import * as tf from "@tensorflow/tfjs";
import { adadelta, adam, momentum, plainAdadelta, plainRmsProp, rmsProp } from "../../../src/training/optimizers.ts";
import { PlainOptimizer } from "../../../src/training/plain-optimizer.ts";

export const OPTIMIZER_RULES: readonly [
  name: string,
  kernel: string,
  own: () => tf.Optimizer,
  reference: () => tf.Optimizer,
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
    () => new PlainOptimizer(plainRmsProp({ learningRate: 0.01, decay: 0.9, momentum: 0.5, epsilon: 1e-7 })),
  ],
  [
    "Adadelta",
    "FusedAdadelta",
    () => adadelta(0.1, { rho: 0.95, epsilon: 1e-3 }),
    () => new PlainOptimizer(plainAdadelta({ learningRate: 0.1, rho: 0.95, epsilon: 1e-3 })),
  ],
];
