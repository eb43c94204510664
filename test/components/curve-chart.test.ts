import { expect } from "@esm-bundle/chai";
import { Chart } from "chart.js";
import { html } from "lit";
import "../../components/curve-chart.ts";
import type { CurveChart } from "../../components/curve-chart.ts";
import { LOSS_PANEL } from "../../components/curve-chart/panels.ts";
import { chooseTheme } from "../../components/theme.ts";
import type { CurvePanel } from "../../src/experiments/experiment.ts";
import type { CurvePoint } from "../../src/protocol.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { labelOf } from "./lab-window.ts";
import { allWithin, cellsOf, faultsOf, mount, press, savedText, settled, textOf, until, within } from "./page.ts";
import { point, record, STATES } from "./records.ts";

const show = (shown: RunRecord | null, panel: CurvePanel = LOSS_PANEL): Promise<CurveChart> =>
  mount(html`<curve-chart .panel=${panel} .record=${shown} .points=${shown?.points ?? NONE}></curve-chart>`);

const NONE: readonly CurvePoint[] = [];

function chartOf(element: Element): Chart {
  const chart = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"));
  if (chart === undefined) throw new Error("no chart is drawn");
  return chart;
}

const linesOf = (element: Element): unknown[] => chartOf(element).data.datasets.map(({ label, data }) => [label, data]);

describe("a panel of curves", () => {
  it("says what it waits for, and draws nothing yet", async () => {
    const element = await show(null);
    expect(textOf(element)).to.contain("are drawn here, step by step, once a run begins");
    await show(record("running"));
    expect(textOf(element)).to.contain("Waiting for the first step.");
    expect(Chart.getChart(within<HTMLCanvasElement>(element, "canvas"))).to.equal(undefined);
  });

  it("draws points as they arrive, one line for each series, as wide as the run will be", async () => {
    const element = await show(record("running", { points: [point("train", 0.5, 0.2)] }));
    const first = chartOf(element);
    expect(linesOf(element)).to.deep.equal([["train", [{ x: 0.5, y: 0.2 }]]]);
    await show(STATES["running"] ?? null);
    expect(chartOf(element)).to.equal(first);
    expect(linesOf(element)).to.deep.equal([
      [
        "train",
        [
          { x: 0.5, y: 0.2 },
          { x: 1, y: 0.1 },
        ],
      ],
      ["validation", [{ x: 1, y: 0.15 }]],
    ]);
    expect(first.scales["x"]?.max).to.equal(2);
    expect(labelOf(element, "canvas")).to.contain("train: 2 points, last 0.1");
  });

  it("really paints them", async () => {
    const element = await show(STATES["done"] ?? null);
    const canvas = within<HTMLCanvasElement>(element, "canvas");
    await until("the chart has its size", () => canvas.width > 0);
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    expect(data.some((value) => value > 0)).to.equal(true);
  });

  it("leaves room for the names at the ends of its lines from the first", async () => {
    const element = await show(STATES["done"] ?? null);
    const chart = chartOf(element);
    await until("the chart has its size", () => chart.width > 480);
    expect(chart.width - chart.chartArea.right).to.be.at.least(120);
  });

  it("moves names that have no room at the ends of their lines into the legend", async () => {
    const name =
      "learning rate 0.001, hidden units 512, batch size 128, seed 1, repeats 5, weights of the corrected preset";
    const element = await show(record("done", { points: [point(name, 1, 0.25), point(name, 2, 0.125)] }));
    await until("the names have moved", () => allWithin(element, ".legend li").length === 1);
    expect(textOf(within(element, ".legend"))).to.equal(`${name}: 0.125`);
    const chart = chartOf(element);
    expect(chart.width - chart.chartArea.right).to.be.below(20);
  });

  it("is one keypress away from the same data as a table, and back", async () => {
    const element = await show(STATES["done"] ?? null);
    press(element, "Table");
    await settled(element);
    expect(cellsOf(within(element, "table"))).to.deep.equal([["1", "0.1000", "0.1500"]]);
    press(element, "Chart");
    await settled(element);
    expect(linesOf(element).length).to.equal(2);
  });

  it("changes between a logarithmic and a linear axis", async () => {
    const element = await show(STATES["done"] ?? null);
    expect(chartOf(element).scales["y"]?.type).to.equal("logarithmic");
    press(element, "Linear");
    await settled(element);
    expect(chartOf(element).scales["y"]?.type).to.equal("linear");
    expect(Object.keys(Chart.instances).length).to.equal(1);
  });

  it("names its lines in a legend when there are too many for names at their ends", async () => {
    const points = [1, 2, 3, 4, 5].map((seed) => point(`train seed ${seed}`, 1, 0.1 * seed));
    const element = await show(record("done", { points }));
    expect(textOf(element)).to.contain("Solid: train. Dashed: validation.");
  });

  it("draws over steps, and without logarithms where values reach below nought", async () => {
    const panel = { title: "Energy", x: "step", value: "E", axis: "log" } as const;
    const points = [point("data", 0.5, -2), point("data", 1, 3)];
    const element = await show(record("running", { points }), panel);
    expect(linesOf(element)).to.deep.equal([
      [
        "data",
        [
          { x: 50, y: -2 },
          { x: 100, y: 3 },
        ],
      ],
    ]);
    const { scales } = chartOf(element);
    expect([scales["y"]?.type, scales["x"]?.max]).to.deep.equal(["linear", 100]);
    expect(scales["y"]?.min).to.be.at.most(-2);
    expect(allWithin(element, "wa-button").map(textOf)).to.deep.equal(["PNG", "SVG", "CSV", "Table"]);
  });

  it("names networks by their colours where there are too many for names at their ends", async () => {
    const points = ["a", "b", "c"].flatMap((name) => [point(`train ${name}`, 1, 1), point(`validation ${name}`, 1, 2)]);
    const element = await show(record("done", { points }));
    expect(textOf(within(element, ".legend"))).to.equal("a b c validation");
    expect(new Set(chartOf(element).data.datasets.map(({ borderColor }) => borderColor)).size).to.equal(3);
  });

  it("draws a crowd without an object for each of its points, and names the chosen one", async () => {
    const panel = { title: "J", x: "step", value: "J(z)", axis: "log", chosen: "chosen" } as const;
    const restarts = Array.from({ length: 300 }, (_, restart) =>
      Array.from({ length: 60 }, (_, step) => point(`restart ${restart}`, (step + 1) / 60, 1000 + restart - step)),
    ).flat();
    const points = [...restarts, point("chosen", 0.1, 800), point("chosen", 1, 700)];
    const element = await show(record("running", { points }), panel);
    const { datasets } = chartOf(element).data;
    expect(datasets.map(({ data }) => data.length)).to.deep.equal([2]);
    expect(chartOf(element).scales["y"]?.min).to.be.at.most(700);
    expect(textOf(within(element, ".legend"))).to.equal(
      "301 lines; point at one for its name and value. chosen, last 700",
    );
    expect(labelOf(element, "canvas")).to.contain("301 lines, ending between 700 and");
    press(element, "Table");
    await settled(element);
    expect(cellsOf(within(element, "table")).at(-1)).to.deep.equal(["chosen", "2", "800.0", "700.0", "700.0"]);
  });

  it("names the line of a crowd that is pointed at", async () => {
    const panel = { title: "J", x: "step", value: "J(z)", axis: "log", chosen: "chosen" } as const;
    const points = [1, 2, 3, 4, 5].map((restart) => point(`restart ${restart}`, 1, 100 * restart));
    const element = await show(record("running", { points }), panel);
    const chart = chartOf(element);
    await until("the chart has its size", () => chart.width > 100);
    const words: string[] = [];
    const fillText = chart.ctx.fillText.bind(chart.ctx);
    chart.ctx.fillText = (...given: Parameters<typeof fillText>) => {
      words.push(given[0]);
      fillText(...given);
    };
    // Its size may still change, and with it where the line lies.
    await until("its name is written", () => {
      // Of an event made by hand Chart.js takes the place in the window for the place in the canvas.
      const clientX = (chart.scales["x"]?.getPixelForValue(100) ?? 0) - 3;
      const clientY = chart.scales["y"]?.getPixelForValue(300) ?? 0;
      chart.canvas.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
      return words.includes("restart 3: 300");
    });
  });

  it("gives its data away as CSV with every digit", async () => {
    const element = await show(record("done", { points: [point("train", 1, 0.123456789)] }));
    expect(await savedText(() => press(element, "CSV"))).to.equal("Epoch,train\r\n1,0.123456789");
  });

  it("takes the colours of another theme without leaving a chart behind", async () => {
    const element = await show(STATES["done"] ?? null);
    const colour = (): unknown => chartOf(element).data.datasets[0]?.borderColor;
    const light = colour();
    chooseTheme("dark");
    await settled(element);
    expect(colour()).not.to.equal(light);
    chooseTheme("light");
    await settled(element);
    expect(colour()).to.equal(light);
    expect(Object.keys(Chart.instances).length).to.equal(1);
  });

  it("lets go of its chart when it leaves the page, and draws anew when it comes back", async () => {
    const element = await show(STATES["done"] ?? null);
    const canvas = within<HTMLCanvasElement>(element, "canvas");
    const home = element.parentElement as HTMLElement;
    element.remove();
    expect(Chart.getChart(canvas)).to.equal(undefined);
    expect(Object.keys(Chart.instances)).to.deep.equal([]);
    chooseTheme("dark");
    chooseTheme("light");
    await settled(element);
    expect(Object.keys(Chart.instances)).to.deep.equal([]);
    home.append(element);
    await settled(element);
    expect(linesOf(element).length).to.equal(2);
  });

  for (const [name, shown] of Object.entries(STATES)) {
    it(`is open to everyone: ${name}`, async () => {
      const element = await show(shown);
      expect(await faultsOf(element)).to.deep.equal([]);
      if (allWithin(element, "wa-button").length === 0) return;
      press(element, "Table");
      await settled(element);
      expect(await faultsOf(element)).to.deep.equal([]);
    });
  }
});
