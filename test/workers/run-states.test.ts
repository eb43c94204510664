import { expect } from "@esm-bundle/chai";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { EngineDescription, RunConfig, RunStart } from "../../src/protocol.ts";
import { memoryShelf } from "../backends.ts";
import { keptPoint, RunStates } from "../../workers/run-states.ts";

const CONFIG: RunConfig = { experiment: "x", preset: "quick", engine: "auto", values: { seed: 1 } };
const MNIST = { name: "MNIST", origin: "files", sha256: { a: "0123456789" } } as unknown as DatasetIdentity;
const KMNIST = { name: "KMNIST", origin: "files", sha256: { a: "9876543210" } } as unknown as DatasetIdentity;
const STATE = {
  architecture: "training 1",
  about: {},
  weights: [{ name: "w", shape: [1], values: Float32Array.of(0.5) }],
  memory: { place: { step: 3 } },
};

interface Asked {
  readonly start?: RunStart;
  readonly digits?: DatasetIdentity;
  readonly seed?: number;
  readonly engine?: string;
}

describe("the states of a run", () => {
  let shelf = memoryShelf();
  let notices: string[] = [];
  beforeEach(() => {
    shelf = memoryShelf();
    notices = [];
  });

  const states = ({ start = "resume", digits = MNIST, seed = 1, engine = "WASM" }: Asked = {}): RunStates => {
    const made = new RunStates({
      shelf,
      config: { ...CONFIG, values: { seed } },
      engine: { label: engine } as EngineDescription,
      start,
      notice: (text) => notices.push(text),
    });
    made.useDigits(digits);
    return made;
  };

  it("are found by the same run on the same digits, and by no other", async () => {
    expect(await states().write("seed 1", STATE)).to.equal(true);
    const found = await states().read("seed 1");
    expect(found?.memory).to.deep.equal(STATE.memory);
    expect(found?.weights).to.deep.equal(STATE.weights);
    expect(await states().read("seed 2")).to.equal(null);
    expect(await states({ seed: 2 }).read("seed 1")).to.equal(null);
    expect(await states({ digits: KMNIST }).read("seed 1")).to.equal(null);
    expect(notices).to.deep.equal([]);
  });

  it("are forgotten, all of that run and none of another, when it begins anew", async () => {
    await states().write("a", STATE);
    await states().write("b", STATE);
    await states({ seed: 2 }).write("a", STATE);
    expect(await states({ start: "anew" }).read("a")).to.equal(null);
    expect(await states().read("b")).to.equal(null);
    expect(await states({ seed: 2 }).read("a")).not.to.equal(null);
  });

  it("are forgotten when the run is done, and others on the shelf stay", async () => {
    await shelf.write("judge", Uint8Array.of(1));
    const made = states();
    await made.write("a", STATE);
    await made.forget();
    expect(await states().read("a")).to.equal(null);
    expect(await shelf.read("judge")).not.to.equal(null);
  });

  it("tell of a run that was driven by hand to the one that goes on from it", async () => {
    const plan = { shelf, config: CONFIG, engine: { label: "WASM" } as EngineDescription, notice: () => undefined };
    let marks = 0;
    const hand = (isByHand: boolean) => ({ isByHand, markByHand: () => void marks++ });
    const made = [false, true].map((isByHand) => new RunStates({ ...plan, start: "resume", hand: hand(isByHand) }));
    await made[0]?.write("plain", STATE);
    await made[1]?.write("driven", STATE);
    await made[0]?.read("plain");
    expect(marks).to.equal(0);
    await made[0]?.read("driven");
    expect(marks).to.equal(1);
  });

  it("say how far the training had come, to whoever would train on the same digits", async () => {
    const progress = { kind: "progress", phase: "training", done: 1200, total: 6000, unit: "steps", label: "" };
    const far = { ...STATE, memory: { place: { step: 1200 }, told: { progress } } };
    const point = { training: "seed 1", isTrained: false, done: 1200, total: 6000, unit: "steps" };
    expect(await keptPoint(shelf, CONFIG, [])).to.equal(null);
    const made = states();
    await made.write("seed 1", far);
    expect(await keptPoint(shelf, CONFIG, [])).to.deep.equal(point);
    expect(await keptPoint(shelf, CONFIG, [MNIST])).to.deep.equal(point);
    expect(await keptPoint(shelf, CONFIG, [KMNIST])).to.equal(null);
    expect(await keptPoint(shelf, { ...CONFIG, values: { seed: 2 } }, [])).to.equal(null);
    await made.write("seed 1", { ...far, memory: { ...far.memory, place: null } });
    expect(await keptPoint(shelf, CONFIG, [])).to.deep.equal({ ...point, isTrained: true });
    await made.forget();
    expect(await keptPoint(shelf, CONFIG, [])).to.equal(null);
  });

  it("tell once when they come from another engine", async () => {
    await states({ engine: "WebGPU" }).write("a", STATE);
    const made = states();
    await made.read("a");
    await made.read("a");
    expect(notices).to.deep.equal(["This run was begun on WebGPU and goes on on WASM: its figures agree only nearly."]);
  });
});
