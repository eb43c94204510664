import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import type { RunningWorkload } from "../../src/bench/running-workload.ts";
import { autoencoderStep, restorationReading, restorationStep } from "../../src/bench/workloads.ts";
import { Random } from "../../src/random.ts";
import { JaxBench } from "../../workers/jax-bench.ts";
import { jaxAutoencoderStep } from "../../workers/jax-bench/autoencoder.ts";
import { jaxRestorationReading, jaxRestorationStep } from "../../workers/jax-bench/restoration.ts";
import type { JaxWorkload } from "../../workers/jax-bench/workload.ts";
import { chooseEngine } from "../../workers/engine/choose.ts";

const SIZE = { hiddenUnits: 16, batchSize: 4 };

async function jaxLosses(running: JaxWorkload, steps: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push(await running.step());
  running.dispose();
  return losses;
}

async function tfjsLosses(running: RunningWorkload, steps: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = running.step();
    losses.push((await loss.data())[0] as number);
    loss.dispose();
  }
  running.dispose();
  return losses;
}

function expectNear(measured: readonly number[], reference: readonly number[]): void {
  measured.forEach((loss, step) => expect(loss).to.be.closeTo(reference[step] as number, 1e-3, `step ${step}`));
}

describe("a bench of jax-js", () => {
  beforeEach(async () => {
    await tf.setBackend("cpu");
  });

  it("trains the same network as tfjs: its losses agree step by step", async () => {
    await new JaxBench().open("jax-wasm");
    const reference = await tfjsLosses(restorationStep(SIZE, new Random(1)), 60);
    const measured = await jaxLosses(jaxRestorationStep(SIZE, new Random(1)), 60);
    expectNear(measured, reference);
    expect(measured.at(-4)).to.be.lessThan((measured[0] as number) * 0.95);
  });

  it("trains the same autoencoder as tfjs-wasm: its losses agree step by step", async () => {
    await new JaxBench().open("jax-wasm");
    const measured = await jaxLosses(jaxAutoencoderStep({ batchSize: 4 }, new Random(1)), 15);
    // Not cpu: there the gradient of upsampling is wrong for more than one image (tfjs-backend-cpu 4.22).
    await chooseEngine("wasm");
    expectNear(measured, await tfjsLosses(autoencoderStep({ batchSize: 4 }, new Random(1)), 15));
    expect(measured.at(-2)).to.be.lessThan(measured[0] as number);
  });

  it("reads with the same network as tfjs, without training it", async () => {
    await new JaxBench().open("jax-wasm");
    const size = { hiddenUnits: 16, images: 5 };
    const measured = await jaxLosses(jaxRestorationReading(size, new Random(1)), 2);
    expect(measured[0]).to.equal(measured[1]);
    expectNear(measured, await tfjsLosses(restorationReading(size, new Random(1)), 2));
  });

  it("times steps, and knows loss and memory at the end", async () => {
    const bench = new JaxBench({ "mlp-32": (random) => jaxRestorationStep(SIZE, random) });
    const { description } = await bench.open("jax-wasm");
    expect(description.label).to.match(/^jax-js · WASM, \d+ threads?$/);
    const { firstStepMs, flopsPerStep } = await bench.begin("mlp-32");
    expect(firstStepMs).to.be.greaterThan(0);
    expect(flopsPerStep).to.equal(2 * 4 * (3 * (784 * 16 + 16 * 16 + 16 * 8 + 8 * 784) - 784 * 16));
    const times = await bench.measure(50);
    expect(times.length).to.equal(50);
    const { lossAfter50, peakBytes } = await bench.end();
    expect(lossAfter50).to.be.within(0, 1);
    expect(peakBytes).to.be.greaterThan(4 * 3 * 19_000); // weights and both moments
  });

  it("refuses what is not written for it", async () => {
    const bench = new JaxBench({});
    let refusal = "";
    const hear = (error: unknown): void => void (refusal = (error as Error).message);
    await bench.open("tfjs-cpu").catch(hear);
    expect(refusal).to.equal("Cannot open tfjs-cpu: this worker runs jax-wasm and nothing else.");
    await bench.open("jax-wasm");
    await bench.measure(1).catch(hear);
    expect(refusal).to.equal("Cannot measure: no workload runs. Begin one first.");
    await bench.begin("conv-autoencoder").catch(hear);
    expect(refusal).to.equal("Cannot begin conv-autoencoder: it is not written for jax-js.");
  });
});
