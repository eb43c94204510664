import { expect } from "@esm-bundle/chai";
import type WaDropdown from "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import { strFromU8, unzipSync } from "fflate";
import { html } from "lit";
import "../../components/export-menu.ts";
import type { ExportMenu } from "../../components/export-menu.ts";
import { exportFiles } from "../../components/export-menu/files.ts";
import { maskedRestoration as spec } from "../../src/experiments/masked-restoration/spec.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { allWithin, buttonOf, faultsOf, mount, next, press, saved, textOf, within } from "./page.ts";
import { FIGURE, record, STATES } from "./records.ts";

const show = (shown: RunRecord | null): Promise<ExportMenu> =>
  mount(html`<export-menu .spec=${spec} .record=${shown}></export-menu>`);

async function open(element: ExportMenu): Promise<void> {
  const shown = next(within<WaDropdown>(element, "wa-dropdown"), "wa-after-show");
  press(element, "Export");
  await shown;
}

/** Chooses from the open menu, and catches what the browser is asked to save. */
async function chosen(element: ExportMenu, value: string): Promise<{ name: string; bytes: Uint8Array }> {
  const { name, blob } = await saved(() => within(element, `wa-dropdown-item[value="${value}"]`).click());
  return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

describe("the export menu", () => {
  it("is closed until there is something to take away", async () => {
    const element = await show(null);
    expect(buttonOf(element, "Export").disabled).to.equal(true);
    await show(record("starting"));
    expect(buttonOf(element, "Export").disabled).to.equal(true);
    await show(STATES["running"] ?? null);
    expect(buttonOf(element, "Export").disabled).to.equal(false);
  });

  for (const state of ["stopped", "failed", "done"]) {
    it(`gives one file, or all of them in a zip that unpacks to the same, when a run is ${state}`, async () => {
      const shown = STATES[state] as RunRecord;
      const element = await show(shown);
      await open(element);
      const table = await chosen(element, "table.csv");
      expect(table.name).to.equal("table.csv");
      expect(strFromU8(table.bytes)).to.match(/^experiment,preset,seed,/);
      await open(element);
      const zip = await chosen(element, "all");
      expect(zip.name).to.equal("lacuna-run-1.zip");
      const unpacked = unzipSync(zip.bytes);
      const files = exportFiles(spec, shown);
      expect(Object.keys(unpacked)).to.deep.equal(files.map(({ name }) => name));
      for (const file of files) expect(unpacked[file.name]).to.deep.equal(await file.bytes());
    });
  }

  it("offers no zip of a single file", async () => {
    const element = await show(record("stopped", { figures: [FIGURE] }));
    expect(allWithin(element, "wa-dropdown-item").map(textOf)).to.have.length(1);
  });

  it("is open to everyone, shut and unfolded", async () => {
    const element = await show(null);
    expect(await faultsOf(element)).to.deep.equal([]);
    await show(STATES["done"] ?? null);
    await open(element);
    expect(await faultsOf(element)).to.deep.equal([]);
  });
});
