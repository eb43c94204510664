import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import type { RunResumeEvent } from "../../components/events.ts";
import "../../components/resume-button.ts";
import type { AskResumePoint, ResumeButton } from "../../components/resume-button.ts";
import type { ResumePoint } from "../../src/protocol.ts";
import { LabStore } from "../../store/lab-store.ts";
import type { StoredRun, StoredStatus } from "../../store/stored-run.ts";
import { keepRun } from "../store/kept-runs.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told } from "./page.ts";

const POINT: ResumePoint = { training: "seed 1", isTrained: false, done: 1200, total: 6000, unit: "steps" };

describe("a button that goes on with a run", () => {
  const store = new LabStore("lacuna-resume-test");
  let run: StoredRun;

  before(async () => {
    await store.erase();
    run = await keepRun(store, "a", 0, { values: { epochs: 77 }, record: { status: "stopped" } });
  });
  after(async () => {
    await store.erase();
    store.close();
  });

  const show = async (point: ResumePoint | null, status: StoredStatus, busy = false): Promise<ResumeButton> => {
    const ask: AskResumePoint = () => Promise.resolve(point);
    const shown = { ...run, status };
    const button = await mount<ResumeButton>(
      html`<resume-button .run=${shown} .ask=${ask} ?busy=${busy}></resume-button>`,
    );
    await settled(button);
    await settled(button);
    return button;
  };

  it("says from where, and asks for the very same configuration", async () => {
    const button = await show(POINT, "interrupted");
    expect(textOf(button)).to.equal("Resume from step 1,200");
    const [event] = await told<RunResumeEvent>("run-resume", () => press(button, "Resume"));
    expect(event?.config).to.deep.equal(run.config);
    expect(event?.hash).to.equal("#/masked-restoration?engine=wasm&epochs=77");
    expect(await faultsOf(button)).to.deep.equal([]);
    expect(textOf(await show({ ...POINT, isTrained: true }, "stopped"))).to.equal("Resume after its training");
  });

  it("waits while another run goes on", async () => {
    expect(buttonOf(await show(POINT, "stopped", true), "Resume from step").disabled).to.equal(true);
  });

  it("leads to the form where nothing is kept", async () => {
    const button = await show(null, "failed");
    expect(textOf(button)).to.equal(
      "No state of its training is kept, so it would start from the beginning: open its form.",
    );
    expect(allWithin<HTMLAnchorElement>(button, "a")[0]?.hash).to.equal("#/masked-restoration?engine=wasm&epochs=77");
  });

  it("has nothing to say of a run that is done or goes on", async () => {
    expect(textOf(await show(POINT, "done"))).to.equal("");
    expect(textOf(await show(POINT, "running"))).to.equal("");
  });
});
