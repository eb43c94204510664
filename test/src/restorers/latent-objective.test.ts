import * as tf from "@tensorflow/tfjs";
import { latentObjective } from "../../../src/restorers/latent-objective.ts";
import { expectClose, onEachBackend } from "../../backends.ts";

onEachBackend("the latent objective", () => {
  it("is N · ln of the squared distance on the kept pixels, plus the code's square, for each row", async () => {
    const z = tf.tensor2d([
      [1, 2],
      [0, -3],
    ]);
    const generated = tf.tensor2d([
      [0.5, 0.25, 0.9],
      [1, 0, 0.1],
    ]);
    const observed = tf.tensor2d([
      [0.5, 0.75],
      [0, 0.5],
    ]);
    const objective = latentObjective(z, generated, observed);
    expectClose(await objective.data(), [2 * Math.log(0.25) + 5, 2 * Math.log(1.25) + 9], 1e-5);
    tf.dispose([z, generated, observed, objective]);
  });
});
