import { expect } from "@esm-bundle/chai";
import type WaCheckbox from "@awesome.me/webawesome/dist/components/checkbox/checkbox.js";
import { html } from "lit";
import "../../components/bench-configurator.ts";
import type { BenchConfigurator } from "../../components/bench-configurator.ts";
import type { Offers } from "../../components/bench-controller.ts";
import type { BenchChoiceEvent } from "../../components/events.ts";
import { BENCH_ENGINES, WORKLOAD_NAMES } from "../../src/bench/protocol.ts";
import { WASM } from "./bench-rows.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told, within } from "./page.ts";

const OFFERS: Offers = {
  "tfjs-wasm": { kind: "ready", description: WASM },
  "tfjs-webgpu": { kind: "ready", description: { ...WASM, label: "WebGPU in software", softwareAdapter: true } },
  "tfjs-cpu": { kind: "refused", reason: "Cannot use engine cpu: it is forbidden here." },
};

const show = (activity = "idle"): Promise<BenchConfigurator> =>
  mount(html`<bench-configurator .offers=${OFFERS} activity=${activity}></bench-configurator>`);

const choiceOf = (form: Element, name: string): WaCheckbox => within<WaCheckbox>(form, `wa-checkbox[value="${name}"]`);

describe("the form of a benchmark", () => {
  it("names every engine and workload, says what this browser answers, and has a choice to launch", async () => {
    const form = await show();
    const words = textOf(form);
    for (const name of [...BENCH_ENGINES, ...WORKLOAD_NAMES]) expect(words).to.contain(name);
    expect(words)
      .to.contain("WASM · SIMD, 2 threads")
      .and.to.contain("The processor stands in for a graphics card here, so it is slow.")
      .and.to.contain("Cannot use engine cpu: it is forbidden here.")
      .and.to.contain("Finding out whether it runs here.")
      .and.to.contain("Measured by npm run bench only.");
    const chosen = allWithin<WaCheckbox>(form, "wa-checkbox").filter(({ checked }) => checked);
    expect(chosen.map(({ value }) => value)).to.deep.equal(["tfjs-wasm", "lacuna-wasm", "mlp-128"]);
    const launches = await told("launch-requested", () => press(form, "Launch"));
    expect(launches.length).to.equal(1);
  });

  it("tells upward what is chosen, in the order in which engines take turns", async () => {
    const form = await show();
    const chosen = await told<BenchChoiceEvent>("bench-choice", async () => {
      for (const name of ["tfjs-cpu", "mlp-128"]) {
        within<HTMLInputElement>(choiceOf(form, name), "input").click();
        await settled(form);
      }
    });
    expect(chosen.map(({ choice }) => choice)).to.deep.equal([
      { engines: ["tfjs-wasm", "lacuna-wasm", "tfjs-cpu"], workloads: ["mlp-128"] },
      { engines: ["tfjs-wasm", "lacuna-wasm"], workloads: [] },
    ]);
  });

  it("does not launch nothing, nor beside an experiment", async () => {
    const form = await show();
    form.choice = { engines: [], workloads: ["mlp-32"] };
    await settled(form);
    expect(buttonOf(form, "Launch").disabled).to.equal(true);
    expect(textOf(within(form, "footer"))).to.contain("Choose an engine.");
    expect(buttonOf(await show("busy-elsewhere"), "An experiment runs").disabled).to.equal(true);
  });

  it("keeps its choice while it is measured, and can be stopped", async () => {
    const form = await show("running");
    expect(allWithin<WaCheckbox>(form, "wa-checkbox").every(({ disabled }) => disabled)).to.equal(true);
    expect((await told("stop-requested", () => press(form, "Stop"))).length).to.equal(1);
  });

  for (const activity of ["idle", "running", "stopping", "busy-elsewhere"]) {
    it(`is open to everyone: ${activity}`, async () => {
      expect(await faultsOf(await show(activity))).to.deep.equal([]);
    });
  }
});
