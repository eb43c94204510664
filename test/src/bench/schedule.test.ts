import { expect } from "@esm-bundle/chai";
import type { BenchEngine } from "../../../src/bench/protocol.ts";
import type { Plan } from "../../../src/bench/plan.ts";
import { measureTogether, type Audience, type Standing } from "../../../src/bench/schedule.ts";
import type { Contestant } from "../../../src/bench/turns.ts";

const PLAN: Plan = {
  steps: 20,
  measuringMs: 1000,
  fewestSteps: 2,
  turnSteps: 10,
  turnMs: 100,
  warmUp: { blockSteps: 5, steps: 15, ms: 1000 },
  slow: { lossMs: 5000, fewestSteps: 3, longStepMs: 1500, fewestLongSteps: 2, endlessStepMs: 60_000 },
};

/** A bench whose every step takes `ms`, and that writes down what it was asked. */
function steady(
  engine: BenchEngine,
  ms: number,
  asked: string[],
  { firstMs = 99, breaksAfter = Infinity } = {},
): Contestant {
  let steps = 0;
  return {
    engine,
    bench: {
      begin: () => Promise.resolve({ firstStepMs: firstMs, flopsPerStep: 1000 }),
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

  it("measures a slow engine by fewer steps, without its loss, and says so", async () => {
    const [asked, notices]: [string[], string[]] = [[], []];
    const measured = await measureTogether("mlp-32", [steady("tfjs-cpu", 200, asked, { firstMs: 900 })], PLAN, {
      ...listener(notices),
    });
    expect(asked).to.deep.equal(Array(5).fill("tfjs-cpu 1")); // 5 × 200 ms fill the second that may be measured
    expect(measured.map(({ stepMs, warmUpSteps }) => [stepMs.length, warmUpSteps])).to.deep.equal([[5, 0]]);
    expect(notices).to.deep.equal([
      "tfjs-cpu on mlp-32 is slow: 5 steps of about 0.20 s were measured, and its loss after 50 updates is not known, " +
        "because they would take 10 s.",
    ]);
  });

  it("takes the fewest steps of all where one alone is long", async () => {
    const asked: string[] = [];
    const measured = await measureTogether(
      "mlp-32",
      [steady("tfjs-cpu", 2000, asked, { firstMs: 2500 })],
      PLAN,
      listener(),
    );
    expect(measured.map(({ stepMs }) => stepMs.length)).to.deep.equal([2]);
  });

  it("does not take an engine for slow that only began slowly", async () => {
    const contestants = [steady("tfjs-webgpu", 5, [], { firstMs: 3000 })];
    const [measured] = await measureTogether("mlp-32", contestants, PLAN, listener());
    expect(measured?.warmUpSteps).to.equal(11);
    expect(measured?.stepMs.length).to.equal(40);
  });

  it("tells how far it is, and what is known so far", async () => {
    const told: Standing[] = [];
    const contestants = [steady("tfjs-wasm", 5, []), steady("lacuna-wasm", 5, [])];
    await measureTogether("mlp-32", contestants, PLAN, { ...listener(), standing: (one) => told.push(one) });
    const shares = told.map(({ share }) => share);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect([shares[0], (shares.at(-1) as number) < 1]).to.deep.equal([0, true]);
    expect(told.map(({ doing }) => doing).slice(0, 5)).to.deep.equal([
      ...["starting", "starting", "warming up", "warming up", "measuring"],
    ]);
    expect(told[4]?.leftMs).to.equal(2 * 40 * 5);
    expect(told.at(-1)?.leftMs).to.equal(10 * 5);
    expect(told.at(-1)?.soFar.map(({ engine, stepMs }) => [engine, stepMs.length])).to.deep.equal([
      ["tfjs-wasm", 40],
      ["lacuna-wasm", 30],
    ]);
  });

  it("goes on without an engine that breaks, and says why", async () => {
    const notices: string[] = [];
    const contestants = [steady("tfjs-wasm", 5, [], { breaksAfter: 12 }), steady("lacuna-wasm", 5, [])];
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
