/** Who could join: the judge and each network that is not trained yet, with a button, its progress and Stop. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { html, nothing, type TemplateResult } from "lit";
import { JUDGE } from "../../src/playground/protocol.ts";
import type { PlaygroundDesk, TrainingState } from "./desk.ts";

interface Trainee {
  readonly name: string;
  readonly label: string;
  readonly aboutSeconds: number | null;
}

/** @returns nothing where nobody is left to train */
export function trainingList(
  { cast, judge, training, trainingFault }: PlaygroundDesk,
  { train, stop }: { readonly train: (name: string) => void; readonly stop: () => void },
): TemplateResult | typeof nothing {
  const networks = cast.flatMap(({ name, label, readiness }): Trainee[] =>
    readiness.kind === "untrained" ? [{ name, label, aboutSeconds: readiness.aboutSeconds }] : [],
  );
  const reader = "The judge, who reads what was restored";
  const trainees =
    judge?.kind === "untrained"
      ? [{ name: JUDGE, label: reader, aboutSeconds: judge.aboutSeconds }, ...networks]
      : networks;
  if (trainees.length === 0) return nothing;
  return html`<section aria-labelledby="more">
    <h2 id="more">Not trained yet</h2>
    ${trainingFault === null ? nothing : html`<p class="fault" role="alert">${trainingFault}</p>`}
    <ul class="more">
      ${trainees.map((trainee) => renderTrainee(trainee, training, train, stop))}
    </ul>
  </section>`;
}

function renderTrainee(
  { name, label, aboutSeconds }: Trainee,
  training: TrainingState | null,
  train: (name: string) => void,
  stop: () => void,
): TemplateResult {
  if (training?.name !== name) {
    const whom = name === JUDGE ? " the judge" : html`<span class="sr-only"> ${label}</span>`;
    return html`<li>
      <span>${label}</span>
      <wa-button size="s" appearance="outlined" ?disabled=${training !== null} @click=${() => train(name)}
        >Train${whom}${promise(aboutSeconds)}</wa-button
      >
    </li>`;
  }
  const { progress, isStopping } = training;
  return html`<li>
    <span>${label}</span>
    <span class="going">
      <progress max="1" .value=${progress?.share ?? 0} aria-label=${`Training ${label}`}></progress>
      <span class="quiet number">${progress === null ? "starting" : `${Math.round(100 * progress.share)} %`}</span>
      <wa-button size="s" appearance="outlined" ?disabled=${isStopping} @click=${stop}
        >${isStopping ? "Stopping …" : "Stop"}</wa-button
      >
    </span>
  </li>`;
}

function promise(seconds: number | null): string {
  return seconds === null ? "" : `, about ${seconds} s`;
}
