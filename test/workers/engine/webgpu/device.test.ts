import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { RunningWorkload } from "../../../../src/bench/running-workload.ts";
import { autoencoderStep, restorationStep } from "../../../../src/bench/workloads.ts";
import { Random } from "../../../../src/random.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { tensorsLeftBy } from "../../../backends.ts";

const device = (): GPUDevice => (tf.backend() as WebGPUBackend).device;

async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

/** A buffer that may not be used as one: what comes of it is a complaint and no exception. */
function doWrong(): void {
  const buffer = device().createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  buffer.destroy();
}

describe("the WebGPU device", () => {
  it("runs tfjs with the lab's kernels, says so, and can be used by anyone through tfjs", async () => {
    const engine = await chooseEngine("webgpu");
    expect(engine.webgpu).to.deep.equal({ kernels: "updates and software" });
    expect(engine.label).to.contain("in software");
    expect(device()).to.be.instanceOf(GPUDevice);
    const again = device();
    await chooseEngine("webgpu");
    expect(device()).to.equal(again);
  });

  it("refuses to run tfjs' kernels beside the lab's in one worker", async () => {
    await chooseEngine("webgpu");
    expect(await refusalOf(() => chooseEngine("webgpu", { kernels: "tfjs" }))).to.equal(
      "Cannot use engine webgpu with the kernels of tfjs: this worker already runs it with those of lacuna. " +
        "Start another worker.",
    );
  });

  const workloads: [name: string, begin: () => RunningWorkload][] = [
    ["an MLP", () => restorationStep({ hiddenUnits: 24, batchSize: 5 }, new Random(1))],
    // One image: of more, tfjs-cpu's gradient of an enlargement reads the wrong ones.
    ["a convolutional autoencoder", () => autoencoderStep({ batchSize: 1 }, new Random(1))],
  ];
  for (const [name, begin] of workloads) {
    it(`trains ${name} without a complaint, a tensor left or memory that grows, as on the CPU`, async () => {
      const losses: number[][] = [];
      for (const backend of ["cpu", "webgpu"] as const) {
        await chooseEngine(backend);
        let complaints = 0;
        const hear = (): void => void complaints++;
        if (backend === "webgpu") device().addEventListener("uncapturederror", hear);
        const lossesHere: number[] = [];
        const bytes: number[] = [];
        const left = await tensorsLeftBy(async () => {
          const running = begin();
          for (let step = 0; step < 24; step++) {
            const loss = running.step();
            lossesHere.push((await loss.data())[0] as number);
            loss.dispose();
            bytes.push(
              (tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU?: number }).numBytesAllocatedInGPU ?? 0,
            );
          }
          running.dispose();
        });
        expect(left).to.equal(0);
        expect(complaints).to.equal(0);
        expect(bytes[23]).to.equal(bytes[11]);
        losses.push(lossesHere);
      }
      losses[0]?.forEach((loss, step) => expect(losses[1]?.[step]).to.be.closeTo(loss, 2e-3 * loss));
      expect(losses[1]?.[23]).to.be.lessThan(losses[1]?.[0] as number);
    });
  }

  // The last tests end the device.
  it("throws what WebGPU complains of where results are read, and afterwards where work is queued", async () => {
    await chooseEngine("webgpu");
    const tensor = tf.tensor([1, 2]);
    doWrong();
    const refusal = await refusalOf(() => tensor.add(1).square().data());
    expect(refusal).to.match(/^The GPU refused a command, so that results can no longer be trusted: /);
    expect(refusal).to.match(/Start again, or choose engine wasm\.$/);
    expect(await refusalOf(() => tf.ones([2000]).mul(2).data())).to.equal(refusal);
    tensor.dispose();
  });

  it("is opened afresh after a fault", async () => {
    const broken = device();
    await chooseEngine("webgpu");
    expect(device()).not.to.equal(broken);
    expect([...(await tf.tensor([1, 2]).add(1).data())]).to.deep.equal([2, 3]);
  });

  it("says that it was lost", async () => {
    await chooseEngine("webgpu");
    const tensor = tf.ones([2000]).add(1);
    device().destroy();
    await device().lost;
    expect(await refusalOf(() => tensor.data())).to.match(/^The GPU was lost: .*Start again, or choose engine wasm\.$/);
  });
});
