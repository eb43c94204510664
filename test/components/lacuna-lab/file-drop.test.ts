import { expect } from "@esm-bundle/chai";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { FileDrop } from "../../../components/lacuna-lab/file-drop.ts";
import { mount, textOf } from "../page.ts";

@customElement("file-drop-host")
class Host extends LitElement {
  readonly taken: string[][] = [];

  readonly #drop = new FileDrop(this, (files) => this.taken.push(files.map(({ name }) => name)));

  override render(): TemplateResult {
    return html`${this.#drop.hovers ? "files" : "nothing"}`;
  }
}

/** Something that is dragged over the window, and where to. */
async function drag(host: Host, type: string, names: readonly string[], init: DragEventInit = {}): Promise<boolean> {
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File(["x"], name));
  if (names.length === 0) dataTransfer.setData("text/plain", "words");
  const event = new DragEvent(type, { dataTransfer, cancelable: true, ...init });
  window.dispatchEvent(event);
  await host.updateComplete;
  return event.defaultPrevented;
}

describe("files over the window", () => {
  let host: Host;

  beforeEach(async () => {
    host = await mount<Host>(html`<file-drop-host></file-drop-host>`);
  });

  it("are seen until they leave the window, not when they pass from one element to the next", async () => {
    expect(await drag(host, "dragover", ["a.idx"])).to.equal(true);
    expect(textOf(host)).to.equal("files");
    await drag(host, "dragleave", ["a.idx"], { relatedTarget: host });
    expect(textOf(host)).to.equal("files");
    await drag(host, "dragleave", ["a.idx"]);
    expect(textOf(host)).to.equal("nothing");
  });

  it("are handed over together when dropped, and no longer seen", async () => {
    await drag(host, "dragover", ["a.idx", "b.idx"]);
    expect(await drag(host, "drop", ["a.idx", "b.idx"])).to.equal(true);
    expect(host.taken).to.deep.equal([["a.idx", "b.idx"]]);
    expect(textOf(host)).to.equal("nothing");
  });

  it("are told from words, which the browser keeps", async () => {
    expect(await drag(host, "dragover", [])).to.equal(false);
    expect(await drag(host, "drop", [])).to.equal(false);
    expect([textOf(host), host.taken]).to.deep.equal(["nothing", []]);
  });

  it("are nobody's once the lab has left the page", async () => {
    host.remove();
    expect(await drag(host, "dragover", ["a.idx"])).to.equal(false);
    await drag(host, "drop", ["a.idx"]);
    expect(host.taken).to.deep.equal([]);
  });
});
