import { expect } from "@esm-bundle/chai";
import { unzipSync } from "fflate";
import { runHash } from "../../components/url-state.ts";
import { LabStore } from "../../store/lab-store.ts";
import { openLab } from "./lab-window.ts";
import { allWithin, press, textOf, until, within } from "./page.ts";

/** Some seconds of training: the first state is kept after one. */
const EPOCHS = 30;
const SMALL = `#/masked-restoration?engine=wasm&epochs=${EPOCHS}&hiddenUnits=16&maskDraws=every-batch&stripeWidths=3&patchSizes=&testImages=20&digits=5`;

const LIMIT_MS = 60_000;

/** Whether the page's shelf says where some run would go on. */
async function isSomethingKept(): Promise<boolean> {
  const keys = await (await caches.open("lacuna-shelf-1")).keys();
  return keys.some(({ url }) => url.includes("resume-points"));
}

describe("a run that was stopped", () => {
  it("goes on from its page where it was left, and its end has a model to take away", async function () {
    this.timeout(180_000);
    await caches.delete("lacuna-shelf-1");
    const store = new LabStore();
    await store.erase();
    const { lab, window } = await openLab(SMALL);
    const progress = (): string => allWithin(lab, "run-progress").map(textOf).join();
    press(lab, "Launch");
    let isKept = false;
    const watching = setInterval(() => void isSomethingKept().then((kept) => (isKept = kept)), 50);
    await until("a state is kept", () => isKept, LIMIT_MS);
    clearInterval(watching);
    press(lab, "Stop");
    await until("it has stopped", () => progress().startsWith("Stopped"), LIMIT_MS);

    const runs = async (): Promise<string[]> => (await store.list()).runs.map(({ runId }) => runId);
    const [left = ""] = await runs();
    window.location.hash = runHash(left);
    const words = (): string => allWithin(lab, "resume-button").map(textOf).join();
    await until("its page offers to go on", () => /^Resume from step \d/.test(words()));
    press(lab, "Resume from step");
    await until("its form shows", () => window.location.hash.startsWith("#/masked-restoration"));
    await until("it is done", () => progress().startsWith("Done"), LIMIT_MS);
    const [resumed = "", ...others] = await runs();
    expect(others).to.deep.equal([left]);
    const record = await store.record(resumed);
    expect(record?.notices.filter((text) => /goes on at \d+ of \d+ steps/.test(text)).length).to.equal(1);
    const losses = record?.points.filter(({ series }) => series === "validation").map(({ epoch }) => epoch) ?? [];
    expect([losses.length, losses.at(-1)]).to.deep.equal([EPOCHS, EPOCHS]);

    window.location.hash = runHash(left);
    await until("nothing is kept any more", () => words().startsWith("No state of its training is kept"));
    window.location.hash = runHash(resumed);
    const blobs: Blob[] = [];
    const { createObjectURL } = window.URL;
    window.URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return createObjectURL.call(window.URL, blob);
    };
    await until("its model can be saved", () =>
      allWithin(lab, "run-page").some((page) => textOf(page).includes("Save the trained model")),
    );
    press(within(lab, "run-page"), "Save the trained model");
    await until("it is saved", () => blobs.length === 1);
    const files = unzipSync(new Uint8Array(await (blobs[0] as Blob).arrayBuffer()));
    expect(Object.keys(files)).to.deep.equal(
      ["model.json", "weights.bin", "model-card.md"].map((name) => `model-seed-1/${name}`),
    );
    // 784 → 16 → 16 → 8 → 784, with biases.
    expect(files["model-seed-1/weights.bin"]?.length).to.equal(4 * (785 * 16 + 17 * 16 + 17 * 8 + 9 * 784));
    store.close();
  });
});
