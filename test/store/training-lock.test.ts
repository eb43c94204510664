import { expect } from "@esm-bundle/chai";
import { withTrainingLock } from "../../store/training-lock.ts";

describe("the training lock", () => {
  it("lets one in at a time and is free again when the work is over, however it ended", async () => {
    const seen: unknown[] = [];
    const outcome = await withTrainingLock(async () => {
      seen.push(await withTrainingLock(async () => "second", 50));
      return "first";
    });
    expect([outcome, ...seen]).to.deep.equal(["first", "taken"]);
    await withTrainingLock(() => Promise.reject(new Error("broke"))).catch(() => undefined);
    expect(await withTrainingLock(async () => "third", 50)).to.equal("third");
  });

  it("waits for one that is about to be let go", async () => {
    let letGo: () => void = () => undefined;
    let first: Promise<unknown> = Promise.resolve();
    await new Promise<void>((granted) => {
      const work = (): Promise<void> => new Promise((done) => ((letGo = done), granted()));
      first = withTrainingLock(work);
    });
    const second = withTrainingLock(async () => "second");
    letGo();
    await first;
    expect(await second).to.equal("second");
  });
});
