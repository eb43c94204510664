import { expect } from "@esm-bundle/chai";
import { Chart } from "chart.js";
import { html } from "lit";
import "../../components/overlay-chart.ts";
import type { OverlayChart } from "../../components/overlay-chart.ts";
import { mount, settled, until, within } from "./page.ts";

const RUNS = 50;
const POINTS = 10_000;
/** A value that stands out by itself, in the third run. */
const SPIKE_AT = 7_777;

/** Fifty runs that fall from 1 and never rest. */
const LINES = Array.from({ length: RUNS }, (_, run) => ({
  runId: String(run),
  name: `run ${run}`,
  style: { colour: run % 8, dash: [] },
  xs: Float64Array.from({ length: POINTS }, (_value, i) => i),
  ys: Float64Array.from({ length: POINTS }, (_value, i) =>
    run === 2 && i === SPIKE_AT ? 5 : Math.exp(-i / 3000) + 0.1 * Math.sin(i * (run + 1)) ** 2 + 0.2,
  ),
}));

describe("the chart of many runs", () => {
  it("draws no more points than a frame has time for, fewer while it is moved, and loses no spike", async () => {
    const element = await mount<OverlayChart>(html`<overlay-chart .lines=${LINES} series="Loss"></overlay-chart>`);
    await settled(element);
    const canvas = within<HTMLCanvasElement>(element, "canvas");
    const datasets = () => (Chart.getChart(canvas) as Chart<"line", { x: number; y: number }[]>).data.datasets;
    const points = (): number => datasets().reduce((sum, { data }) => sum + data.length, 0);
    const highest = (): number => Math.max(...(datasets()[2]?.data.map(({ y }) => y) ?? []));

    expect(datasets().length).to.equal(RUNS);
    const atRest = points();
    expect(atRest).to.be.within(15_000, 20_000);
    expect(highest()).to.equal(5);
    const [first] = datasets();

    canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: -60, ctrlKey: true, cancelable: true }));
    await element.updateComplete;
    expect(points()).to.be.within(4_000, 6_000 + 2 * RUNS); // and a neighbour on either side
    expect(datasets()[0], "made anew").to.equal(first);
    await until("the view rests", () => points() > 15_000);
    expect(points()).to.be.at.most(20_000 + 2 * RUNS);
  });
});
