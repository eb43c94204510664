import { expect } from "@esm-bundle/chai";
import { readReferenceRun } from "../../../components/experiment-page/reference-run.ts";
import { CATALOG } from "../../../src/catalog.ts";

describe("the lab's own run", () => {
  for (const { name, columns, presets, reference } of CATALOG) {
    it(`of ${name} has rows of the columns that its table has now, a manifest and a picture`, async () => {
      const { record, picture } = await readReferenceRun(reference ?? "");
      const { config, manifest, rows, status } = record;
      expect([config.experiment, status, rows.length]).to.deep.equal([name, "done", manifest?.rows]);
      expect(presets).to.have.property(config.preset);
      const known = columns.map((column) => column.name);
      expect((await fetch(picture)).headers.get("Content-Type")).to.equal("image/png");
      for (const row of rows) expect(known).to.include.members(Object.keys(row));
    });
  }

  it("cannot be had where there is none, and says so", async () => {
    const fault = await readReferenceRun("nothing").catch((error: unknown) => (error as Error).message);
    expect(fault).to.equal("Cannot read manifest.json of nothing: the server answered 404.");
  });
});
