import { expect } from "@esm-bundle/chai";
import { Standstill } from "../../../components/lab-controller/standstill.ts";

const MINUTE_MS = 60_000;

describe("a tab that stood still", () => {
  const said: string[] = [];
  let nowMs = 0;
  const standstill = new Standstill(
    (sentence) => said.push(sentence),
    () => nowMs,
  );
  /** The browser lets the tab go on after so long. */
  const passed = (ms: number): number => {
    nowMs += ms;
    document.dispatchEvent(new Event("resume"));
    return said.splice(0).length;
  };

  after(() => standstill.stop());

  it("says so once, with how long it was, and keeps silent about late timers", () => {
    standstill.start();
    expect(passed(MINUTE_MS)).to.equal(0);
    nowMs += 5 * MINUTE_MS;
    document.dispatchEvent(new Event("resume"));
    expect(said.splice(0).join()).to.match(/^This tab stood still for about 5 min\b.*the browser had paused it/);
    expect(passed(MINUTE_MS)).to.equal(0);
  });

  it("says nothing of the time before it was watched, and nothing afterwards", () => {
    nowMs += 60 * MINUTE_MS;
    standstill.start();
    expect(passed(1000)).to.equal(0);
    standstill.stop();
    expect(passed(60 * MINUTE_MS)).to.equal(0);
  });
});
