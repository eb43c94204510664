import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import "../../components/site-notice.ts";
import type { SiteNotice } from "../../components/site-notice.ts";
import { allWithin, buttonOf, faultsOf, mount, textOf, within } from "./page.ts";

describe("the notice that the page should be loaded again", () => {
  it("is not there while there is nothing to say, and a page that was not built gets no service worker", async () => {
    const element = await mount<SiteNotice>(html`<site-notice></site-notice>`);
    expect(textOf(element)).to.equal("");
    expect(element.getBoundingClientRect().height).to.equal(0);
    expect(await navigator.serviceWorker.getRegistrations()).to.deep.equal([]);
  });

  it("tells of a new version in one line with one button", async () => {
    const element = await mount<SiteNotice>(html`<site-notice .news=${"new-version"}></site-notice>`);
    expect(textOf(within(element, "[role=status]"))).to.equal("A new version is ready. Reload");
    expect(buttonOf(element, "Reload").disabled).to.equal(false);
    expect(await faultsOf(element)).to.deep.equal([]);
  });

  it("warns that a run would end", async () => {
    const element = await mount<SiteNotice>(html`<site-notice .news=${"threads"} busy></site-notice>`);
    expect(textOf(element)).to.contain("several threads. What runs now would end.");
    expect(allWithin(element, "button").length).to.equal(1);
  });
});
