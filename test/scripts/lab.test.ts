/**
 * The command line as it is used: words in, exit status, sentences and files out. The runs here are tiny, on embedded
 * digits and WASM, so that they end in seconds on two cores; what they measure is judged elsewhere.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Papa from "papaparse";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import type { RunResult } from "../../scripts/lab/measure.ts";
import { inTemporaryFolder, runLab } from "./run-lab.ts";

const TINY = ["--engine", "wasm", "--set", "testImages=20", "--set", "stripeWidths=3", "--set", "patchSizes=5"];

function readCsv(path: string): { fields: string[]; rows: Record<string, string>[] } {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(readFileSync(path, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  assert.deepEqual(errors, []);
  return { fields: meta.fields ?? [], rows: data };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
}

describe("list", () => {
  it("names every experiment, preset and parameter", async () => {
    const { status, stdout } = await runLab(["list"]);
    assert.equal(status, 0);
    for (const name of ["masked-restoration", "embedded-digits", ...Object.keys(maskedRestoration.presets)]) {
      assert.match(stdout, new RegExp(name));
    }
    for (const name of Object.keys(maskedRestoration.parameters)) assert.match(stdout, new RegExp(name));
  });

  it("says the same as one JSON object", async () => {
    const { stdout } = await runLab(["list", "--json"]);
    const { experiments } = JSON.parse(stdout) as { experiments: { name: string; presets: object }[] };
    assert.equal(experiments[0]?.name, "masked-restoration");
    assert.deepEqual(Object.keys(experiments[0]?.presets ?? {}), Object.keys(maskedRestoration.presets));
  });
});

describe("bad usage", () => {
  it("is one sentence and status 2", async () => {
    const { status, stdout, stderr } = await runLab(["run", "masked-restoration", "--set", "epoch=3"]);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /Cannot set "epoch": masked-restoration has no such parameter.*Did you mean epochs\?/);
  });

  it("is one JSON object with --json", async () => {
    const { status, stdout } = await runLab(["run", "masked-restoration", "--preset", "quik", "--json"]);
    assert.equal(status, 2);
    assert.equal((JSON.parse(stdout) as { outcome: string }).outcome, "bad-usage");
  });
});

describe("a run that cannot begin", () => {
  it("fails before training when the results cannot be written", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "file"), "");
      const { status, stderr } = await runLab(["run", "masked-restoration", "--out", join(folder, "file", "out")]);
      assert.match(stderr, /Cannot write to --out .*: a file stands where a folder is needed/);
      assert.doesNotMatch(stderr, /Starting/);
      assert.equal(status, 1);
    });
  });

  it("names the folder of digits that is not there", async () => {
    await inTemporaryFolder(async (folder) => {
      const words = ["run", "masked-restoration", "--data", join(folder, "none"), "--out", join(folder, "out")];
      const { status, stderr } = await runLab(words);
      assert.match(stderr, /Cannot read --data .*none: there is no such folder/);
      assert.equal(status, 1);
      assert.ok(!existsSync(join(folder, "out")));
    });
  });

  it("names the first file that a folder of digits lacks", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "train-images.idx3-ubyte"), "");
      const { status, stderr } = await runLab(["run", "masked-restoration", "--data", folder]);
      assert.match(stderr, /it holds no train-labels-idx1-ubyte, with or without \.gz/);
      assert.equal(status, 1);
    });
  });

  it("says what is wrong with CHROME_PATH", async () => {
    await inTemporaryFolder(async (folder) => {
      const words = ["run", "masked-restoration", "--out", folder, "--json"];
      const { status, stdout } = await runLab(words, undefined, { CHROME_PATH: "/nowhere/chrome" });
      const { outcome, error } = JSON.parse(stdout) as RunResult;
      assert.equal(status, 1);
      assert.equal(outcome, "failed");
      assert.match(error ?? "", /Cannot use CHROME_PATH: \/nowhere\/chrome is not a program/);
    });
  });

  it("says what is wrong with digits that are none", async () => {
    await inTemporaryFolder(async (folder) => {
      const data = join(folder, "data");
      mkdirSync(data);
      for (const part of ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]) {
        writeFileSync(join(data, `${part}-ubyte`), "no digits");
      }
      const words = ["run", "masked-restoration", "--data", data, "--out", join(folder, "out"), ...TINY];
      const { status, stderr } = await runLab(words);
      assert.match(stderr, /Failed: Cannot use train-images-idx3-ubyte: it is no IDX file/);
      assert.equal(status, 1);
    });
  });
});

describe("a run", () => {
  it("writes table, curves, figure, trained model and manifest, and prints the table", async () => {
    await inTemporaryFolder(async (folder) => {
      const out = join(folder, "made", "for", "it");
      const words = ["run", "masked-restoration", "--preset", "quick", "--set", "epochs=2", "--seed", "7", ...TINY];
      const { status, stdout, stderr } = await runLab([...words, "--out", out]);
      assert.equal(status, 0, stderr);
      assert.deepEqual(readdirSync(out).sort(), [
        "curves.csv",
        "figure.png",
        "manifest.json",
        "model-seed-7",
        "table.csv",
      ]);
      assert.deepEqual(readdirSync(join(out, "model-seed-7")).sort(), ["model-card.md", "model.json", "weights.bin"]);
      assert.equal(statSync(join(out, "model-seed-7", "weights.bin")).size, 4 * 400_784);

      const table = readCsv(join(out, "table.csv"));
      assert.deepEqual(
        table.fields,
        maskedRestoration.columns.map(({ name }) => name),
      );
      assert.ok(table.rows.some((row) => row["restorer"] === "network" && row["published_mse"] === "0.0114"));
      assert.ok(table.rows.every((row) => row["seed"] === "7" && row["n_images"] === "20"));
      const curves = readCsv(join(out, "curves.csv"));
      assert.deepEqual(curves.fields, ["run_id", "series", "epoch", "step", "wall_ms", "value"]);
      assert.ok(curves.rows.some((row) => row["series"] === "validation"));
      assert.equal(readFileSync(join(out, "figure.png")).subarray(1, 4).toString(), "PNG");

      const manifest = readManifest(out);
      assert.equal(manifest.outcome, "done");
      assert.equal(manifest.config.values["epochs"], 2);
      assert.equal(manifest.environment.from, "command line");
      assert.match(manifest.environment.machine, /logical cores, \d+ GiB/);
      assert.ok(manifest.environment.crossOriginIsolated);
      assert.match(stdout, /Square patch\s+5\s+3\.2\s+0\.0114/);
      assert.match(stdout, /table\.csv/);

      const again = await runLab(["rerun", join(out, "manifest.json"), "--out", join(folder, "again"), "--json"]);
      assert.equal(again.status, 0, again.stderr);
      const result = JSON.parse(again.stdout) as RunResult;
      assert.equal(result.outcome, "done");
      assert.deepEqual(result.values, manifest.config.values);
      assert.equal(result.rows.length, table.rows.length);
      assert.equal(result.files.length, 7);
      assert.equal(
        readFileSync(join(folder, "again", "table.csv"), "utf8"),
        readFileSync(join(out, "table.csv"), "utf8"),
        "the same seed gives the same table on the same engine",
      );
    });
  });

  it("keeps what was measured when it is interrupted", async () => {
    await inTemporaryFolder(async (folder) => {
      const words = ["run", "masked-restoration", "--set", "epochs=1000", ...TINY, "--out", folder];
      let signalled = false;
      const { status, stderr } = await runLab(words, (text, lab) => {
        if (signalled || !text.includes("training:")) return;
        signalled = true;
        lab.kill("SIGINT");
      });
      assert.equal(status, 130, stderr);
      assert.match(stderr, /Stopped after .* What was measured is written\./);
      assert.ok(readCsv(join(folder, "curves.csv")).rows.length > 0);
      assert.equal(readManifest(folder).outcome, "stopped");
    });
  });

  it("never replaces results with nothing", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "table.csv"), "older results");
      const { status, stderr } = await runLab(["run", "masked-restoration", "--out", folder], undefined, {
        CHROME_PATH: "/nowhere/chrome",
      });
      assert.equal(status, 1);
      assert.match(stderr, /Nothing was measured; no files were written\./);
      assert.equal(readFileSync(join(folder, "table.csv"), "utf8"), "older results");
    });
  });
});
