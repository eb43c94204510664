import { expect } from "@esm-bundle/chai";
import { html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { LazyParts, lazyPartStyles } from "../../components/lazy-parts.ts";
import { allWithin, buttonOf, faultsOf, mount, textOf, until, within } from "./page.ts";

/** What each part's `import()` is in the lab: how often it was asked, and when it answers. */
class Code {
  asked = 0;
  arrive: (module: unknown) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  load = (): Promise<unknown> => {
    this.asked++;
    return new Promise((resolve, reject) => Object.assign(this, { arrive: resolve, fail: reject }));
  };
}

let codes: Record<"near" | "far", Code>;

@customElement("lazy-parts-host")
class Host extends LitElement {
  static override styles = [lazyPartStyles];

  @state() shown: "near" | "far" = "near";

  readonly #parts = new LazyParts(this, { near: codes.near.load, far: codes.far.load });

  override render(): TemplateResult {
    return this.#parts.show(this.shown, () => html`<h1>${this.shown}</h1>`);
  }
}

beforeEach(() => {
  codes = { near: new Code(), far: new Code() };
});

describe("a part that is fetched when it is first shown", () => {
  it("says that it loads, and then shows what came", async () => {
    const host = await mount<Host>(html`<lazy-parts-host></lazy-parts-host>`);
    expect(textOf(within(host, "[role=status]"))).to.equal("Loading");
    codes.near.arrive({});
    await until("the part is there", () => allWithin(host, "h1").length === 1);
    expect(textOf(host)).to.equal("near");
  });

  it("is fetched once, and others not before they are shown", async () => {
    const host = await mount<Host>(html`<lazy-parts-host></lazy-parts-host>`);
    codes.near.arrive({});
    await until("the part is there", () => allWithin(host, "h1").length === 1);
    expect([codes.near.asked, codes.far.asked]).to.deep.equal([1, 0]);
    host.shown = "far";
    await host.updateComplete;
    host.shown = "near";
    await host.updateComplete;
    expect([codes.near.asked, codes.far.asked]).to.deep.equal([1, 1]);
    expect(textOf(host)).to.equal("near");
  });

  it("says what happened when its code cannot be had, and offers to reload", async () => {
    const host = await mount<Host>(html`<lazy-parts-host></lazy-parts-host>`);
    codes.near.fail(new TypeError("Failed to fetch dynamically imported module"));
    await until("it has failed", () => allWithin(host, "[role=alert]").length === 1);
    expect(textOf(host)).to.contain("could not be loaded: there is no connection, or a new version was published.");
    expect(buttonOf(host, "Reload").disabled).to.equal(false);
    expect(await faultsOf(host)).to.deep.equal([]);
  });
});
