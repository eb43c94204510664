/** The ground that every other test stands on: what the browser under test must offer. Nothing of the lab is tested. */
import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";

@customElement("harness-probe")
class HarnessProbe extends LitElement {
  @property() text = "";
}

describe("the test browser", () => {
  it("is cross-origin isolated, so that WASM may use threads", () => {
    expect(window.crossOriginIsolated).to.equal(true);
  });

  it("offers WebGPU on a software adapter, the same on every machine", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    expect(adapter?.info.architecture).to.equal("swiftshader");
  });

  it("loads tfjs once, with an engine that computes", async () => {
    await tf.setBackend("cpu");
    expect(Array.from(await tf.tensor1d([1, 2]).square().data())).to.deep.equal([1, 4]);
  });

  it("compiles Lit's decorators", async () => {
    const probe = new HarnessProbe();
    document.body.append(probe);
    probe.text = "seen";
    expect(await probe.updateComplete).to.equal(true);
    probe.remove();
  });
});
