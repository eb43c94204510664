import { expect } from "@esm-bundle/chai";
import { StoreDesk } from "../../../components/lab-controller/store-desk.ts";
import { StoreWork } from "../../../components/runs-page/store-work.ts";
import { exportArchive } from "../../../store/archive.ts";
import { LabStore } from "../../../store/lab-store.ts";
import { keepRun } from "../../store/kept-runs.ts";

describe("what the page of runs does to the store", () => {
  let store: LabStore;
  let desk: StoreDesk;
  let work: StoreWork;
  let seen: (string | null)[];

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
    desk = new StoreDesk(() => undefined);
    seen = [];
    work = new StoreWork(
      () => desk,
      () => seen.push(work.going),
    );
  });

  afterEach(async () => {
    desk.close();
    await store.erase();
    store.close();
  });

  const kept = async (): Promise<string[]> => (await store.list()).runs.map(({ runId }) => runId);

  it("deletes what is over, leaves alone what goes on, and brings back just what it deleted", async () => {
    await desk.open(); // before there is a run that goes on, or it would be taken for one that was interrupted
    const over = await keepRun(store, "over");
    const going = await keepRun(store, "going", 1, { run: { status: "running" } });
    await work.delete([over, going]);
    expect(await kept()).to.deep.equal(["going"]);
    expect(work.said?.sentences).to.deep.equal(["Deleted 1 run.", "One run still goes on: stop before deleting."]);
    await work.undo();
    expect(await kept()).to.deep.equal(["going", "over"]);
    expect(work.said).to.deep.equal({ sentences: ["Brought back 1 run."], isBad: false, undo: [] });
  });

  it("knows what can still be brought back, until it is removed for good", async () => {
    await work.delete([await keepRun(store, "a"), await keepRun(store, "b", 1)]);
    await work.measure();
    expect([...work.deleted].sort()).to.deep.equal(["a", "b"]);
    await work.bringBackDeleted();
    expect(await kept()).to.deep.equal(["b", "a"]);
    await work.delete([await keepRun(store, "c", 2)]);
    await work.removeForGood();
    expect(work.deleted).to.deep.equal([]);
    expect(work.said, "nothing is left to undo").to.equal(null);
  });

  it("adds tags once and takes them away again", async () => {
    const run = await keepRun(store, "a", 0, { run: { tags: ["good"] } });
    await work.tag([run], ["good", "new"]);
    expect((await store.run("a"))?.tags).to.deep.equal(["good", "new"]);
    await work.untag([{ ...run, tags: ["good", "new"] }], ["good"]);
    expect((await store.run("a"))?.tags).to.deep.equal(["new"]);
  });

  it("takes in the whole of several zips and says in one line what came of each", async () => {
    await keepRun(store, "a");
    const zip = await exportArchive(store, null, () => []);
    await store.erase();
    await work.import([new File([zip], "a.zip"), new File(["x"], "holiday.zip")]);
    expect(await kept()).to.deep.equal(["a"]);
    expect(work.said?.isBad).to.equal(true);
    expect(work.said?.sentences.join(" ")).to.contain("Imported 1 run.").and.to.contain("it is no zip");
    expect(seen, "busy first, then free again, then the line").to.deep.equal(["importing", null, null]);
  });
});
