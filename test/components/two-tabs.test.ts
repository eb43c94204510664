/** Two tabs of the lab on one store: one trains, the other watches and is told why it cannot train as well. */
import { expect } from "@esm-bundle/chai";
import { LabStore } from "../../store/lab-store.ts";
import { labelOf, openLab } from "./lab-window.ts";
import { allWithin, press, textOf, until, within } from "./page.ts";

const TINY =
  "#/masked-restoration?preset=quick&engine=wasm&stripeWidths=3&patchSizes=5&testImages=20&digits=5&epochs=1000";
const SWEEP = "#/latent-inpainting?engine=wasm&images=1&restarts=1&steps=3&N=500;300";

const points = (lab: HTMLElement): number =>
  Number(/train: (\d+) points/.exec(labelOf(lab, "curve-chart >> canvas"))?.[1]);

describe("two tabs of the lab", () => {
  let store: LabStore;

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
  });

  afterEach(async () => {
    await store.erase();
    store.close();
  });

  it("train one at a time: the second says so, watches the first, and loses none of its trials", async function () {
    this.timeout(120_000);
    const first = await openLab(TINY);
    press(first.lab, "Launch");
    await until("the first draws", () => points(first.lab) > 0);

    const second = await openLab(TINY);
    press(second.lab, "Launch");
    const said = (): string => allWithin(second.lab, "run-progress").map(textOf).join();
    await until("the second says why not", () => said().includes("Another tab of the lab is training"));
    expect(said()).to.contain("can be watched under Runs");
    second.window.location.hash = "#/runs";
    await until("the run of the first is listed", () => allWithin(second.lab, "tr.run").length === 1);
    within(second.lab, "tr.run a").click();
    await until("its curve is shown", () => allWithin(second.lab, "run-page >> curve-chart >> canvas").length > 0);
    const before = points(second.lab);
    await until("the curve grows", () => points(second.lab) > before);

    second.window.location.hash = SWEEP;
    await until("the form is there", () => textOf(second.lab).includes("Launch 2 trials"));
    press(second.lab, "Launch 2 trials");
    await until("its page is shown", () => second.window.location.hash.startsWith("#/sweep/"));
    await until("it says why it waits", () =>
      textOf(second.lab).includes("It waits: another tab of the lab is training"),
    );
    expect(textOf(within(second.lab, "sweep-page >> .progress"))).to.contain("2 queued");

    press(first.lab, "Stop");
    await until("the first has stopped", () =>
      allWithin(first.lab, "run-progress").map(textOf).join().startsWith("Stopped"),
    );
    press(second.lab, "Resume 2");
    await until("both trials are done", () => textOf(second.lab).includes("2 done"), 60_000);
  });
});
