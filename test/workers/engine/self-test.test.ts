import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { OwnKernels } from "../../../workers/engine/own-kernels.ts";
import { examine } from "../../../workers/engine/self-test.ts";
import { PROBES } from "../../../workers/engine/self-test/probes.ts";
import { readVerdict, writeVerdict } from "../../../workers/engine/self-test/verdicts.ts";
import { tensorsLeftBy } from "../../backends.ts";

const forever = Number.POSITIVE_INFINITY;

describe("the self-test", () => {
  for (const backend of ["wasm", "webgpu"] as const) {
    it(`finds no fault on ${backend}, and has a probe for every kernel that it had no time for`, async () => {
      const { selfTest } = await chooseEngine(backend);
      expect(selfTest?.failed).to.deep.equal([]);
      expect(selfTest?.untested.filter((name) => PROBES[name] === undefined)).to.deep.equal([]);
      expect(tf.getBackend()).to.equal(backend);
    });
  }

  for (const [backend, names] of [
    ["wasm", Object.keys(PROBES)],
    // Of the others, a software adapter compiles each shader for up to a second; they have tests of their own.
    ["webgpu", ["FusedAdam", "FusedMomentum", "FusedRmsProp", "FusedAdadelta"]],
  ] as const) {
    it(`has probes that the kernels of ${backend} pass`, async () => {
      await chooseEngine(backend);
      const own = new OwnKernels(backend);
      const present = names.filter((name) => tf.getKernel(name, backend) !== undefined);
      for (const name of present) own.replace(name, (current) => current);
      expect(await examine(own, forever)).to.deep.equal({ failed: [], untested: [] });
      expect(present.length).to.be.greaterThan(3);
    });
  }

  it("finds a kernel that computes something else, and one that throws, and gives their places back", async () => {
    await chooseEngine("wasm");
    const own = new OwnKernels("wasm");
    const [add, sub] = [tf.getKernel("Add", "wasm"), tf.getKernel("Sub", "wasm")];
    own.replace("Add", (stock) => (call) => stock({ ...call, inputs: { ...call.inputs, b: call.inputs["a"] } }));
    own.replace("Sub", () => () => {
      throw new Error("no such instruction");
    });
    own.replace("Multiply", (stock) => stock);
    const left = await tensorsLeftBy(async () => {
      const { failed, untested } = await examine(own, forever);
      expect(failed).to.deep.equal(["Add", "Sub"]);
      expect(untested).to.deep.equal([]);
    });
    expect(left).to.equal(0);
    expect(tf.getBackend()).to.equal("wasm");
    for (const name of ["Add", "Sub", "Multiply"]) own.switchOff(name);
    expect(own.names).to.deep.equal([]);
    expect(tf.getKernel("Add", "wasm").kernelFunc).to.equal(add.kernelFunc);
    expect(tf.getKernel("Sub", "wasm").kernelFunc).to.equal(sub.kernelFunc);
  });

  it("lets a stand-in take over from a kernel that tfjs lacks, and leaves nothing of one that needs none", async () => {
    await chooseEngine("wasm");
    const own = new OwnKernels("wasm");
    const kernel =
      (value: number): tf.KernelFunc =>
      () =>
        tf.scalar(value);
    own.add("OfTheTest", kernel(1), kernel(2));
    own.add("AnotherOfTheTest", kernel(3));
    own.switchOff("OfTheTest");
    own.switchOff("AnotherOfTheTest");
    const result = tf.engine().runKernel<tf.Tensor>("OfTheTest", {});
    expect((await result.data())[0]).to.equal(2);
    result.dispose();
    tf.unregisterKernel("OfTheTest", "wasm");
    expect(tf.getKernel("AnotherOfTheTest", "wasm")).to.equal(undefined);
  });

  it("stops when its time is up, and says what it did not get to", async () => {
    await chooseEngine("wasm");
    const own = new OwnKernels("wasm");
    own.replace("Add", (stock) => stock);
    expect(await examine(own, 0)).to.deep.equal({ failed: [], untested: ["Add"] });
    own.switchOff("Add");
  });

  it("remembers a verdict under its own key only, and forgets what cannot be one", async () => {
    await writeVerdict("this browser", { failed: ["Sum"], untested: [] });
    expect(await readVerdict("this browser")).to.deep.equal({ failed: ["Sum"], untested: [] });
    expect(await readVerdict("another browser")).to.equal(null);
    const cache = await caches.open("lacuna-self-test-1");
    await cache.put("/lacuna-self-test/broken", new Response('{"failed":"Sum"}'));
    expect(await readVerdict("broken")).to.equal(null);
    await caches.delete("lacuna-self-test-1");
  });
});
