import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import { benchFiles } from "../../components/bench-export.ts";
import "../../components/bench-page.ts";
import type { BenchPage } from "../../components/bench-page.ts";
import type { BenchReport, Comparison } from "../../components/bench-controller.ts";
import type { FilesChosenEvent } from "../../components/events.ts";
import { benchReport, benchRow, overReport } from "./bench-rows.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told, until, within } from "./page.ts";

const ROWS = [benchRow("tfjs-wasm", 120), benchRow("lacuna-wasm", 10)];

const RUNNING = benchReport({
  choice: { engines: ["tfjs-wasm", "lacuna-wasm"], workloads: ["mlp-128", "inference"] },
  standing: {
    workload: "mlp-128",
    doing: "measuring",
    engine: "lacuna-wasm",
    share: 0.5,
    leftMs: 12_000,
    soFar: [
      { engine: "tfjs-wasm", workload: "mlp-128", firstStepMs: 99, flopsPerStep: 255.3e6, stepMs: [120, 130, 140] },
    ],
  },
});

interface Shown {
  readonly report?: BenchReport | null;
  readonly comparison?: Comparison;
  readonly activity?: "idle" | "running" | "busy-elsewhere";
  readonly warnings?: readonly string[];
}

const show = ({
  report = null,
  comparison = { kind: "none" },
  activity = "idle",
  warnings = [],
}: Shown = {}): Promise<BenchPage> =>
  mount(
    html`<bench-page
      .report=${report}
      .comparison=${comparison}
      .warnings=${warnings}
      activity=${activity}
    ></bench-page>`,
  );

/** What the table says, row by row, its headings too. */
const linesOf = (page: Element): string[][] =>
  allWithin(page, "bench-table >> tbody >> tr").map((row) => [...row.children].map(textOf));

describe("the bench page", () => {
  it("shows while it measures how far it is and what is known so far, and can be stopped", async () => {
    const page = await show({ report: RUNNING, activity: "running" });
    expect(textOf(within(page, "bench-progress"))).to.contain(
      "Measuring mlp-128 lacuna-wasm is being measured workload 1 of 2 12 s left, then 1 more workload",
    );
    const [, row = []] = linesOf(page);
    expect(row).to.deep.equal([
      ...["tfjs-wasm 3 steps so far", "99.0", "122.0", "130.0", "138.0", "7.69", "2.0", "–", "–", "1.00"],
    ]);
    expect((await told("stop-requested", () => press(page, "Stop"))).length).to.equal(1);
  });

  it("says at the end who was fastest, in words, in bars and in a table", async () => {
    const page = await show({ report: overReport("done", ROWS, ["lacuna-wasm drifted."]) });
    expect(textOf(within(page, "bench-progress"))).to.contain(
      "Fastest on mlp-128: lacuna-wasm with 10.0 ms per step, 12.0 times as fast as tfjs-wasm.",
    );
    expect(within(page, "bench-chart >> canvas").getAttribute("aria-label")).to.contain(
      "mlp-128:, tfjs-wasm 1.00 ×, lacuna-wasm 12.0 ×",
    );
    expect(linesOf(page)).to.deep.equal([
      ["mlp-128"],
      ["tfjs-wasm", "360.0", "108.0", "120.0", "144.0", "8.33", "2.1", "32", "0.06394", "1.00"],
      ["lacuna-wasm", "30.0", "9.00", "10.0", "12.0", "100.0", "25.5", "32", "0.06394", "12.0"],
    ]);
    expect(textOf(page)).to.contain("lacuna-wasm drifted.").and.to.contain("0.1.0, commit abc");
  });

  it("draws step times instead, and shows them as a table", async () => {
    const page = await show({ report: overReport("done", ROWS) });
    press(page, "Step time");
    await settled(page);
    const chart = within(page, "bench-chart");
    expect(within(chart, "canvas").getAttribute("aria-label")).to.contain(
      "Time per step. mlp-128:, tfjs-wasm 120.0 ms",
    );
    press(chart, "Table");
    await settled(page);
    expect(textOf(within(chart, "tbody"))).to.equal("mlp-128 tfjs-wasm 1.00 120.0 mlp-128 lacuna-wasm 12.0 10.0");
  });

  it("has only step times to show where the reference engine was not measured", async () => {
    const page = await show({ report: overReport("done", [benchRow("lacuna-wasm", 10)]) });
    expect(within(page, "bench-chart >> lab-panel").getAttribute("heading")).to.equal("Time per step");
    expect(buttonOf(page, "Speed-up").disabled).to.equal(true);
  });

  it("paints bars as long as they are fast", async () => {
    const page = await show({ report: overReport("done", ROWS) });
    const canvas = within<HTMLCanvasElement>(page, "bench-chart >> canvas");
    await until("it is painted", () => canvas.width > 0);
    const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    const painted = (colour: readonly number[]): number => {
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (colour.every((value, channel) => data[i + channel] === value)) count++;
      return count;
    };
    const [ours, others] = [painted([0x00, 0x72, 0xb2]), painted([0x6b, 0x75, 0x80])];
    expect(others).to.be.greaterThan(100);
    expect(ours / others).to.be.within(10, 14);
  });

  it("sets an older file beside the rows, says when it is none, and lets go of it", async () => {
    const report = overReport("done", ROWS);
    const former = [benchRow("lacuna-wasm", 25)];
    const page = await show({ report, comparison: { kind: "former", name: "old.csv", rows: former } });
    expect(linesOf(page).map((cells) => cells[10])).to.deep.equal([undefined, "–", "2.50"]);
    expect(textOf(page)).to.contain("old.csv. It holds 1 of the 2 rows above");
    const forgotten = await told<FilesChosenEvent>("files-chosen", () => press(page, "Forget it"));
    expect(forgotten.map(({ files }) => files)).to.deep.equal([[]]);
    const faulty = await show({ report, comparison: { kind: "fault", message: "Cannot compare with x.csv." } });
    expect(textOf(within(faulty, ".fault"))).to.equal("Cannot compare with x.csv.");
  });

  it("hands out figures and environment, but nothing before it is over", () => {
    expect(benchFiles(null)).to.deep.equal([]);
    expect(benchFiles(RUNNING)).to.deep.equal([]);
    const files = benchFiles(overReport("done", ROWS, ["a notice"]));
    expect(files.map(({ name }) => name)).to.deep.equal(["bench.csv", "environment.json"]);
    expect(files[0]?.content.split("\r\n")[1]).to.contain("tfjs-wasm,mlp-128,360,108,120");
    const environment = JSON.parse(files[1]?.content ?? "") as Record<string, unknown>;
    expect(environment).to.deep.include({
      date: "2026-01-02T03:04:05.000Z",
      from: "page",
      userAgent: navigator.userAgent,
      crossOriginIsolated: true,
      notices: ["a notice"],
    });
    expect(environment["method"]).to.include({ steps: 60 });
  });

  const STATES: Readonly<Record<string, Shown>> = {
    empty: { warnings: ["Cannot measure engine."] },
    starting: { report: benchReport(), activity: "running" },
    running: { report: RUNNING, activity: "running" },
    done: { report: overReport("done", ROWS, ["a notice"]) },
    stopped: { report: overReport("stopped", []) },
    failed: {
      report: overReport("failed", [], ["tfjs-wasm is left out."]),
      comparison: { kind: "fault", message: "No." },
    },
  };
  for (const [name, shown] of Object.entries(STATES)) {
    it(`is open to everyone: ${name}`, async () => {
      expect(await faultsOf(await show(shown))).to.deep.equal([]);
    });
  }
});
