import { expect } from "@esm-bundle/chai";
import { EngineDesk } from "../../../components/lab-controller/engine-desk.ts";
import type { EngineChoice, EngineDescription } from "../../../src/protocol.ts";
import { ENGINE } from "../records.ts";

/** A worker that answers when told to. */
class Answers {
  readonly asked: EngineChoice[] = [];
  readonly #waiting: ((engine: EngineDescription) => void)[] = [];
  readonly #failing: ((error: Error) => void)[] = [];

  engine(choice: EngineChoice): Promise<EngineDescription> {
    this.asked.push(choice);
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      this.#failing.push(reject);
    });
  }

  answer(index: number, label: string): void {
    this.#waiting[index]?.({ ...ENGINE, label });
  }

  refuse(index: number, reason: string): void {
    this.#failing[index]?.(new Error(reason));
  }
}

let worker: Answers;
let changes: number;
let desk: EngineDesk;

const stands = (): string => {
  const { state } = desk;
  return state.kind === "ready" ? state.engine.label : state.kind === "failed" ? state.message : state.kind;
};

beforeEach(() => {
  worker = new Answers();
  changes = 0;
  desk = new EngineDesk(
    () => worker,
    () => changes++,
  );
});

describe("which engine runs", () => {
  it("is what the worker answers, and is not asked twice", async () => {
    const choosing = desk.choose("wasm");
    expect([stands(), changes]).to.deep.equal(["starting", 1]);
    await desk.choose("wasm");
    worker.answer(0, "WASM");
    await choosing;
    expect([stands(), changes, worker.asked]).to.deep.equal(["WASM", 2, ["wasm"]]);
  });

  it("is why there is none, where the worker refuses", async () => {
    const choosing = desk.choose("webgpu");
    worker.refuse(0, "There is no adapter.");
    await choosing;
    expect(stands()).to.equal("There is no adapter.");
  });

  it("is the latest choice, whichever is answered last", async () => {
    const choosing = [desk.choose("webgpu"), desk.choose("cpu")];
    worker.answer(1, "CPU");
    worker.answer(0, "WebGPU");
    await Promise.all(choosing);
    expect(stands()).to.equal("CPU");
  });

  it("goes with its worker, whose answers come too late, and can then be asked for again", async () => {
    const choosing = desk.choose("cpu");
    desk.lose("The worker is gone.");
    worker.answer(0, "CPU");
    await choosing;
    expect(stands()).to.equal("The worker is gone.");
    const again = desk.choose("cpu");
    worker.answer(1, "CPU");
    await again;
    expect(stands()).to.equal("CPU");
  });
});
