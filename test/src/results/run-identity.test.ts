import { expect } from "@esm-bundle/chai";
import type { RunConfig } from "../../../src/protocol.ts";
import { runIdentity } from "../../../src/results/run-identity.ts";

const CONFIG: RunConfig = {
  experiment: "x",
  preset: "quick",
  engine: "wasm",
  values: { epochs: 5, seed: 1, sizes: [3, 5] },
};

describe("the identity of a run", () => {
  const identity = runIdentity(CONFIG, "MNIST");

  it("does not depend on the order of the values or on the preset that they came from", () => {
    const values = { sizes: [3, 5], seed: 1, epochs: 5 };
    expect(runIdentity({ ...CONFIG, preset: "best", values }, "MNIST")).to.equal(identity);
    expect(identity).to.match(/^[0-9a-f]{16}$/);
  });

  it("is another for another value, seed, engine, experiment or data set", () => {
    const others = [
      runIdentity({ ...CONFIG, values: { ...CONFIG.values, epochs: 6 } }, "MNIST"),
      runIdentity({ ...CONFIG, values: { ...CONFIG.values, seed: 2 } }, "MNIST"),
      runIdentity({ ...CONFIG, values: { ...CONFIG.values, sizes: [3, 7] } }, "MNIST"),
      runIdentity({ ...CONFIG, engine: "cpu" }, "MNIST"),
      runIdentity({ ...CONFIG, experiment: "y" }, "MNIST"),
      runIdentity(CONFIG, "embedded digits, version 1"),
    ];
    expect(new Set([identity, ...others]).size).to.equal(7);
  });
});
