import { expect } from "@esm-bundle/chai";
import type { Plan } from "../../../src/bench/plan.ts";
import type { BenchEngine } from "../../../src/bench/protocol.ts";
import type { BenchRow } from "../../../src/bench/results.ts";
import { runBench, type BenchAudience, type BenchGround } from "../../../src/bench/session.ts";

const PLAN: Plan = {
  steps: 10,
  measuringMs: 1000,
  fewestSteps: 2,
  turnSteps: 10,
  turnMs: 100,
  warmUp: { blockSteps: 5, steps: 10, ms: 1000 },
  slow: { lossMs: 5000, fewestSteps: 3, longStepMs: 1500, fewestLongSteps: 2, endlessStepMs: 60_000 },
};

interface Ground extends BenchGround {
  /** What was asked of it, in order. */
  readonly asked: string[];
}

/** A ground where steps cost nothing: losses by engine, engines that refuse, workloads during which it was hidden. */
function ground({
  losses = {},
  refuses = [],
  hiddenAfter = Infinity,
}: {
  losses?: Partial<Record<BenchEngine, number>>;
  refuses?: readonly BenchEngine[];
  hiddenAfter?: number;
} = {}): Ground {
  const asked: string[] = [];
  let looks = 0;
  return {
    asked,
    open: (engine) => {
      asked.push(`open ${engine}`);
      if (refuses.includes(engine)) return Promise.reject(new Error("there is no such device"));
      const description = {
        backend: "wasm",
        label: engine,
        reason: "asked for",
        softwareAdapter: engine === "tfjs-webgpu",
        adapter: null,
        wasm: null,
        tfjsVersion: "4.22.0",
      } as const;
      return Promise.resolve({ description, lacuna: { version: "1", commit: "c" } });
    },
    bench: (engine) => ({
      begin: (workload) => {
        asked.push(`${engine} ${workload}`);
        return Promise.resolve({ firstStepMs: 9, flopsPerStep: 1e6 });
      },
      measure: (steps) => Promise.resolve(Array<number>(steps).fill(5)),
      end: () => Promise.resolve({ lossAfter50: losses[engine] ?? 0.5, peakBytes: 64 }),
    }),
    closeEngines: () => Promise.resolve(void asked.push("close")),
    wasHidden: () => Promise.resolve(++looks > hiddenAfter),
  };
}

function listener(isStopped: () => boolean = () => false): BenchAudience & { readonly seen: string[][] } {
  const seen: string[][] = [];
  const rows = (known: readonly BenchRow[]): void =>
    void seen.push(known.map(({ engine, workload }) => `${engine} ${workload}`));
  return { seen, rows, say: () => undefined, notice: () => undefined, isStopped };
}

describe("a benchmark's session", () => {
  it("opens each engine afresh for each workload, and tells its rows after each", async () => {
    const [place, audience] = [ground(), listener()];
    const choice = { engines: ["tfjs-wasm", "lacuna-wasm"], workloads: ["mlp-32", "inference"] } as const;
    const { outcome, error, engines, lacuna } = await runBench(choice, PLAN, place, audience);
    const round = (workload: string): string[] => [
      ...["open tfjs-wasm", "open lacuna-wasm", `tfjs-wasm ${workload}`, `lacuna-wasm ${workload}`, "close"],
    ];
    expect(place.asked).to.deep.equal([...round("mlp-32"), ...round("inference")]);
    expect(audience.seen).to.deep.equal([
      ["tfjs-wasm mlp-32", "lacuna-wasm mlp-32"],
      ["tfjs-wasm mlp-32", "lacuna-wasm mlp-32", "tfjs-wasm inference", "lacuna-wasm inference"],
    ]);
    expect([outcome, error]).to.deep.equal(["done", null]);
    expect(Object.keys(engines)).to.deep.equal(["tfjs-wasm", "lacuna-wasm"]);
    expect(lacuna).to.deep.equal({ version: "1", commit: "c" });
  });

  it("leaves out an engine that cannot start, once and for all, and says why", async () => {
    const place = ground({ refuses: ["tfjs-webgpu"] });
    const choice = { engines: ["tfjs-wasm", "tfjs-webgpu"], workloads: ["mlp-32", "inference"] } as const;
    const { rows, notices } = await runBench(choice, PLAN, place, listener());
    expect(rows.map(({ engine }) => engine)).to.deep.equal(["tfjs-wasm", "tfjs-wasm"]);
    expect(notices).to.deep.equal(["tfjs-webgpu is left out: there is no such device"]);
    expect(place.asked.filter((one) => one === "open tfjs-webgpu").length).to.equal(1);
  });

  it("measures WebGPU in software too, and says once what it is", async () => {
    const choice = { engines: ["tfjs-webgpu"], workloads: ["mlp-32", "inference"] } as const;
    const { rows, notices } = await runBench(choice, PLAN, ground(), listener());
    expect(rows.length).to.equal(2);
    expect(notices.length).to.equal(1);
    expect(notices[0]).to.contain("tfjs-webgpu runs in software here");
  });

  it("throws a workload away during which the page was hidden", async () => {
    const choice = { engines: ["tfjs-wasm"], workloads: ["mlp-32"] } as const;
    const { outcome, error, rows, notices } = await runBench(choice, PLAN, ground({ hiddenAfter: 1 }), listener());
    expect(rows).to.deep.equal([]);
    expect(notices).to.deep.equal([
      "mlp-32 is void: its page was hidden while it ran, and browsers slow hidden pages down.",
    ]);
    expect([outcome, error]).to.deep.equal(["failed", "Nothing could be measured; the notes say why."]);
  });

  it("says so when engines disagree on the loss", async () => {
    const choice = { engines: ["tfjs-wasm", "lacuna-wasm"], workloads: ["mlp-32"] } as const;
    const { notices } = await runBench(choice, PLAN, ground({ losses: { "lacuna-wasm": 0.6 } }), listener());
    expect(notices.length).to.equal(1);
    expect(notices[0]).to.contain("Disagreement on mlp-32");
  });

  it("keeps the workloads that were done when it is stopped", async () => {
    const place = ground();
    const isStopped = (): boolean => place.asked.includes("close");
    const choice = { engines: ["tfjs-wasm"], workloads: ["mlp-32", "inference"] } as const;
    const { outcome, error, rows } = await runBench(choice, PLAN, place, listener(isStopped));
    expect([outcome, error, rows.map(({ workload }) => workload)]).to.deep.equal(["stopped", null, ["mlp-32"]]);
  });
});
