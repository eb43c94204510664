/** The curves of one panel as a table: by epoch or step where they are few, one row for each where they are a crowd. */
import { html, type TemplateResult } from "lit";
import type { CurvePanel } from "../../src/experiments/experiment.ts";
import type { CurvePoint } from "../../src/protocol.ts";
import { byPlace, type Curve } from "./curves.ts";

export function renderPlaceTable(
  { title, x }: CurvePanel,
  curves: readonly Curve[],
  points: readonly CurvePoint[],
): TemplateResult {
  const series = curves.map((curve) => curve.series);
  return html`<table>
    <caption class="sr-only">
      ${x === "epoch" ? `Last ${title.toLowerCase()} of each epoch` : `${title} by step`}
    </caption>
    <thead>
      <tr>
        <th scope="col">${x === "epoch" ? "Epoch" : "Step"}</th>
        ${series.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${byPlace(points, x).map(
        ({ place, values }) =>
          html`<tr>
            <td>${place}</td>
            ${series.map((name) => renderValue(values.get(name)))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function renderCrowdTable({ title }: CurvePanel, curves: readonly Curve[]): TemplateResult {
  return html`<table>
    <caption class="sr-only">
      ${title}, one row for each line
    </caption>
    <thead>
      <tr>
        <th scope="col" class="text">Line</th>
        <th scope="col">Points</th>
        <th scope="col">First</th>
        <th scope="col">Lowest</th>
        <th scope="col">Last</th>
      </tr>
    </thead>
    <tbody>
      ${curves.map(
        ({ series, raw }) =>
          html`<tr>
            <th scope="row">${series}</th>
            <td>${raw.length}</td>
            ${renderValue(raw[0]?.y)}${renderValue(raw.reduce((least, { y }) => Math.min(least, y), Infinity))}${renderValue(raw.at(-1)?.y)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function renderValue(value: number | undefined): TemplateResult {
  return value === undefined ? html`<td>–</td>` : html`<td data-value=${value}>${value.toPrecision(4)}</td>`;
}
