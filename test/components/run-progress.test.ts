import { expect } from "@esm-bundle/chai";
import { html } from "lit";
import "../../components/run-progress.ts";
import type { RunProgress } from "../../components/run-progress.ts";
import type WaProgressBar from "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import type { DriveEvent } from "../../components/events.ts";
import type { Drive } from "../../components/lab-controller/drive-desk.ts";
import { ADVERSARIAL_PLAYERS } from "../../src/experiments/turns.ts";
import { allWithin, buttonOf, faultsOf, mount, press, settled, textOf, told, within } from "./page.ts";
import { STATES } from "./records.ts";

const show = (state: string): Promise<RunProgress> =>
  mount(html`<run-progress .record=${STATES[state] ?? null} .timeLeftMs=${38_000}></run-progress>`);

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  empty: ["Nothing has run yet. Launch fills the empty columns and draws the curves."],
  loading: ["Starting", "The engine wakes up"],
  running: [
    "Training epoch 1 of 2 steps 5 / 20 1,234 parameters 38 s left",
    "The run goes on with the embedded digits.",
  ],
  stopped: ["Stopped", "What was measured stays and can be exported", "38 s on WASM · SIMD, 2 threads"],
  failed: ["The run failed", "The graphics card was lost.", "What was measured before is kept"],
  done: ["Done", "2 rows on 20 test images", "38 s on WASM · SIMD, 2 threads"],
};

describe("the progress of a run", () => {
  for (const [state, sentences] of Object.entries(SENTENCES)) {
    it(`says how it stands, to everyone: ${state}`, async () => {
      const element = await show(state);
      for (const sentence of sentences) expect(textOf(element)).to.contain(sentence);
      expect(await faultsOf(element)).to.deep.equal([]);
    });
  }

  it("has a bar only while something goes on, and knows its length only then", async () => {
    const bars = async (state: string): Promise<unknown[]> =>
      allWithin<WaProgressBar>(await show(state), "wa-progress-bar").map(({ value, indeterminate }) =>
        indeterminate ? "unknown" : value,
      );
    expect(await bars("loading")).to.deep.equal(["unknown"]);
    expect(await bars("running")).to.deep.equal([25]);
    for (const state of ["empty", "stopped", "failed", "done"]) expect(await bars(state)).to.deep.equal([]);
  });

  it("says when a stop is on its way", async () => {
    const element = await show("running");
    element.stopping = true;
    await settled(element);
    expect(textOf(within(element, ".line"))).to.match(/^Stopping epoch 1 of 2/);
  });

  it("offers to pause a run of this tab, and to move each of its networks once it waits", async () => {
    const players = ADVERSARIAL_PLAYERS;
    const drive = async (now: Drive | null): Promise<[RunProgress, string[]]> => {
      const element = await mount<RunProgress>(
        html`<run-progress
          .record=${STATES["running"] ?? null}
          .timeLeftMs=${38_000}
          .drive=${now}
          .players=${players}
        ></run-progress>`,
      );
      return [element, allWithin(element, "wa-button").map((button) => textOf(button))];
    };
    expect((await drive(null))[1]).to.deep.equal([]);
    expect((await drive({ kind: "going" }))[1]).to.deep.equal(["Pause"]);
    expect((await drive({ kind: "paused", players: [], fault: "" }))[1]).to.deep.equal(["Continue"]);
    const names = players.map(({ name }) => name);
    const [element, words] = await drive({ kind: "paused", players: names, fault: "" });
    expect(words).to.deep.equal(["Continue", "Step both", "Step discriminator only", "Step generator only"]);
    expect(textOf(element)).to.contain("Paused epoch 1 of 2").and.not.to.contain("left");
    expect(await faultsOf(element)).to.deep.equal([]);
    const asked = await told<DriveEvent>("drive-run", () => {
      for (const button of ["Continue", "Step both", "Step generator"]) press(element, button);
    });
    expect(asked.map(({ action }) => action)).to.deep.equal([
      { kind: "continue" },
      { kind: "step", players: ["discriminator", "generator"] },
      { kind: "step", players: ["generator"] },
    ]);
    const [stepping] = await drive({ kind: "stepping", players: names });
    expect(buttonOf(stepping, "Step both").disabled).to.equal(true);
  });

  it("tells screen readers of changes, not of every step", async () => {
    const said = async (state: string): Promise<string> => textOf(within(await show(state), "[role=status]"));
    expect(await said("running")).to.equal("Training.");
    expect(await said("failed")).to.equal("The run failed. The graphics card was lost.");
    expect(await said("done")).to.equal("Done.");
  });
});
