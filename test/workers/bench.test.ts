import { expect } from "@esm-bundle/chai";
import { wrap, type Remote } from "comlink";
import type { BenchApi } from "../../src/bench/protocol.ts";
import type { Workload } from "../../src/bench/running-workload.ts";
import { restorationStep, WORKLOADS } from "../../src/bench/workloads.ts";
import { Bench } from "../../workers/bench.ts";
import { tensorsLeftBy } from "../backends.ts";

const tiny: Workload = (random) => restorationStep({ hiddenUnits: 8, batchSize: 4 }, random);

describe("a bench", () => {
  for (const engine of ["tfjs-cpu", "lacuna-wasm", "tfjs-webgpu"] as const) {
    it(`times the steps of a workload and leaves no tensor, on ${engine}`, async () => {
      const bench = new Bench({ ...WORKLOADS, "mlp-32": tiny });
      await bench.open(engine);
      const left = await tensorsLeftBy(async () => {
        const { firstStepMs, flopsPerStep } = await bench.begin("mlp-32");
        expect(firstStepMs).to.be.greaterThan(0);
        expect(flopsPerStep).to.equal(2 * 4 * (3 * (784 * 8 + 8 * 8 + 8 * 4 + 4 * 784) - 784 * 8));
        const times = await bench.measure(3);
        expect(times.length).to.equal(3);
        for (const ms of times) expect(ms).to.be.greaterThan(0);
        const { lossAfter50, peakBytes } = await bench.end();
        expect(lossAfter50).to.equal(null);
        expect(peakBytes).to.be.greaterThan(4 * 3 * 9500); // weights and both moments
      });
      expect(left).to.equal(0);
    });
  }

  it("knows the loss after 50 steps, the same on two engines", async () => {
    const bench = new Bench({ ...WORKLOADS, "mlp-32": tiny });
    const losses: (number | null)[] = [];
    for (const engine of ["tfjs-cpu", "lacuna-wasm"] as const) {
      await bench.open(engine);
      await bench.begin("mlp-32");
      await bench.measure(50);
      losses.push((await bench.end()).lossAfter50);
    }
    expect(losses[0]).to.be.greaterThan(0);
    expect(losses[1]).to.be.closeTo(losses[0] as number, 1e-4);
  });

  it("refuses to measure nothing, and two things at once", async () => {
    const bench = new Bench({ ...WORKLOADS, "mlp-32": tiny });
    await bench.open("tfjs-cpu");
    let refusal = "";
    const hear = (error: unknown): void => void (refusal = (error as Error).message);
    await bench.measure(1).catch(hear);
    expect(refusal).to.equal("Cannot measure: no workload runs. Begin one first.");
    await bench.begin("mlp-32");
    await bench.begin("mlp-128").catch(hear);
    expect(refusal).to.contain("Cannot begin mlp-128");
    await bench.end();
  });
});

describe("a bench in its worker", () => {
  let worker: Worker;
  let bench: Remote<BenchApi>;

  beforeEach(() => {
    worker = new Worker(new URL("../../workers/bench.worker.ts", import.meta.url), { type: "module" });
    bench = wrap<BenchApi>(worker);
  });
  afterEach(() => worker.terminate());

  it("runs tfjs-wasm as it comes, without the lab's kernels, convolutions included", async () => {
    const { backend, wasm } = (await bench.open("tfjs-wasm")).description;
    expect(backend).to.equal("wasm");
    expect(wasm?.kernels).to.equal(null);
    expect((await bench.begin("conv-autoencoder")).firstStepMs).to.be.greaterThan(0);
    expect((await bench.end()).peakBytes).to.be.greaterThan(2 ** 20);
  });

  it("refuses to mix the lab's kernels and tfjs' own in one worker", async () => {
    expect((await bench.open("lacuna-wasm")).description.wasm?.kernels).to.be.a("string");
    let refusal = "";
    await bench.open("tfjs-wasm").catch((error: unknown) => (refusal = (error as Error).message));
    expect(refusal).to.contain("Start another worker.");
  });
});
