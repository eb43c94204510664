/**
 * How each place of the lab is shown, one function per place: what it is called, where it stands among the places, and its
 * page with what that shows and asks for. Requests that several pages make of the same desk are heard by the lab itself.
 */
import { html, type TemplateResult } from "lit";
import type { PlaygroundChoice } from "../../src/playground/choice.ts";
import type { ComparisonEvent } from "../compare-page/events.ts";
import type { BenchChoiceEvent, DraftChangedEvent, FilesChosenEvent, ParameterFileEvent } from "../events.ts";
import { FIRST_EXPERIMENT } from "../home-page/first-experiment.ts";
import type { PlaygroundChoiceEvent } from "../playground-page/events.ts";
import type { RunsViewEvent } from "../runs-page/events.ts";
import type { Place } from "../url-state.ts";
import type { Desks } from "./desks.ts";
import { benchActivity, isComputing, isTaken, playgroundBlock, runActivity } from "./machine-use.ts";

export interface PlaceView {
  /** What the title of the window says of it. */
  readonly title: string;
  /** Which of `<lab-places>` leads here. */
  readonly mark: string;
  /** For once the code is there that `pages.ts` names. */
  readonly render: () => TemplateResult;
}

export function viewOf(place: Place, desks: Desks): PlaceView {
  switch (place.kind) {
    case "home":
      return home(place, desks);
    case "experiment":
      return experiment(place, desks);
    case "playground":
      return playground(place, desks);
    case "runs":
      return runs(place, desks);
    case "run":
      return run(place, desks);
    case "compare":
      return compare(place, desks);
    case "sweeps":
      return sweeps(desks);
    case "sweep":
      return sweep(place, desks);
    case "bench":
      return bench(place, desks);
    default:
      return place satisfies never;
  }
}

type PlaceOf<Kind extends Place["kind"]> = Extract<Place, { kind: Kind }>;

function home({ warnings }: PlaceOf<"home">, desks: Desks): PlaceView {
  const launch = (): void => {
    if (desks.bench.running) return;
    desks.form.open(FIRST_EXPERIMENT);
    desks.form.launch();
  };
  return {
    title: "restoring damaged digits, measured on one yardstick",
    mark: "home",
    render: () => html`
      ${warnings.map((warning) => html`<p class="warning" role="status">${warning}</p>`)}
      <home-page ?busy=${isComputing(desks)} @launch-requested=${launch}></home-page>
    `,
  };
}

function experiment({ spec, draft, warnings }: PlaceOf<"experiment">, desks: Desks): PlaceView {
  const { form, lab } = desks;
  return {
    title: spec.title,
    mark: spec.name,
    render: () =>
      html`<experiment-page
        .spec=${spec}
        .draft=${draft}
        .warnings=${warnings}
        .record=${lab.recordOf(spec.name)}
        .timeLeftMs=${lab.timeLeftMs}
        .drive=${lab.drive.drive}
        .files=${lab.files.names}
        .former=${lab.store.former}
        activity=${runActivity(spec.name, desks)}
        @draft-changed=${(event: DraftChangedEvent) => form.change(event.draft)}
        @parameter-file=${(event: ParameterFileEvent) => form.takeFile(event.parameter, event.file)}
        @launch-requested=${() => form.launch()}
        @stop-requested=${() => form.stop()}
      ></experiment-page>`,
  };
}

function playground({ choice, warnings }: PlaceOf<"playground">, desks: Desks): PlaceView {
  const { address, bench, lab } = desks;
  /** Another digit is a step that Back undoes; tools and strokes are not. */
  const choose = (chosen: PlaygroundChoice): void => {
    const { place } = address;
    if (place.kind !== "playground") return;
    const isStep = chosen.digit !== place.choice.digit || chosen.index !== place.choice.index;
    const next: Place = { kind: "playground", choice: chosen, warnings: [] };
    if (isStep) address.push(next);
    else address.replace(next);
  };
  return {
    title: "playground",
    mark: "playground",
    render: () =>
      html`<playground-page
        .link=${bench.running ? null : lab.playground}
        .choice=${choice}
        .warnings=${warnings}
        ?real=${lab.data.state.kind === "ready"}
        blocked=${playgroundBlock(desks, lab.engine.state)}
        @playground-choice=${(event: PlaygroundChoiceEvent) => choose(event.choice)}
      ></playground-page>`,
  };
}

function runs({ view, warnings }: PlaceOf<"runs">, desks: Desks): PlaceView {
  const { address, lab } = desks;
  return {
    title: "runs",
    mark: "runs",
    render: () =>
      html`<runs-page
        .desk=${lab.store}
        .list=${lab.store.runs}
        .sweeps=${lab.store.sweeps}
        .fault=${lab.store.fault}
        .view=${view}
        .resumePoint=${lab.resumePoint}
        ?busy=${isTaken(desks)}
        .warnings=${warnings}
        @runs-view=${(event: RunsViewEvent) => address.replace({ kind: "runs", view: event.view, warnings: [] })}
      ></runs-page>`,
  };
}

function run({ runId }: PlaceOf<"run">, desks: Desks): PlaceView {
  const { lab } = desks;
  return {
    title: `run ${runId}`,
    mark: "runs",
    render: () =>
      html`<run-page
        .desk=${lab.store}
        .fault=${lab.store.fault}
        .runId=${runId}
        .resumePoint=${lab.resumePoint}
        ?busy=${isTaken(desks)}
        .live=${lab.running?.runId === runId ? lab.running : null}
        .timeLeftMs=${lab.timeLeftMs}
        .drive=${lab.drive.drive}
      ></run-page>`,
  };
}

function compare({ comparison, warnings }: PlaceOf<"compare">, { address, lab }: Desks): PlaceView {
  return {
    title: "runs compared",
    mark: "runs",
    render: () =>
      html`<compare-page
        .desk=${lab.store}
        .list=${lab.store.runs}
        .fault=${lab.store.fault}
        .comparison=${comparison}
        .warnings=${warnings}
        @comparison=${(event: ComparisonEvent) =>
          address.replace({ kind: "compare", comparison: event.comparison, warnings: [] })}
      ></compare-page>`,
  };
}

function sweeps({ lab }: Desks): PlaceView {
  return {
    title: "sweeps",
    mark: "sweeps",
    render: () => html`<sweeps-page .sweeps=${lab.store.sweeps}></sweeps-page>`,
  };
}

function sweep({ sweepId }: PlaceOf<"sweep">, desks: Desks): PlaceView {
  const { lab } = desks;
  return {
    title: "a sweep",
    mark: "sweeps",
    render: () =>
      html`<sweep-page
        .entry=${desks.sweeps.entry(sweepId)}
        .runs=${lab.store.runs?.runs ?? []}
        .going=${desks.sweeps.going}
        .remark=${desks.sweeps.remark}
        .live=${lab.running}
        .former=${lab.store.former}
        .readPoints=${lab.store.readPoints}
        .readRows=${lab.store.readRows}
      ></sweep-page>`,
  };
}

function bench({ choice, warnings }: PlaceOf<"bench">, desks: Desks): PlaceView {
  const { address } = desks;
  const compareWith = (event: FilesChosenEvent): void => {
    event.stopPropagation();
    void desks.bench.compareWith(event.files[0] ?? null);
  };
  return {
    title: "how fast this browser trains",
    mark: "bench",
    render: () =>
      html`<bench-page
        .choice=${choice}
        .warnings=${warnings}
        .offers=${desks.bench.offers}
        .report=${desks.bench.report}
        .comparison=${desks.bench.comparison}
        activity=${benchActivity(desks)}
        @bench-choice=${(event: BenchChoiceEvent) =>
          address.replace({ kind: "bench", choice: event.choice, warnings: [] })}
        @files-chosen=${compareWith}
        @launch-requested=${() => desks.bench.launch(choice)}
        @stop-requested=${() => desks.bench.stop()}
      ></bench-page>`,
  };
}
