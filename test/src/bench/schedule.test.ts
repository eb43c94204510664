import { expect } from "@esm-bundle/chai";
import type { BenchEngine } from "../../../src/bench/protocol.ts";
import { measureTogether, type Audience, type Contestant, type Plan } from "../../../src/bench/schedule.ts";

const PLAN: Plan = {
  steps: 20,
  measuringMs: 1000,
  fewestSteps: 2,
  turnSteps: 10,
  turnMs: 100,
  warmUp: { blockSteps: 5, steps: 15, ms: 1000 },
};

/** A bench whose every step takes `ms`, and that writes down what it was asked. */
function steady(engine: BenchEngine, ms: number, asked: string[], breaksAfter = Infinity): Contestant {
  let steps = 0;
  return {
    engine,
    bench: {
      begin: () => Promise.resolve({ firstStepMs: 99, flopsPerStep: 1000 }),
      measure: (count) => {
        asked.push(`${engine} ${count}`);
        steps += count;
        if (steps > breaksAfter) return Promise.reject(new Error("out of memory"));
        return Promise.resolve(Array.from({ length: count }, () => ms));
      },
      end: () => Promise.resolve({ lossAfter50: 0.5, peakBytes: 64 }),
    },
  };
}

function listener(notices: string[] = [], isStopped: () => boolean = () => false): Audience {
  return { say: () => undefined, notice: (line) => notices.push(line), isStopped };
}

describe("the benchmark's schedule", () => {
  it("warms each engine up, then lets them take turns until the 51st step is behind them", async () => {
    const asked: string[] = [];
    const contestants = [steady("tfjs-wasm", 5, asked), steady("lacuna-wasm", 5, asked)];
    const measured = await measureTogether("mlp-32", contestants, PLAN, listener());
    const [a, b] = ["tfjs-wasm", "lacuna-wasm"];
    const warmUp = [`${a} 5`, `${a} 5`, `${b} 5`, `${b} 5`];
    expect(asked).to.deep.equal([
      ...warmUp,
      ...Array<string[]>(4)
        .fill([`${a} 10`, `${b} 10`])
        .flat(),
    ]);
    expect(measured.map(({ engine, stepMs, warmUpSteps }) => [engine, stepMs.length, warmUpSteps])).to.deep.equal([
      [a, 40, 10],
      [b, 40, 10],
    ]);
  });

  it("gives a slow engine short turns", async () => {
    const asked: string[] = [];
    await measureTogether("mlp-32", [steady("tfjs-cpu", 60, asked)], PLAN, listener());
    expect(asked.slice(-3)).to.deep.equal(["tfjs-cpu 1", "tfjs-cpu 1", "tfjs-cpu 1"]);
  });

  it("goes on without an engine that breaks, and says why", async () => {
    const notices: string[] = [];
    const contestants = [steady("tfjs-wasm", 5, [], 12), steady("lacuna-wasm", 5, [])];
    const measured = await measureTogether("mlp-32", contestants, PLAN, listener(notices));
    expect(measured.map(({ engine }) => engine)).to.deep.equal(["lacuna-wasm"]);
    expect(notices).to.deep.equal(["tfjs-wasm could not run mlp-32: out of memory"]);
  });

  it("keeps what was measured when it is stopped", async () => {
    const asked: string[] = [];
    const isStopped = (): boolean => asked.length >= 3; // two blocks of warm-up and one turn
    const measured = await measureTogether("mlp-32", [steady("tfjs-wasm", 5, asked)], PLAN, listener([], isStopped));
    expect(measured.map(({ stepMs }) => stepMs.length)).to.deep.equal([10]);
  });
});
