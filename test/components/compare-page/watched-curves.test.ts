import { expect } from "@esm-bundle/chai";
import type { ReactiveControllerHost } from "lit";
import { WatchedCurves } from "../../../components/compare-page/watched-curves.ts";
import { StoreDesk } from "../../../components/lab-controller/store-desk.ts";
import { LabStore } from "../../../store/lab-store.ts";
import { keepRun } from "../../store/kept-runs.ts";
import { until } from "../page.ts";

describe("the watched curves of a comparison", () => {
  let store: LabStore;
  let desk: StoreDesk;

  beforeEach(async () => {
    store = new LabStore();
    await store.erase();
    desk = new StoreDesk(() => undefined);
    await keepRun(store, "a");
    await keepRun(store, "b", 1);
  });

  afterEach(async () => {
    desk.close();
    await store.erase();
    store.close();
  });

  /** A host that counts how often it is asked to render. */
  const watched = (): { watch: WatchedCurves; asked: () => number } => {
    let count = 0;
    const host: ReactiveControllerHost = {
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: () => void count++,
      updateComplete: Promise.resolve(true),
    };
    const fail = (message: string): void => {
      throw new Error(message);
    };
    return { watch: new WatchedCurves(host, () => desk, fail), asked: () => count };
  };
  const followed = ({ curves }: WatchedCurves): string => [...curves.keys()].join();

  it("are those of the runs that were asked for last, and empty for a run that has none", async () => {
    const { watch } = watched();
    void watch.follow(["a"]);
    await watch.follow(["b", "gone"]);
    await until("they are read", () => followed(watch) !== "");
    expect(followed(watch)).to.equal("b,gone");
    expect([watch.curves.get("b")?.length === 0, watch.curves.get("gone")]).to.deep.equal([false, []]);
    watch.hostDisconnected();
  });

  it("follow the store, and are let go of with the host", async () => {
    const [stays, leaves] = [watched(), watched()];
    await Promise.all([stays.watch.follow(["a"]), leaves.watch.follow(["a"])]);
    await until("both are read", () => stays.asked() > 0 && leaves.asked() > 0);
    leaves.watch.hostDisconnected();
    const [before, then] = [stays.asked(), leaves.asked()];
    await store.remove(["a"], new Date(0));
    await store.purge(new Date());
    await until("what is gone is gone", () => stays.watch.curves.get("a")?.length === 0);
    expect(stays.asked()).to.be.above(before);
    expect(leaves.asked()).to.equal(then);
    expect(leaves.watch.curves.get("a")?.length).to.be.above(0);
    await leaves.watch.follow(["a"]);
    await until("who comes back reads again", () => leaves.watch.curves.get("a")?.length === 0);
    for (const { watch } of [stays, leaves]) watch.hostDisconnected();
  });
});
