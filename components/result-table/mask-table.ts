/** One line per mask: published, measured, the difference, and four methods that train no network. */
import { css, html, nothing, type TemplateResult } from "lit";
import { CORRUPTION_LABELS, type CorruptionKind } from "../../src/corruptions/corruption.ts";
import { differenceTone, formatDifference, NOTHING } from "./format.ts";
import { BASELINES, type MaskLine, type Method, type Reading } from "../../src/results/mask-lines.ts";

const BASELINE_HEADINGS = {
  "leave-black": "Left black",
  "mean-image": "Mean image",
  pca: "PCA",
  "linear-fill": "Linear fill",
} as const;

export const maskTableStyles = css`
  td.better {
    color: var(--lab-good);
    font-weight: 600;
  }
  td.worse {
    color: var(--lab-warn);
    font-weight: 600;
  }
  td.lowest {
    font-weight: 700;
  }
  td.absent {
    color: var(--lab-quiet);
  }
  tbody th.size {
    text-align: right;
  }
  tr.kind th {
    font-weight: 600;
    padding-block-start: 10px;
    background: var(--lab-surface);
  }
  abbr {
    text-decoration: none;
    color: var(--lab-warn);
    cursor: help;
  }
  .notes {
    padding: 8px;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    max-width: 90ch;
  }
`;

export interface MaskTableOptions {
  /** Which reading the measured column shows, said in its heading. */
  readonly composite: boolean;
  /** Whether published and measured figures are of the same kind of digits; a difference is coloured only then. */
  readonly isComparable: boolean;
}

export function renderMaskTable(
  lines: readonly MaskLine[],
  { composite, isComparable }: MaskTableOptions,
): TemplateResult {
  const measured = composite ? "Measured, pasted" : "Measured";
  const kinds = [...new Set(lines.map(({ corruption }) => corruption))];
  return html`
    <table>
      <caption class="sr-only">
        Mean squared error by mask: published, measured and four baselines
      </caption>
      <thead>
        <tr>
          <th scope="col">Size <span class="unit">px</span></th>
          <th scope="col">Hidden <span class="unit">%</span></th>
          <th scope="col" title="Mean squared error over all 784 pixels, as the source prints it">Published</th>
          <th scope="col" title="Mean squared error over all 784 pixels of our network">${measured}</th>
          <th scope="col" title="Half the width of the 95 % interval over images">±</th>
          <th scope="col" title="Measured against published">Difference</th>
          <th
            scope="col"
            class="text"
            title="The source's stated rule on our figure: good below 0.02, acceptable below 0.04, else poor"
          >
            Quality
          </th>
          <th scope="col" class="text" title="The label that the source prints beside its own figure">Printed</th>
          ${BASELINES.map((name) => html`<th scope="col" title="No network">${BASELINE_HEADINGS[name]}</th>`)}
        </tr>
      </thead>
      ${kinds.map(
        (kind) =>
          html`<tbody>
            <tr class="kind">
              <th scope="rowgroup" colspan="12">${CORRUPTION_LABELS[kind as CorruptionKind] ?? kind}</th>
            </tr>
            ${lines.filter(({ corruption }) => corruption === kind).map((line) => renderLine(line, isComparable))}
          </tbody>`,
      )}
    </table>
    <p class="notes">
      Figures are mean squared errors over all pixels; the lowest measured one of each line is bold. The four baselines
      fill the hole and leave known pixels alone.
      ${
        isComparable
          ? nothing
          : html`<strong>Measured on embedded digits, published on MNIST:</strong> the shapes compare, the figures do
              not.`
      }
      ${
        lines.some(({ printedContradicts }) => printedContradicts)
          ? html`<abbr aria-hidden="true">※</abbr> The source prints a label that its own rule (good below 0.02,
              acceptable below 0.04) does not give for its figure.`
          : nothing
      }
    </p>
  `;
}

function renderLine(line: MaskLine, isComparable: boolean): TemplateResult {
  const { network, differencePercent } = line;
  return html`<tr>
    <th scope="row" class="size">${line.sizePx}</th>
    <td>${line.maskedPercent.toFixed(1)}</td>
    ${renderMse(line.published === null ? null : { mse: line.published, ci95: null })}
    ${renderMse(network, isLowest(line, "network"))}
    ${network?.ci95 === null || network === null ? html`<td class="absent">${NOTHING}</td>` : html`<td>${network.ci95.toFixed(4)}</td>`}
    <td class=${differencePercent === null ? "absent" : isComparable ? differenceTone(differencePercent) : ""}>
      ${differencePercent === null ? NOTHING : formatDifference(differencePercent)}
    </td>
    <td class="text ${line.quality === null ? "absent" : ""}">${line.quality ?? NOTHING}</td>
    <td class="text">
      ${line.printed?.toLowerCase() ?? NOTHING}${
        line.printedContradicts
          ? html` <abbr title="Its own rule gives another label for this figure"
              >※<span class="sr-only"> contradicts the source's own rule</span></abbr
            >`
          : nothing
      }
    </td>
    ${BASELINES.map((name) => renderMse(line.baselines[name], isLowest(line, name)))}
  </tr>`;
}

function renderMse(reading: Reading | null, lowest = false): TemplateResult {
  if (reading === null) return html`<td class="absent">${NOTHING}</td>`;
  return html`<td class=${lowest ? "lowest" : ""}>${reading.mse.toFixed(4)}</td>`;
}

function isLowest(line: MaskLine, method: Method): boolean {
  return line.lowest === method;
}
