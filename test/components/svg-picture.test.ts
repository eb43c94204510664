import { expect } from "@esm-bundle/chai";
import { Chart } from "chart.js";
import { html } from "lit";
import "../../components/bench-chart.ts";
import "../../components/curve-chart.ts";
import { LOSS_PANEL } from "../../components/curve-chart/panels.ts";
import { scatterToSvg } from "../../components/figure-image.ts";
import "../../components/heat-map.ts";
import "../../components/hidden-share-chart.ts";
import "../../components/overlay-chart.ts";
import "../../components/parallel-coordinates.ts";
import "../../components/row-chart.ts";
import { svgPicture } from "../../components/svg-picture.ts";
import { chooseTheme } from "../../components/theme.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { ChartSpec } from "../../src/experiments/experiment.ts";
import type { Column } from "../../src/results/table.ts";
import { EVERY_PANEL, EVERY_STATE } from "./every-panel.ts";
import { mount, press, saved, settled, until, within } from "./page.ts";
import { STATES } from "./records.ts";

/** Presses SVG and reads the file as a viewer would that knows nothing of the page. */
async function svgOf(element: Element): Promise<{ name: string; svg: Element; texts: string[] }> {
  const { name, blob } = await saved(() => press(element, "SVG"));
  return { name, ...(await read(blob)) };
}

async function read(blob: Blob): Promise<{ svg: Element; texts: string[] }> {
  expect(blob.type).to.equal("image/svg+xml");
  const text = await blob.text();
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  expect(svg.localName).to.equal("svg");
  expect(svg.querySelector("parsererror")).to.equal(null);
  for (const path of svg.querySelectorAll("path")) {
    const [, fromX, fromY, toX, toY] =
      /^ ?M (\S+) (\S+) A \S+ \S+ \S+ \S+ \S+ (\S+) (\S+)/.exec(path.getAttribute("d") ?? "") ?? [];
    if (toX !== undefined)
      expect(`${toX} ${toY}`, "a circle that closes on itself is none").not.to.equal(`${fromX} ${fromY}`);
  }
  expect(/.{20}(var\(|NaN|undefined|href=).{20}/.exec(text)).to.equal(null);
  return { svg, texts: [...svg.querySelectorAll("text")].map((one) => one.textContent ?? "") };
}

const strokes = (svg: Element, colour: string): number =>
  [...svg.querySelectorAll("path")].filter((path) => path.getAttribute("stroke") === colour).length;

async function drawn(element: Element): Promise<Element> {
  await until("the chart has its size", () => {
    return (Chart.getChart(within<HTMLCanvasElement>(element, "canvas"))?.width ?? 0) > 0;
  });
  return element;
}

describe("a chart as SVG", () => {
  it("holds a panel of curves as one path for each line, with its axis titles and end labels as text", async () => {
    const shown = STATES["done"] ?? null;
    const element = await drawn(
      await mount(
        html`<curve-chart .panel=${LOSS_PANEL} .record=${shown} .points=${shown?.points ?? []}></curve-chart>`,
      ),
    );
    chooseTheme("dark");
    await settled(element);
    const { name, svg, texts } = await svgOf(element);
    expect(name).to.equal("loss.svg");
    expect(texts).to.include.members(["Epoch", LOSS_PANEL.value]);
    expect(texts.some((text) => text.startsWith("train"))).to.equal(true);
    // The one validation loss is a line of one place, and a point so that it is seen.
    expect(["#56b4e9", "#e8eaed"].map((colour) => strokes(svg, colour))).to.deep.equal([1, 2]);
    expect(svg.querySelector("rect")?.getAttribute("fill")).to.equal("#14161a");
    expect(svg.querySelector("title")?.textContent).to.contain("Loss against epochs");
    expect(Object.keys(Chart.instances).length).to.equal(1);
    chooseTheme("light");
  });

  it("holds the error against hidden share with every dashed baseline", async () => {
    const { published } = maskedRestoration;
    const element = await mount(
      html`<hidden-share-chart .record=${STATES["done"] ?? null} .published=${published}></hidden-share-chart>`,
    );
    const { svg, texts } = await svgOf(await drawn(element));
    expect(texts).to.include.members(["Hidden share of the image (%)", "Mean squared error"]);
    expect(texts).to.include.members(["published", "ours, 95 % interval", "linear fill"]);
    const circles = [...svg.querySelectorAll("path")].filter((path) => path.getAttribute("d")?.includes("A 4 4"));
    expect(circles.length).to.be.at.least(published.length);
  });

  it("holds rows as lines and as bars, with the names of both axes", async () => {
    const lines = EVERY_PANEL.charts.filter((chart) => chart.kind === "lines");
    for (const chart of lines as Extract<ChartSpec, { kind: "lines" }>[]) {
      const columns: readonly Column[] = EVERY_PANEL.columns;
      const element = await mount(
        html`<row-chart .chart=${chart} .columns=${columns} .record=${EVERY_STATE["done"] ?? null}></row-chart>`,
      );
      const { svg, texts } = await svgOf(await drawn(element));
      const label = columns.find((column) => column.name === chart.y)?.label ?? chart.y;
      expect(texts.some((text) => text.startsWith(label))).to.equal(true, texts.join("|"));
      const series = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"))?.data.datasets ?? [];
      expect(svg.querySelectorAll("path").length).to.be.at.least(series.length);
    }
  });

  it("holds one curve of many runs, and leaves the chart on the page as it was", async () => {
    const line = (run: number): object => ({
      runId: `r${run}`,
      name: `run ${run}`,
      style: { colour: run, dash: [] },
      xs: Float64Array.of(1, 2, 3),
      ys: Float64Array.of(3, 2, run),
    });
    const element = await drawn(
      await mount(html`<overlay-chart .lines=${[line(0), line(1)]} series="train" over="step"></overlay-chart>`),
    );
    const { svg, texts } = await svgOf(element);
    expect(texts).to.include.members(["Step", "train"]);
    expect(["#0072b2", "#d55e00"].map((colour) => strokes(svg, colour) > 0)).to.deep.equal([true, true]);
    press(element, "Zoom in");
    await settled(element);
    const chart = Chart.getChart(within<HTMLCanvasElement>(element, "canvas"));
    expect(chart?.scales["x"]?.max).to.be.lessThan(3);
  });

  it("holds the cells of a heat map and their values", async () => {
    const element = await mount(
      html`<heat-map
        .chart=${EVERY_PANEL.charts[2]}
        .columns=${EVERY_PANEL.columns}
        .record=${EVERY_STATE["done"] ?? null}
      ></heat-map>`,
    );
    const { name, svg, texts } = await svgOf(element);
    expect(name).to.equal("all-on-all-mse.svg");
    expect(texts).to.include.members(["PCA", "net", "0.200", "0.700", "–"]);
    expect(svg.querySelectorAll("rect").length).to.be.at.least(6);
  });

  it("holds runs across their parameters", async () => {
    const axes = ["Epochs", "MSE"].map((label) => ({ label, low: 1, high: 4, scale: "linear", values: [1, 4] }));
    const element = await mount(html`<parallel-coordinates .names=${["a", "b"]} .axes=${axes}></parallel-coordinates>`);
    const { svg, texts } = await svgOf(element);
    expect(texts).to.include.members(["Epochs", "MSE", "4"]);
    expect(svg.querySelectorAll("path").length).to.equal(2);
  });

  it("holds a scatter as one mark for each point, and its digits by name", async () => {
    const points = Float32Array.of(0, 0, 1, 1, 2, 0, 3, 2);
    const about = { id: "plane", title: "Plane", caption: "Two units.", xLabel: "unit 1", yLabel: "unit 2" };
    const blob = await scatterToSvg({ kind: "scatter", ...about, points, labels: Uint8Array.of(0, 0, 7, 7) });
    const { svg, texts } = await read(blob);
    expect(texts).to.include.members(["Plane", "Two units.", "unit 1", "unit 2", "0", "7"]);
    expect(svg.querySelectorAll("path").length).to.equal(4);
  });

  it("squeezes words into the room that a canvas would, and splits a colour from its opacity", async () => {
    const frame = { width: 100, height: 50, ground: "#ffffff", title: "<Test>" };
    const blob = svgPicture(frame, (context) => {
      context.font = "12px sans-serif";
      context.fillStyle = "#0072b240";
      context.fillText("far too long for so little room", 0, 20, 40);
      const path = new Path2D();
      path.moveTo(0, 0);
      path.lineTo(10, 10);
      context.strokeStyle = "#ff000080";
      context.stroke(path);
    });
    expect(new Path2D()).to.be.instanceOf(Path2D).and.not.to.have.property("drawOn");
    const { svg } = await read(blob);
    const text = svg.querySelector("text");
    expect(parseFloat(text?.getAttribute("font-size") ?? "")).to.be.lessThan(6);
    expect([text?.getAttribute("fill"), text?.getAttribute("fill-opacity")]).to.deep.equal(["#0072b2", "0.25"]);
    const path = svg.querySelector("path");
    expect([path?.getAttribute("d")?.trim(), path?.getAttribute("stroke")]).to.deep.equal(["M 0 0 L 10 10", "#ff0000"]);
  });
});
