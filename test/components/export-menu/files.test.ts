import { expect } from "@esm-bundle/chai";
import { strFromU8 } from "fflate";
import Papa from "papaparse";
import { exportFiles, type ExportFile } from "../../../components/export-menu/files.ts";
import { maskedRestoration as spec } from "../../../src/experiments/masked-restoration/spec.ts";
import { newRecord, type RunRecord } from "../../../src/results/run-record.ts";
import { CONFIG, FIGURE, MANIFEST, record, STATES } from "../records.ts";

const names = (of: RunRecord): string[] => exportFiles(spec, of).map(({ name }) => name);

async function bytesOf(name: string): Promise<Uint8Array> {
  const file = exportFiles(spec, STATES["done"] as RunRecord).find((one) => one.name === name);
  return (file as ExportFile).bytes();
}

async function linesOf(name: string): Promise<Record<string, string>[]> {
  const { data, errors } = Papa.parse<Record<string, string>>(strFromU8(await bytesOf(name)), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).to.deep.equal([]);
  return data;
}

describe("the files of a run", () => {
  it("are none before there is anything in them, and come as the run goes", () => {
    expect(names(newRecord(CONFIG))).to.deep.equal([]);
    expect(names(STATES["running"] as RunRecord)).to.deep.equal(["table.csv", "curves.csv", "figure.png"]);
    expect(names(STATES["failed"] as RunRecord)).to.deep.equal(["table.csv", "curves.csv", "figure.png"]);
    expect(names(STATES["done"] as RunRecord)).to.deep.equal([
      "table.csv",
      "curves.csv",
      "figure.png",
      "manifest.json",
    ]);
  });

  it("have names of their own where there are several figures", () => {
    const figures = [FIGURE, { ...FIGURE, id: "worst" }];
    expect(names(record("done", { figures }))).to.deep.equal(["figure.png", "figure-worst.png"]);
  });

  it("hold the table as CSV with every column of the spec", async () => {
    const [network, linear] = await linesOf("table.csv");
    expect(Object.keys(network ?? {})).to.deep.equal(spec.columns.map(({ name }) => name));
    expect(network).to.include({ restorer: "network", size_px: "5", mse_all: "0.012", composited: "no" });
    expect(linear).to.include({ restorer: "linear-fill", published_mse: "" });
  });

  it("hold the curves as CSV under the run's name", async () => {
    const lines = await linesOf("curves.csv");
    expect(lines.length).to.equal(3);
    expect(lines[2]).to.include({ run_id: "run-1", series: "validation", epoch: "1", value: "0.15" });
  });

  it("hold the figure as a PNG, three screen pixels to a digit's pixel", async () => {
    const bytes = await bytesOf("figure.png");
    expect(strFromU8(bytes.slice(1, 4), true)).to.equal("PNG");
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
    expect(image.height).to.be.greaterThan(4 * 28 * 3);
    image.close();
  });

  it("hold the manifest as JSON", async () => {
    expect(JSON.parse(strFromU8(await bytesOf("manifest.json")))).to.deep.equal(MANIFEST);
  });
});
