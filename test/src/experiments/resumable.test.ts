import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { run as maskedRestoration } from "../../../src/experiments/masked-restoration/run.ts";
import { maskedRestoration as spec } from "../../../src/experiments/masked-restoration/spec.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { memoryShelf, tensorsLeftBy } from "../../backends.ts";
import { expectTheSame, memoryStates, outcomeOf, resumptions, session } from "./interrupted.ts";

const VALUES = {
  ...spec.presets.quick.values,
  epochs: 3,
  batchSize: 8,
  hiddenUnits: 8,
  stripeWidths: [3],
  patchSizes: [9],
  testImages: 10,
  digits: [5, 7],
};

describe("an interrupted run of masked restoration", () => {
  for (const backend of ["cpu", "wasm"] as const) {
    it(`ends as if it had never been interrupted, killed within epochs and between them, on ${backend}`, async () => {
      await chooseEngine(backend);
      // Fresh masks draw on from batch to batch; two seeds are two trainings.
      const values = { ...VALUES, maskDraws: "every-batch" as const, repeats: 2 };
      const taken = await expectTheSame(maskedRestoration, values, [2, 1, 4, 14]);
      expect(taken).to.equal(4);
    });
  }

  it("does not repeat a training that was over, and tells it all the same", async () => {
    await chooseEngine("wasm");
    const remains = { states: memoryStates(), shelf: memoryShelf() };
    const whole = await session(maskedRestoration, VALUES, remains, Infinity);
    const again = await session(maskedRestoration, VALUES, remains, Infinity);
    expect(outcomeOf(again.updates, remains.states)).to.deep.equal(outcomeOf(whole.updates, remains.states));
    expect(resumptions(again.updates)).to.equal(0);
    expect(again.breaths).to.be.below(whole.breaths - 3 * 5); // steps of three epochs
  });

  it("begins anew, and says why, when what was kept is of another network", async () => {
    await chooseEngine("wasm");
    const remains = { states: memoryStates(), shelf: memoryShelf() };
    await session(maskedRestoration, { ...VALUES, hiddenUnits: 4 }, remains, 2);
    expect(remains.states.kept.size).to.equal(1);
    const alone = { states: memoryStates(), shelf: memoryShelf() };
    const wanted = await session(maskedRestoration, VALUES, alone, Infinity);
    const got = await session(maskedRestoration, VALUES, remains, Infinity);
    const notices = got.updates.flatMap((update) => (update.kind === "notice" ? [update.text] : []));
    expect(notices.find((text) => text.includes("begins anew"))).to.match(
      /^The training of seed 1 cannot be resumed and begins anew\. Cannot use the state: it holds network\/.* \[784, 4\] where .* \[784, 8\] is needed\.$/,
    );
    expect(outcomeOf(got.updates, remains.states)["rows"]).to.deep.equal(
      outcomeOf(wanted.updates, alone.states)["rows"],
    );
  });

  it("leaves no tensor, killed or resumed", async () => {
    await chooseEngine("wasm");
    await session(maskedRestoration, VALUES, { states: memoryStates(), shelf: memoryShelf() }, Infinity);
    const left = await tensorsLeftBy(async () => {
      const remains = { states: memoryStates(), shelf: memoryShelf() };
      await session(maskedRestoration, VALUES, remains, 3);
      await session(maskedRestoration, VALUES, remains, Infinity);
    });
    expect(left).to.equal(0);
    expect(Object.keys(tf.engine().registeredVariables).length).to.equal(0);
  });
});
