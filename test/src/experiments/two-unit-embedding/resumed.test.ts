import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/two-unit-embedding/run.ts";
import { twoUnitEmbedding } from "../../../../src/experiments/two-unit-embedding/spec.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectTheSame } from "../interrupted.ts";

it("an interrupted two-unit embedding ends as if it had never been interrupted, on wasm", async () => {
  await chooseEngine("wasm");
  const values = { ...twoUnitEmbedding.presets.quick.values, digits: [5, 7], epochs: 3, batchSize: 8, repeats: 1 };
  expect(await expectTheSame(run, values, [1, 4])).to.equal(2);
});
