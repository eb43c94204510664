import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fillTables } from "../../scripts/readme/marked-tables.ts";

const EMBEDDED = "embedded-digits-full-seed-1";
const UNET = "restoration-unet-centre-hole-seed-1";

describe("marked tables", () => {
  it("hold the rows that are wanted, rounded as the experiment's columns say, and cite their manifest", () => {
    const marked = `Before.\n<!-- table ${EMBEDDED}: digit, accuracy_percent; where digit=8 -->\nold\n<!-- /table -->\nAfter.`;
    const filled = fillTables(marked, "../");
    assert.match(filled, /\| Digit \| Read correctly % \|\n\| --- \| --: \|\n\| 8 \| 91\.68 \|\n\n- \[/);
    assert.match(
      filled,
      /\]\(\.\.\/docs\/results\/embedded-digits-full-seed-1\/manifest\.json\): preset `full`, seed 1,/,
    );
    assert.match(filled, /^Before\.[^]*After\.$/);
    assert.doesNotMatch(filled, /old/);
    assert.equal(fillTables(filled, "../"), filled);
  });

  it("cross one column with others where a matrix is asked for", () => {
    const marked = `<!-- matrix ${UNET}: mse_hole of restorer by corruption, size_px; where corruption=centre-hole|patch; size_px=7|8; restorer=network|linear-fill -->\n<!-- /matrix -->`;
    const filled = fillTables(marked, "");
    assert.match(
      filled,
      /\| Restorer \| patch 7 \| centre-hole 8 \|\n\| --- \| --: \| --: \|\n\| network \| 0\.0853 \| 0\.0317 \|\n\| linear-fill \| 0\.0378 \| 0\.0817 \|\n\n- \[/,
    );
    assert.equal(fillTables(filled, ""), filled);
  });

  it("are refused when a column or every row is missing", () => {
    const marked = (spec: string): string => `<!-- table ${EMBEDDED}: ${spec} --><!-- /table -->`;
    assert.throws(() => fillTables(marked("digits"), ""), /Cannot show digits of embedded-digits-full-seed-1/);
    assert.throws(() => fillTables(marked("digit; where digit=12"), ""), /no row fits/);
  });
});
