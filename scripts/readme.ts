/**
 * Writes the measured tables into README.md and the reports in docs, from the CSVs and manifests in docs/results: no figure
 * there is typed by hand. Run it after new results are committed: `npm run readme`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { CORRUPTION_LABELS, type CorruptionKind } from "../src/corruptions/corruption.ts";
import { fillTables } from "./readme/marked-tables.ts";
import { citation, markdown, readResult, type CsvRow, type Result } from "./readme/published-results.ts";

const README = new URL("../README.md", import.meta.url);
/** Documents whose tables are marked in them. */
const REPORTS = ["reproduction", "yardstick"].map((name) => new URL(`../docs/${name}.md`, import.meta.url));

const asPublished = readResult("masked-restoration-as-published-seed-1");
const threeSeeds = readResult("masked-restoration-as-published-seeds-1-to-3");
const best = readResult("masked-restoration-best-seed-1");
const embedded = readResult("embedded-digits-full-seed-1");

let readme = readFileSync(README, "utf8");
fill("masked-restoration", maskTable());
fill("verdict", verdict());
fill("linear-fill", linearVerdict());
fill("embedded-digits", embeddedTable());
writeFileSync(README, fillTables(readme, ""));
for (const report of REPORTS) writeFileSync(report, fillTables(readFileSync(report, "utf8"), "../"));

function fill(section: string, text: string): void {
  const marked = new RegExp(`(<!-- results:${section} -->)[^]*?(<!-- /results -->)`);
  if (!marked.test(readme)) throw new Error(`Cannot fill ${section}: README.md has no such section`);
  readme = readme.replace(marked, (_, open: string, close: string) => open + text + close);
}

function rowOf({ rows }: Result, wanted: Readonly<Record<string, string>>): CsvRow {
  const found = rows.find((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
  if (found === undefined) throw new Error(`Cannot find a row with ${JSON.stringify(wanted)}`);
  return found;
}

function maskTable(): string {
  const masks = asPublished.rows.filter((row) => row["restorer"] === "network" && row["composited"] === "no");
  const lines = masks.map((row) => {
    const mask = { corruption: row["corruption"] ?? "", size_px: row["size_px"] ?? "" };
    const mean = meanRow(mask);
    const bestRow = rowOf(best, { ...mask, restorer: "network", composited: "yes" });
    const linear = rowOf(asPublished, { ...mask, restorer: "linear-fill" });
    return [
      `${CORRUPTION_LABELS[mask.corruption as CorruptionKind]} ${mask.size_px} px`,
      `${fixed(row["masked_percent"], 1)} %`,
      fixed(row["published_mse"], 4),
      `${fixed(row["mse_all"], 4)} (${signed(row["difference_percent"])})`,
      `${fixed(mean["mse_all"], 4)} ± ${fixed(mean["mse_all_ci95"], 4)} (${signed(mean["difference_percent"])})`,
      fixed(bestRow["mse_all"], 4),
      fixed(linear["mse_all"], 4),
    ];
  });
  const head = ["mask", "hidden", "published", "measured, seed 1", "mean of seeds 1 to 3", "`best`", "linear fill"];
  return `\n\n${markdown(head, lines)}\n\n${[asPublished, threeSeeds, best].map((result) => citation(result)).join("\n")}\n\n`;
}

function meanRow(mask: Readonly<Record<string, string>>): CsvRow {
  const row = threeSeeds.rows.find(
    ({ seed, corruption, size_px, composited }) =>
      seed?.startsWith("mean") === true &&
      composited === "no" &&
      corruption === mask["corruption"] &&
      size_px === mask["size_px"],
  );
  if (row === undefined) throw new Error(`Cannot find the mean over seeds of ${JSON.stringify(mask)}`);
  return row;
}

function verdict(): string {
  const network = asPublished.rows.filter((row) => row["restorer"] === "network" && row["composited"] === "no");
  const means = network.map((row) => meanRow({ corruption: row["corruption"] ?? "", size_px: row["size_px"] ?? "" }));
  const worst = (rows: readonly CsvRow[]): string =>
    Math.max(...rows.map((row) => Math.abs(Number(row["difference_percent"])))).toFixed(1);
  return `All ${network.length} rows lie within ${worst(network)} % of them for seed 1, within ${worst(means)} % for the mean of three seeds.`;
}

/** How often linear fill has the lower error on the very images of the run it is compared with. */
function linearVerdict(): string {
  const wins = (result: Result, composited: string): string => {
    const network = result.rows.filter((row) => row["restorer"] === "network" && row["composited"] === composited);
    const won = network.filter(({ corruption = "", size_px = "", mse_all }) => {
      const linear = rowOf(result, { corruption, size_px, restorer: "linear-fill" });
      return Number(linear["mse_all"]) < Number(mse_all);
    });
    return `${won.length} of ${network.length} rows`;
  };
  return `in ${wins(asPublished, "no")}, and the \`best\` preset in ${wins(best, "yes")}`;
}

function embeddedTable(): string {
  const lines = embedded.rows.map((row) => [
    row["digit"] ?? "",
    `${fixed(row["accuracy_percent"], 2)} ± ${fixed(row["accuracy_percent_ci95"], 2)} %`,
    row["most_confused_with"] ?? "",
    row["n_images"] ?? "",
  ]);
  const head = ["digit", "read correctly", "most often taken for", "images"];
  return `\n\n${markdown(head, lines)}\n\n${citation(embedded)}\n\n`;
}

function fixed(text: string | undefined, digits: number): string {
  return Number(text).toFixed(digits);
}

function signed(percent: string | undefined): string {
  const value = Number(percent);
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)} %`;
}
