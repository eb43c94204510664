import { expect } from "@esm-bundle/chai";
import { proxy, wrap } from "comlink";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import { findExperiment } from "../../src/catalog.ts";
import type { LabApi, RunConfig, RunEvent, RunStart } from "../../src/protocol.ts";
import type { FigureHistory } from "../../src/results/keyframes.ts";
import { newRecord, recordEvent } from "../../src/results/run-record.ts";
import { statesPrefix } from "../../workers/run-states.ts";
import { browserShelf } from "../../workers/shelf/browser-shelf.ts";

const CALLER = { from: "test", machine: "" };

/** A first state is kept after a second: many more would only repeat what the next thirty epochs show. */
const EPOCHS = 30;

const CONFIG: RunConfig = {
  experiment: "masked-restoration",
  preset: "quick",
  engine: "wasm",
  values: {
    ...findExperiment("masked-restoration").presets["quick"]?.values,
    data: "embedded",
    epochs: EPOCHS,
    hiddenUnits: 16,
    maskDraws: "every-batch",
    stripeWidths: [3],
    patchSizes: [],
    testImages: 20,
    digits: [5],
  },
};

/** A run in a worker of its own, which is terminated at its end or as soon as a state of it is kept. */
async function run(start: RunStart, until: "its end" | "a state is kept"): Promise<RunEvent[]> {
  const worker = new Worker(new URL("../../workers/lab.worker.ts", import.meta.url), { type: "module" });
  const events: RunEvent[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const onEvent = (event: RunEvent): void => {
        events.push(event);
        if (event.kind !== "points" || until === "its end") return;
        void isKept(digitsOf(events)).then((kept) => (kept ? resolve() : undefined));
      };
      wrap<LabApi>(worker).run(CONFIG, CALLER, proxy(onEvent), start).then(resolve, reject);
    });
  } finally {
    worker.terminate();
  }
  return [...events];
}

function digitsOf(events: readonly RunEvent[]): DatasetIdentity {
  for (const event of events) if (event.kind === "data") return event.dataset;
  throw new Error("The run told of no data.");
}

async function isKept(digits: DatasetIdentity): Promise<boolean> {
  return (await browserShelf.read(`${statesPrefix(CONFIG, [digits])}seed 1`)) !== null;
}

/** Curve points of a series, without their wall time. */
const curve = (events: readonly RunEvent[], wanted: string): unknown[] =>
  events.flatMap((event) =>
    event.kind === "points"
      ? event.points.filter(({ series }) => series === wanted).map(({ epoch, step, value }) => ({ epoch, step, value }))
      : [],
  );
const rows = (events: readonly RunEvent[]): unknown[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
const histories = (events: readonly RunEvent[]): readonly FigureHistory[] =>
  events.reduce(recordEvent, newRecord(CONFIG)).histories;
const notices = (events: readonly RunEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));

it("a run whose worker was terminated goes on and ends as if it had not been", async function () {
  this.timeout(600_000);
  const killed = await run("anew", "a state is kept");
  expect(killed.some(({ kind }) => kind === "finished")).to.equal(false);
  const resumed = await run("resume", "its end");
  expect(
    notices(resumed).filter((text) => /^Resumed: the training of seed 1 goes on at \d+ of \d+ steps\.$/.test(text)),
  ).to.have.length(1);
  expect(await isKept(digitsOf(resumed)), "kept after the end").to.equal(false);

  const whole = await run("resume", "its end"); // nothing is kept, so that it begins at the beginning
  expect(notices(whole).some((text) => text.startsWith("Resumed"))).to.equal(false);
  expect(curve(resumed, "validation")).to.deep.equal(curve(whole, "validation"));
  expect(curve(resumed, "validation")).to.have.length(EPOCHS);
  expect(rows(resumed)).to.deep.equal(rows(whole));
  expect(histories(resumed)).to.deep.equal(histories(whole));
  const moments = histories(resumed)[0]?.frames.map(({ when }) => when) ?? [];
  expect([moments[0], moments.at(-1)]).to.deep.equal([`epoch 1 of ${EPOCHS}`, `epoch ${EPOCHS} of ${EPOCHS}`]);
  const [last] = resumed.slice(-1);
  expect(last?.kind === "finished" && last.outcome).to.equal("done");
});
