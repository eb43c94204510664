import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import "../../components/data-panel.ts";
import type { DataPanel } from "../../components/data-panel.ts";
import type { DataActionEvent, FilesChosenEvent } from "../../components/events.ts";
import type { DataState } from "../../components/lab-controller/data-desk.ts";
import { faultsOf, mount, press, settled, textOf, told, until, within } from "./page.ts";
import { MNIST } from "./records.ts";

const PROGRESS = { file: "train-images-idx3-ubyte", mirror: "a.mirror", doneBytes: 2.5e6, totalBytes: 10e6 };
const FAILED = { kind: "failed", message: "No mirror answered.", retry: "download" } as const;

const STATES: Readonly<Record<string, readonly [state: DataState, says: string]>> = {
  unknown: [{ kind: "unknown" }, "Looking for real digits on this machine."],
  none: [{ kind: "none" }, "No real digits yet; embedded digits are in use."],
  reading: [{ kind: "reading" }, "Reading the files."],
  asking: [{ kind: "downloading", progress: null }, "Asking the mirrors."],
  downloading: [{ kind: "downloading", progress: PROGRESS }, "train-images-idx3-ubyte from a.mirror, 2.5 of 10.0 MB"],
  ready: [{ kind: "ready", identity: MNIST }, "MNIST from your files: 60,000 training and 10,000 test images."],
  failed: [FAILED, "No mirror answered. Embedded digits go on working."],
};

async function show(data: DataState): Promise<DataPanel> {
  const element = await mount<DataPanel>(html`<data-panel open .data=${data}></data-panel>`);
  await until("the panel is open", () => within<HTMLDialogElement>(element, "dialog").open);
  await settled(element);
  return element;
}

const asked = async (data: DataState, words: string): Promise<string[]> => {
  const element = await show(data);
  const events = await told<DataActionEvent>("data-action", () => press(element, words));
  return events.map(({ action }) => action);
};

describe("the panel of real digits", () => {
  for (const [name, [state, sentence]] of Object.entries(STATES)) {
    it(`says how things stand, to everyone: ${name}`, async () => {
      const element = await show(state);
      expect(textOf(within(element, ".now"))).to.contain(sentence);
      expect(await faultsOf(element)).to.deep.equal([]);
    });
  }

  it("asks for what is pressed", async () => {
    expect(await asked({ kind: "none" }, "Download MNIST")).to.deep.equal(["download"]);
    expect(await asked({ kind: "downloading", progress: PROGRESS }, "Cancel")).to.deep.equal(["cancel-download"]);
    expect(await asked({ kind: "ready", identity: MNIST }, "Forget these files")).to.deep.equal(["forget-files"]);
    expect(await asked(FAILED, "Retry download")).to.deep.equal(["download"]);
    expect(await asked({ ...FAILED, retry: "files" }, "Download MNIST")).to.deep.equal(["download"]);
  });

  it("hands on the files that are picked, and lets the same be picked again", async () => {
    const element = await show({ kind: "none" });
    const picker = within<HTMLInputElement>(element, "input[type=file]");
    const picked = new DataTransfer();
    picked.items.add(new File(["x"], "t10k-labels-idx1-ubyte"));
    picker.files = picked.files;
    const events = await told<FilesChosenEvent>("files-chosen", () => void picker.dispatchEvent(new Event("change")));
    expect(events.map(({ files }) => files.map(({ name }) => name))).to.deep.equal([["t10k-labels-idx1-ubyte"]]);
    expect(picker.files?.length).to.equal(0);
  });

  it("shows the checksums of what it has", async () => {
    const element = await show({ kind: "ready", identity: MNIST });
    expect(textOf(within(element, "dl"))).to.equal("train-images-idx3-ubyte ba89");
  });

  it("says nothing while it is shut", async () => {
    const element = await mount<DataPanel>(html`<data-panel .data=${{ kind: "none" }}></data-panel>`);
    expect(within<HTMLDialogElement>(element, "dialog").open).to.equal(false);
  });
});
