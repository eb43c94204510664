import { expect } from "@esm-bundle/chai";
import { openLab, pageFaultsOf } from "./lab-window.ts";
import { allWithin, buttonOf, press, settled, textOf, until, within } from "./page.ts";

const TINY = "#/bench?engines=tfjs-wasm,lacuna-wasm&workloads=mlp-32";

const progress = (lab: HTMLElement): string => textOf(within(lab, "bench-progress"));
const rows = (lab: HTMLElement): string[][] =>
  allWithin(lab, "bench-table >> tbody >> tr:not(.workload)").map((row) => [...row.children].map(textOf));

describe("the benchmark in the lab", () => {
  it("measures what its address says, from Launch to table, comparison and export", async () => {
    const page = await openLab(TINY);
    const { lab, window } = page;
    expect(window.document.title).to.equal("Lacuna: how fast this browser trains");
    press(lab, "Launch");
    await until("rows appear before the end", () => rows(lab).some(([engine]) => engine?.includes("so far") === true));
    expect(textOf(within(lab, "status-bar"))).to.contain("benchmark running");
    await until("it is done", () => progress(lab).startsWith("Done"));
    const measured = rows(lab);
    expect(measured.map(([engine]) => engine)).to.deep.equal(["tfjs-wasm", "lacuna-wasm"]);
    const [reference, ours] = measured.map((cells) => Number(cells[8])); // loss after 50 updates
    expect(reference).to.be.greaterThan(0);
    expect(ours).to.be.closeTo(reference as number, 0.01 * (reference as number));
    expect(buttonOf(lab, "Export").disabled).to.equal(false);

    const dataTransfer = new window.DataTransfer();
    const file = new window.File(
      [
        "engine,workload,first_step_ms,step_ms_p10,step_ms_p50,step_ms_p90,steps_per_s,gflops,peak_bytes,loss_after_50\r\n" +
          "lacuna-wasm,mlp-32,9,9,500,9,9,9,9,\r\n",
      ],
      "old.csv",
    );
    dataTransfer.items.add(file);
    window.dispatchEvent(new window.DragEvent("dragover", { dataTransfer, cancelable: true }));
    await settled(lab);
    expect(textOf(lab.shadowRoot?.querySelector(".drop") as Element)).to.equal("Drop a bench.csv to compare with it");
    window.dispatchEvent(new window.DragEvent("drop", { dataTransfer, cancelable: true }));
    await until("the older file stands beside", () => rows(lab)[0]?.length === 11);
    expect(rows(lab)[0]?.[10]).to.equal("–");
    expect(Number(rows(lab)[1]?.[10])).to.be.greaterThan(5);
    await until("every engine has answered", () => !textOf(lab).includes("Finding out whether it runs here"));
    expect(textOf(lab)).to.contain("CPU · plain JavaScript");
    expect(await pageFaultsOf(page, "done")).to.deep.equal([]);
  });

  it("stops when asked, and keeps experiments from running beside it", async () => {
    const { lab, window } = await openLab("#/bench?engines=tfjs-cpu&workloads=mlp-512-wide");
    press(lab, "Launch");
    await until("it begins", () => progress(lab).includes("tfjs-cpu is starting"));
    window.location.hash = "#/embedded-digits?engine=cpu";
    await until("the experiment shows", () =>
      allWithin(lab, "h1").some((heading) => textOf(heading) === "Embedded digits"),
    );
    await settled(lab);
    expect(buttonOf(lab, "The benchmark runs").disabled).to.equal(true);
    window.history.back();
    await until("Stop is there", () => allWithin(lab, "bench-configurator >> .stop").length === 1);
    press(lab, "Stop");
    await until("it has stopped", () => progress(lab).startsWith("Stopped"));
    expect(progress(lab)).to.contain("Nothing had been measured to its end.");
    expect(buttonOf(lab, "Launch").disabled).to.equal(false);
  });

  it("keeps Launch in sight in a narrow window, and the form in a drawer", async () => {
    const page = await openLab("#/bench", 400);
    const { lab, window } = page;
    expect(window.document.documentElement.scrollWidth).to.equal(400);
    expect(buttonOf(lab, "Launch").getBoundingClientRect().bottom).to.be.below(800);
    expect(await pageFaultsOf(page, "narrow")).to.deep.equal([]);
    press(lab, "Set up");
    await until("the form shows", () => (allWithin(lab, "bench-configurator")[0]?.clientHeight ?? 0) > 0);
    expect(await pageFaultsOf(page, "drawer")).to.deep.equal([]);
  });
});
