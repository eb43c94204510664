/** A sweep without a window, end to end: stopped in its second trial, gone on with, and told to try again what failed. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Papa from "papaparse";
import type { SweepResult } from "../../scripts/lab/sweep.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import { inTemporaryFolder, runLab } from "./run-lab.ts";

const PIXELS = 28 * 28;

/** One number of code, one hidden unit, one picture to restore: a search of a moment. */
const GENERATOR = {
  A1: [[1]],
  B1: [0.5],
  A2: Array.from({ length: PIXELS }, () => [2]),
  B2: Array.from({ length: PIXELS }, () => 1),
  ideal: [Array.from({ length: PIXELS }, (_, pixel) => (pixel % 28 < 14 ? 1 : 0))],
};

function readTrials(folder: string): Record<string, string>[] {
  const text = readFileSync(join(folder, "trials.csv"), "utf8");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

function runIdOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest).runId;
}

describe("a sweep without a window", () => {
  it("goes on where it was stopped, repeats nothing, and tries again what failed when it is told to", async () => {
    await inTemporaryFolder(async (folder) => {
      const [good, broken] = [join(folder, "good.json"), join(folder, "broken.json")];
      writeFileSync(good, JSON.stringify(GENERATOR));
      writeFileSync(broken, "{}");
      const sweep = {
        experiment: "latent-inpainting",
        preset: "quick",
        engine: "wasm",
        method: "grid",
        metric: { name: "success_rate", goal: "maximize" },
        parameters: {
          generator: { values: [good, broken] },
          seed: { values: [1, 2] },
          images: { value: 1 },
          restarts: { value: 2 },
          steps: { value: 200 },
          N: { value: [400] },
        },
      };
      const file = join(folder, "sweep.json");
      writeFileSync(file, JSON.stringify(sweep));
      const out = join(folder, "out");
      const words = ["sweep", file, "--out", out, "--shelf", join(folder, "shelf")];

      let stopping = false;
      const states = (): unknown[] => readTrials(out).map(({ state }) => state);
      const stopped = await runLab(words, (text, lab) => {
        if (!stopping && text.includes("Trial 2 of 4")) stopping = lab.kill("SIGINT");
      });
      assert.equal(stopped.status, 130, stopped.stderr);
      assert.match(
        stopped.stderr,
        /Stopped after .*: 4 trials, 1 done, 1 stopped, 2 left\. The same command goes on\./,
      );
      assert.deepEqual(states(), ["done", "stopped", "queued", "queued"]);
      const done = join(
        out,
        readdirSync(out).find((name) => name.includes(readTrials(out)[0]?.["trial"] ?? "?")) ?? "",
      );
      const runId = runIdOf(done);

      const failed = await runLab(words);
      assert.equal(failed.status, 1, failed.stderr);
      assert.match(failed.stderr, /Trial 2 of 4: generator good\.json, seed 2, /);
      assert.match(failed.stderr, /Trial 4 failed: Cannot read broken\.json/);
      assert.match(failed.stderr, /4 trials, 2 done, 2 failed, 1 of them before\. Add --retry-failed/);
      assert.deepEqual(states(), ["done", "done", "failed", "failed"]);

      const left = await runLab([...words, "--json"]);
      assert.doesNotMatch(left.stderr, /Starting the browser/);
      assert.equal(left.status, 1);

      writeFileSync(broken, JSON.stringify(GENERATOR));
      const retried = await runLab([...words, "--retry-failed", "--json"]);
      assert.equal(retried.status, 0, retried.stderr);
      assert.match(retried.stderr, /Done in .*: 4 trials, 4 done, 2 of them before\./);
      const { outcome, trials, skipped } = JSON.parse(retried.stdout) as SweepResult;
      assert.deepEqual([outcome, skipped, trials.map(({ attempts }) => attempts)], ["done", 2, [1, 2, 2, 2]]);
      assert.equal(runIdOf(done), runId, "what was done is not done again");

      const rows = readTrials(out);
      assert.deepEqual(
        rows.map(({ state, generator, seed }) => [state, generator, seed]),
        ["good.json", "broken.json"].flatMap((generator) => ["1", "2"].map((seed) => ["done", generator, seed])),
      );
      assert.equal(new Set(rows.map((row) => row["run_id"])).size, 4);
      assert.ok(rows.every((row) => Number(row["m.success_rate"]) >= 0));
      assert.ok(
        ["curves.csv", "manifest.json", "table.csv", "trial.json"].every((name) => readdirSync(done).includes(name)),
      );
    });
  });
});
