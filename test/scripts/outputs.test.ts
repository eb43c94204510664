import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { writeOutputs } from "../../scripts/lab/outputs.ts";
import { findExperiment } from "../../src/catalog.ts";
import { newRecord } from "../../src/results/run-record.ts";
import { inTemporaryFolder } from "./run-lab.ts";

const spec = findExperiment("embedded-digits");
const empty = newRecord({ experiment: spec.name, preset: "quick", engine: "auto", values: {} });
const record = { ...empty, rows: [{ experiment: spec.name, digit: "8" }] };

describe("files that are written while a run goes on", () => {
  it("hold what was measured so far, and no manifest of an older run beside it", async () => {
    await inTemporaryFolder((folder) => {
      writeFileSync(join(folder, "manifest.json"), "{}");
      writeOutputs(folder, { spec, record, figures: new Map(), manifest: null });
      assert.match(readFileSync(join(folder, "table.csv"), "utf8"), /embedded-digits,.*,8,/);
      assert.equal(existsSync(join(folder, "manifest.json")), false);
      return Promise.resolve();
    });
  });

  it("leave older results alone while there is nothing to write", async () => {
    await inTemporaryFolder((folder) => {
      writeFileSync(join(folder, "manifest.json"), "{}");
      assert.deepEqual(writeOutputs(folder, { spec, record: empty, figures: new Map(), manifest: null }), []);
      assert.equal(existsSync(join(folder, "manifest.json")), true);
      return Promise.resolve();
    });
  });
});
