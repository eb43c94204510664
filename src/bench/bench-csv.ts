/** `bench.csv`: apart from the rows themselves, because only whoever takes the file away needs the library that writes it. */
import { tableCsv } from "../results/csv.ts";
import type { Column } from "../results/table.ts";
import { BENCH_COLUMNS, type BenchRow } from "./results.ts";

export function benchCsv(rows: readonly BenchRow[]): string {
  const columns: Column[] = BENCH_COLUMNS.map((name) => ({ name }));
  return tableCsv(
    columns,
    rows.map((row) => ({ ...row })),
  );
}
