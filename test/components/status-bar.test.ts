import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type WaPopover from "@awesome.me/webawesome/dist/components/popover/popover.js";
import type { EngineState } from "../../components/lab-controller/engine-desk.ts";
import type { DataState } from "../../components/lab-controller/data-desk.ts";
import "../../components/status-bar.ts";
import type { StatusBar } from "../../components/status-bar.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { allWithin, faultsOf, mount, next, press, textOf, told, until, within } from "./page.ts";
import { ENGINE, MNIST, STATES } from "./records.ts";

const READY: EngineState = { kind: "ready", engine: ENGINE };
const NO_DATA: DataState = { kind: "none" };

const show = (engine: EngineState, data: DataState, running: RunRecord | null = null): Promise<StatusBar> =>
  mount(html`<status-bar .engine=${engine} .data=${data} .running=${running}></status-bar>`);

async function said(engine: EngineState, data: DataState, running: RunRecord | null = null): Promise<string> {
  return textOf(within(await show(engine, data, running), ".bar"));
}

/** What opens over the bar when its first part is pressed. */
async function why(bar: StatusBar): Promise<string> {
  press(bar, "Engine");
  await until("the reason is there", () => allWithin<WaPopover>(bar, "wa-popover").some(({ open }) => open));
  return textOf(within(bar, ".details"));
}

describe("the status bar", () => {
  it("says which engine, which digits and what runs", async () => {
    expect(await said({ kind: "starting" }, { kind: "unknown" })).to.equal("choosing an engine Embedded digits idle");
    expect(await said(READY, { kind: "ready", identity: MNIST }, STATES["running"])).to.equal(
      "WASM · SIMD, 2 threads MNIST ✓ 60 000 / 10 000 1 running",
    );
    expect(await said({ kind: "failed", message: "Lost." }, { kind: "reading" })).to.contain("no engine Reading files");
  });

  it("leads to the sweep that goes on, and says how many trials wait", async () => {
    const bar = await show(READY, NO_DATA, STATES["running"]);
    bar.sweep = { sweepId: "sweep-1", queued: 5 };
    await bar.updateComplete;
    const link = within<HTMLAnchorElement>(bar, ".runs >> a");
    expect([textOf(link), link.hash]).to.deep.equal(["1 running, 5 queued", "#/sweep/sweep-1"]);
  });

  it("follows a download", async () => {
    const progress = { file: "train", mirror: "a mirror", doneBytes: 25, totalBytes: 100 };
    expect(await said(READY, { kind: "downloading", progress: null })).to.contain("Downloading idle");
    expect(await said(READY, { kind: "downloading", progress })).to.contain("Downloading 25 %");
    expect(await said(READY, { kind: "downloading", progress: { ...progress, totalBytes: 0 } })).to.contain(
      "Downloading idle",
    );
    expect(await said(READY, { kind: "failed", message: "", retry: "files" })).to.contain("Real digits failed");
  });

  it("says why that engine, to everyone", async () => {
    const element = await show(READY, NO_DATA, STATES["running"]);
    expect(await why(element)).to.equal(
      "WASM · SIMD, 2 threads It was asked for. The lab's own kernels are at work (fused multiply-add). TensorFlow.js 4.22.0",
    );
    expect(await faultsOf(element)).to.deep.equal([]);
    const popover = within<WaPopover>(element, "wa-popover");
    const hidden = next(popover, "wa-after-hide");
    press(element, "Engine");
    await hidden;
    expect(popover.open).to.equal(false);
  });

  it("names the lab's own kernels, and those that were wrong here and are off", async () => {
    const wasm = { simd: true, threads: 2, kernels: "fused multiply-add" } as const;
    const selfTest = { failed: ["Sum", "Conv2D"], untested: [], ms: 90, isRemembered: false };
    const sound = await show({ kind: "ready", engine: { ...ENGINE, wasm } }, NO_DATA);
    expect(await why(sound)).to.contain("The lab's own kernels are at work (fused multiply-add).");
    const faulty = await show({ kind: "ready", engine: { ...ENGINE, wasm, selfTest } }, NO_DATA);
    expect(textOf(within(faulty, ".bar"))).to.contain("2 threads · a kernel is off");
    expect(textOf(within(faulty, ".details"))).to.contain("The kernels Sum, Conv2D computed something else");
    expect(await faultsOf(faulty)).to.deep.equal([]);
  });

  it("leads to the digits, and to what runs", async () => {
    const element = await show(READY, NO_DATA, STATES["running"]);
    expect(await told("data-panel-requested", () => press(element, "Digits: Embedded digits"))).to.have.length(1);
    expect(within(element, ".runs a").getAttribute("href")).to.equal("#/masked-restoration");
  });

  it("is open to everyone while it knows nothing, and when nothing works", async () => {
    expect(await faultsOf(await show({ kind: "starting" }, { kind: "unknown" }))).to.deep.equal([]);
    const failed = await show({ kind: "failed", message: "Lost." }, { kind: "failed", message: "", retry: "files" });
    expect(await faultsOf(failed)).to.deep.equal([]);
  });
});
