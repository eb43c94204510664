import { expect } from "@esm-bundle/chai";
import { tableCsv } from "../../../src/results/csv.ts";
import { readTableCsv } from "../../../src/results/read-table-csv.ts";
import type { Row } from "../../../src/results/table.ts";

const COLUMNS = ["method", "pasted", "mse", "size", "note"].map((name) => ({ name }));

describe("a table read back from its CSV", () => {
  it("has words, yes and no, numbers and nothing as what they were", () => {
    const rows: Row[] = [
      { method: "linear-fill", pasted: true, mse: 0.0123457, size: -7, note: 'a "b", c' },
      { method: "pca", pasted: false, mse: 1.5e-9, size: 3, note: null },
    ];
    expect(readTableCsv(tableCsv(COLUMNS, rows))).to.deep.equal(rows);
  });

  it("has no rows where there are none", () => {
    expect(readTableCsv(tableCsv(COLUMNS, []))).to.deep.equal([]);
    expect(readTableCsv("")).to.deep.equal([]);
  });
});
