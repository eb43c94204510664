import { expect } from "@esm-bundle/chai";
import { Breath } from "../../workers/breathe.ts";

describe("a breath", () => {
  it("lets messages in before it ends", async () => {
    const breath = new Breath();
    const channel = new MessageChannel();
    let heard = 0;
    channel.port1.onmessage = () => void heard++;
    channel.port2.postMessage(null);
    await breath.take();
    await breath.take();
    expect(heard).to.equal(1);
    breath.close();
    channel.port1.close();
  });

  it("ends for each of several who take one at the same time", async () => {
    const breath = new Breath();
    const ended: number[] = [];
    await Promise.all([1, 2, 3].map((who) => breath.take().then(() => ended.push(who))));
    expect(ended).to.deep.equal([1, 2, 3]);
    breath.close();
  });
});
