import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import "../../components/experiment-results.ts";
import type { ExperimentResults } from "../../components/experiment-results.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { embeddedDigits } from "../../src/experiments/embedded-digits/spec.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { EVERY_PANEL, EVERY_STATE, SCATTER, SHEET } from "./every-panel.ts";
import { allWithin, faultsOf, mount, press, saved, settled, textOf, within } from "./page.ts";
import { FIGURE, MANIFEST, point, record, STATES } from "./records.ts";

const show = (shown: RunRecord | null, spec: ExperimentSpec = EVERY_PANEL): Promise<ExperimentResults> =>
  mount(html`<experiment-results .spec=${spec} .record=${shown} .values=${{}}></experiment-results>`);

/** Every panel's heading and badge, in order. */
const panels = (element: Element): string[] => allWithin(element, "lab-panel >> header").map(textOf);

const figures = (element: Element): string[] =>
  allWithin(element, ".figures lab-panel").map((panel) => panel.getAttribute("heading") ?? "");

describe("the results of an experiment", () => {
  it("have a panel for all that its spec declares, before anything runs", async () => {
    expect(panels(await show(null))).to.deep.equal([
      "Energy",
      "J",
      "Error by size",
      "Error by method",
      "All on all",
      "Figure",
      "Results",
      "Notes",
    ]);
  });

  it("are those of the lab's own run until something has run here, and say so", async () => {
    const reference = record("done", { rows: EVERY_STATE["done"]?.rows ?? [], manifest: MANIFEST });
    const element = await show(null);
    element.reference = { record: reference, picture: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>" };
    await settled(element);
    expect(textOf(element)).to.contain("The lab's own run on MNIST").and.to.contain("Launch puts yours in its place");
    expect(panels(element)).to.deep.equal([
      "Error by size",
      "Error by method",
      "All on all",
      "Figure",
      "Results",
      "Notes",
    ]);
    expect(textOf(within(element, "result-table"))).to.not.contain("appear here");
    expect(await faultsOf(element)).to.deep.equal([]);
    element.record = record("running", { points: [point("Energy/data", 1, 1)] });
    await settled(element);
    expect(textOf(element)).to.not.contain("The lab's own run");
    expect(panels(element)[0]).to.equal("Energy live");
  });

  it("of a run have its curves under their own titles, its charts, its figures, its table and its notes", async () => {
    expect(panels(await show(EVERY_STATE["running"] ?? null))).to.deep.equal(
      ["Energy", "J, N = 300", "Error by size", "Error by method", "All on all", "A walk", "The plane", "Results"]
        .map((heading) => `${heading} live`)
        .concat("Notes"),
    );
  });

  it("show no panel that a finished run has left empty beside others that it filled", async () => {
    const points = [point("Energy/data", 1, 1)];
    expect(panels(await show(record("running", { points }))).slice(0, 2)).to.deep.equal(["Energy live", "J waiting"]);
    expect(panels(await show(record("done", { points }))).slice(0, 2)).to.deep.equal(["Energy", "Error by size"]);
    expect(panels(await show(record("stopped"))).slice(0, 2)).to.deep.equal(["Energy stopped", "J stopped"]);
  });

  it("keep figures where they first appeared, whichever is the newest", async () => {
    const element = await show(record("running", { figures: [SHEET, SCATTER] }));
    element.record = record("running", { figures: [SCATTER, SHEET, FIGURE] });
    await settled(element);
    expect(figures(element)).to.deep.equal(["A walk", "The plane", "Restored test digits"]);
    element.record = record("running", { runId: "another", figures: [SCATTER, SHEET] });
    await settled(element);
    expect(figures(element)).to.deep.equal(["The plane", "A walk"]);
  });

  it("give each figure away as a picture", async () => {
    const element = await show(record("running", { figures: [SCATTER] }));
    const { name, blob } = await saved(() => press(within(element, ".figures"), "PNG"));
    expect([name, blob.type]).to.deep.equal(["plane.png", "image/png"]);
  });

  it("of masked restoration are its loss beside its picture, as ever", async () => {
    const element = await show(STATES["done"] ?? null, maskedRestoration);
    const [curve, share] = allWithin(element, ".pair > *");
    expect([curve?.localName, share?.localName]).to.deep.equal(["curve-chart", "hidden-share-chart"]);
    expect(panels(element)[0]).to.equal("Loss");
  });

  it("of an experiment that declares nothing are its loss alone", async () => {
    expect(panels(await show(null, embeddedDigits))).to.deep.equal(["Loss", "Figure", "Results", "Notes"]);
  });

  for (const [name, shown] of Object.entries(EVERY_STATE)) {
    it(`are open to everyone: ${name}`, async () => {
      expect(await faultsOf(await show(shown))).to.deep.equal([]);
    });
  }
});
