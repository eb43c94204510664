import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type { ComparePage } from "../../components/compare-page.ts";
import "../../components/compare-page.ts";
import { USUAL_COMPARISON, type Comparison } from "../../components/compare-page/comparison.ts";
import type { ComparisonEvent } from "../../components/compare-page/events.ts";
import { StoreDesk } from "../../components/lab-controller/store-desk.ts";
import { LabStore } from "../../store/lab-store.ts";
import { keepRun } from "../store/kept-runs.ts";
import { row } from "./records.ts";
import {
  allWithin,
  cellsOf,
  faultsOf,
  mount,
  press,
  saved,
  savedText,
  settled,
  textOf,
  until,
  within,
} from "./page.ts";

describe("the page that compares runs", () => {
  let store: LabStore;
  let desk: StoreDesk;
  let page: ComparePage;
  let comparison: Comparison;

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
    desk = new StoreDesk(() => void show());
    const rows = (mse: number): object => ({ rows: [row("network", mse)] });
    await keepRun(store, "a", 0, { values: { epochs: 1, seed: 1 }, record: rows(0.03) });
    await keepRun(store, "b", 1, { values: { epochs: 2, seed: 1 }, record: rows(0.01) });
    await keepRun(store, "c", 2, { values: { epochs: 1, seed: 2 }, record: rows(0.02) });
  });

  afterEach(async () => {
    desk.close();
    await store.erase();
    store.close();
  });

  const show = async (): Promise<void> => {
    page = await mount<ComparePage>(
      html`<compare-page
        style="height: 700px"
        .desk=${desk}
        .list=${desk.runs}
        .comparison=${comparison}
        @comparison=${(event: ComparisonEvent) => {
          comparison = event.comparison;
          void show();
        }}
      ></compare-page>`,
    );
  };

  const open = async (...runIds: string[]): Promise<void> => {
    comparison = { ...USUAL_COMPARISON, runIds };
    await show();
    await until("the runs are read", () => desk.runs !== null);
    await settled(page);
  };

  const names = (): string[] => allWithin(page, "overlay-chart >> .legend li").map((item) => textOf(item));

  it("draws one curve of all runs, tells them apart everywhere by the same look, and hides and isolates them", async () => {
    await open("a", "b", "c");
    await until("the curves are drawn", () => names().length === 3);
    await settled(page);
    expect(names().map((name) => name.replace(/ only.*/, ""))).to.deep.equal([
      "Epochs 1, Seed 1",
      "Epochs 2, Seed 1",
      "Epochs 1, Seed 2",
    ]);
    const hues = (selector: string): (string | null)[] =>
      allWithin(page, `${selector} line`).map((line) => line.getAttribute("stroke"));
    const own = ["var(--series-1)", "var(--series-2)", "var(--series-3)"];
    expect(hues("overlay-chart >> .legend")).to.deep.equal(own);
    expect(hues(".diff thead").slice(0, 3)).to.deep.equal(own);
    expect(await faultsOf(page)).to.deep.equal([]);
    press(page, "only Epochs 2, Seed 1");
    await settled(page);
    expect(
      allWithin(page, "overlay-chart >> .legend button[aria-pressed]").map((button) =>
        button.getAttribute("aria-pressed"),
      ),
    ).to.deep.equal(["false", "true", "false"]);
    press(within(page, "overlay-chart"), "Zoom in");
    await settled(page);
    press(within(page, "overlay-chart"), "Whole");
    press(within(page, "overlay-chart"), "Table");
    await settled(page);
    const cells = cellsOf(within(page, "overlay-chart >> table"));
    expect(cells.map(([name, step]) => [name, step])).to.deep.equal([
      ["Epochs 2, Seed 1", "1"],
      ["Epochs 2, Seed 1", "2"],
      ["Epochs 2, Seed 1", "3"],
    ]);
    // Debiased: .5, then (.6·.4·.5 + .4·.58333)/(1 − .36).
    expect(cells.map((line) => Number(line[2]))[1]).to.be.closeTo(
      (0.6 * 0.4 * 0.5 + 0.4 * (0.25 + 1 / 3)) / 0.64,
      1e-4,
    );
  });

  it("says what differs, which run is best in words too, and shows the plane of two parameters", async () => {
    await open("a", "b", "c");
    await until("there is a heat map", () => allWithin(page, "heat-map").length === 1);
    await settled(page);
    const [differs, metrics] = allWithin(page, "table.diff");
    expect(cellsOf(differs as Element)).to.have.deep.members([
      ["Seed", "1", "1", "2"],
      ["Epochs", "1", "2", "1"],
    ]);
    const mse = cellsOf(metrics as Element).find(([name]) => name?.startsWith("MSE, network"));
    expect(mse?.slice(1)).to.deep.equal(["0.03 ± 0.0030", "0.01 ± 0.0010 ★ best", "0.02 ± 0.0020"]);
    expect(
      cellsOf(within(page, "heat-map >> table"))
        .flat()
        .filter((text) => text === "–").length,
    ).to.equal(1);
    expect(await savedText(() => press(within(page, "parallel-coordinates"), "CSV"))).to.contain("b,");
    const { blob } = await saved(() => press(within(page, "parallel-coordinates"), "PNG"));
    expect(blob.type).to.equal("image/png");
    const lines = allWithin(page, "parallel-coordinates >> g.run");
    expect(lines.map((line) => line.getAttribute("aria-label"))[1])
      .to.contain("b: ")
      .and.to.contain("Epochs 2");
  });

  it("says which runs are not here, takes runs out, and asks for a first one", async () => {
    await open("a", "gone");
    expect(textOf(within(page, ".warn"))).to.contain("does not keep gone");
    press(page, "Take a out");
    await until("nothing is left", () => textOf(page).includes("No run is chosen."));
    expect(comparison.runIds).to.deep.equal(["gone"]);
  });
});
