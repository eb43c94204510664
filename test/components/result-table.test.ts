import { expect } from "@esm-bundle/chai";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html } from "lit";
import "../../components/result-table.ts";
import type { ResultTable } from "../../components/result-table.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { embeddedDigits } from "../../src/experiments/embedded-digits/spec.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { allWithin, cellsOf, faultsOf, mount, press, settled, textOf, within } from "./page.ts";
import { cells, EVERY_PANEL, ROWS } from "./every-panel.ts";
import { EMBEDDED, record, row, STATES } from "./records.ts";

const show = (
  shown: RunRecord | null,
  { spec = maskedRestoration, composite = false }: { spec?: ExperimentSpec; composite?: boolean } = {},
): Promise<ResultTable> =>
  mount(html`<result-table .spec=${spec} .record=${shown} ?composite=${composite}></result-table>`);

/** The line of the 5 px vertical stripe. */
const stripe = (element: Element): string[] | undefined =>
  cellsOf(within(element, "table")).find(([size, hidden]) => size === "5" && hidden === "17.9");

describe("the table of results", () => {
  it("shows every published figure before anything runs, and marks labels that contradict their rule", async () => {
    const element = await show(null);
    const lines = cellsOf(within(element, "table")).filter(({ length }) => length > 1);
    expect(lines.map(([, , published]) => published)).to.deep.equal(
      maskedRestoration.published.map(({ mse }) => mse.toFixed(4)),
    );
    expect(stripe(element)).to.deep.equal(["5", "17.9", "0.0156", ..."–––––".slice(0, 4), "good", ..."––––"]);
    expect(lines.find(([, , published]) => published === "0.0183")?.[7]).to.contain("acceptable ※");
    expect(textOf(element)).to.contain("The source prints a label that its own rule");
  });

  it("grows row by row", async () => {
    const element = await show(record("running"));
    const rows = [row("leave-black", 0.0043), row("network", 0.0312), row("linear-fill", 0.002)];
    const seen = [];
    for (let count = 1; count <= 3; count++) {
      element.record = record("running", { rows: rows.slice(0, count) });
      await settled(element);
      const line = stripe(element) ?? [];
      seen.push([line[3], line[4], line[5], line[8], line[11]]);
    }
    expect(seen).to.deep.equal([
      ["–", "–", "–", "0.0043", "–"],
      ["0.0312", "0.0031", "+100 %", "0.0043", "–"],
      ["0.0312", "0.0031", "+100 %", "0.0043", "0.0020"],
    ]);
    expect(textOf(within(element, ".lowest"))).to.equal("0.0020");
    expect(textOf(within(element, ".worse"))).to.equal("+100 %");
  });

  it("shows the mean over seeds, and in all rows each seed too", async () => {
    const rows = [
      row("network", 0.01),
      row("network", 0.03, { seed: 2 }),
      row("network", 0.02, { seed: "mean of 1, 2" }),
    ];
    const element = await show(record("done", { rows }));
    expect(stripe(element)?.[3]).to.equal("0.0200");
    press(element, "All rows");
    await settled(element);
    expect(cellsOf(within(element, "table")).map((cells) => cells[5])).to.deep.equal(["0.0100", "0.0300", "0.0200"]);
  });

  it("reads pasted where the run asks for it", async () => {
    const rows = [row("network", 0.02), row("network", 0.01, { composited: true })];
    const element = await show(record("done", { rows }), { composite: true });
    expect(stripe(element)?.[3]).to.equal("0.0100");
    expect(textOf(element)).to.contain("Measured, pasted");
  });

  it("colours no difference between embedded digits and MNIST, and says why", async () => {
    const element = await show(record("done", { dataset: EMBEDDED, rows: [row("network", 0.0312)] }));
    expect(stripe(element)?.[5]).to.equal("+100 %");
    expect(allWithin(element, ".worse")).to.deep.equal([]);
    expect(textOf(element)).to.contain("Measured on embedded digits, published on MNIST:");
  });

  it("has every row with every labelled column that says something one press away, and back", async () => {
    const element = await show(STATES["done"] ?? null);
    press(element, "All rows");
    await settled(element);
    const table = within(element, "table");
    const labels = maskedRestoration.columns.flatMap((column) =>
      "label" in column && column.name in row("network", 1) ? [column.label] : [],
    );
    const headings = [...table.querySelectorAll("thead th")].map(textOf);
    headings.forEach((heading, index) => expect(heading).to.match(new RegExp(`^${labels[index]}`)));
    expect(headings.length).to.equal(labels.length);
    expect(cellsOf(table).map(([restorer]) => restorer)).to.deep.equal(["Network", "Linear fill"]);
    press(element, "One line per mask");
    await settled(element);
    expect(stripe(element)?.[3]).to.equal("0.0120");
  });

  it("shows among all rows only those of the restorer and the reading that are chosen", async () => {
    const rows = [row("network", 0.02), row("network", 0.01, { composited: true }), row("pca", 0.03)];
    const element = await show(record("done", { rows }));
    press(element, "All rows");
    await settled(element);
    const choose = async (label: string, value: string): Promise<(string | undefined)[]> => {
      const select = within<WaSelect>(element, `wa-select[label="${label}"]`);
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      await settled(element);
      return cellsOf(within(element, "table")).map((cells) => cells[5]);
    };
    expect(await choose("Restorer", "network")).to.deep.equal(["0.0200", "0.0100"]);
    expect(await choose("Known pixels", "pasted")).to.deep.equal(["0.0100"]);
    expect(await choose("Restorer", "all")).to.deep.equal(["0.0100"]);
  });

  it("of other experiments is narrowed by what its rows are about, without columns that then say nothing", async () => {
    const rows = [...ROWS, cells("net", "brush", 9, null), { seed: 1, method: "net", kind: "clean", note: "as it is" }];
    const element = await show(record("done", { rows }), { spec: EVERY_PANEL });
    const headings = (): string[] => allWithin(element, "thead th").map(textOf);
    const select = within<WaSelect>(element, 'wa-select[label="Mask"]');
    expect(allWithin(element, "wa-select").length).to.equal(2);
    expect(headings()).to.deep.equal(["Method", "Mask", "Size px", "MSE", "±", "Read %", "Note"]);
    select.value = "clean";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settled(element);
    expect(headings()).to.deep.equal(["Method", "Mask", "Note"]);
    expect(cellsOf(within(element, "table"))).to.deep.equal([["net", "clean", "as it is"]]);
  });

  it("says below what its columns mean, for whoever gets no tooltip", async () => {
    const element = await show(record("done", { rows: ROWS }), { spec: EVERY_PANEL });
    expect(textOf(within(element, "details"))).to.equal(
      "What the columns mean Method Who restores. MSE Mean squared error.",
    );
  });

  it("scrolls within itself when it is long, under headings that stay", async () => {
    const rows = Array.from({ length: 250 }, (_, index) => cells("net", "patch", index, index / 100));
    const element = await show(record("done", { rows }), { spec: EVERY_PANEL });
    const scroller = within(element, ".scroller");
    expect(scroller.scrollHeight).to.be.greaterThan(scroller.clientHeight);
    expect(cellsOf(within(element, "table")).length).to.equal(250);
    const head = within(element, "thead th").getBoundingClientRect().top;
    scroller.scrollTop = 2000;
    expect(within(element, "thead th").getBoundingClientRect().top).to.be.closeTo(head, 1);
  });

  it("of an experiment without masks says what is coming, then shows its rows", async () => {
    const element = await show(null, { spec: embeddedDigits });
    expect(textOf(element)).to.contain("Rows appear here one by one");
    const cells = { seed: 1, digit: "all", accuracy_percent: 91.5, n_images: 10_000 };
    await show(record("done", { rows: [cells] }), { spec: embeddedDigits });
    expect(textOf(within(element, "tbody")))
      .to.contain("91.50")
      .and.to.contain("10,000");
  });

  for (const [name, shown] of Object.entries(STATES)) {
    it(`is open to everyone: ${name}`, async () => {
      const element = await show(shown);
      expect(await faultsOf(element)).to.deep.equal([]);
      press(element, "All rows");
      await settled(element);
      expect(await faultsOf(element)).to.deep.equal([]);
    });
  }
});
