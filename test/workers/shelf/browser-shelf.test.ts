import { expect } from "@esm-bundle/chai";
import { browserShelf } from "../../../workers/shelf/browser-shelf.ts";
import { servedShelf } from "../../../workers/shelf/served-shelf.ts";

describe("the browser's shelf", () => {
  it("gives back what was kept, whatever the key, and the later of two", async () => {
    const key = `judge/full/ä b ${Date.now()}`;
    expect(await browserShelf.read(key)).to.equal(null);
    expect(await browserShelf.write(key, Uint8Array.of(1, 2, 3))).to.equal(true);
    expect(await browserShelf.write(key, Uint8Array.of(4, 5))).to.equal(true);
    expect([...((await browserShelf.read(key)) ?? [])]).to.deep.equal([4, 5]);
  });

  it("forgets all keys that begin so, and no others", async () => {
    const run = `runs/${Date.now()}`;
    for (const key of [`${run}/a b`, `${run}/c/d`, `${run}0/a`]) await browserShelf.write(key, Uint8Array.of(1));
    await browserShelf.removeAll(`${run}/`);
    expect(await browserShelf.read(`${run}/a b`)).to.equal(null);
    expect(await browserShelf.read(`${run}/c/d`)).to.equal(null);
    expect([...((await browserShelf.read(`${run}0/a`)) ?? [])]).to.deep.equal([1]);
    await browserShelf.removeAll(`${run}0/`);
  });

  it("keeps a part of a larger array as that part", async () => {
    const key = `part ${Date.now()}`;
    await browserShelf.write(key, Uint8Array.of(1, 2, 3, 4).subarray(1, 3));
    expect([...((await browserShelf.read(key)) ?? [])]).to.deep.equal([2, 3]);
  });
});

describe("a served shelf", () => {
  it("whose server is not there has nothing and keeps nothing", async () => {
    const shelf = servedShelf("http://127.0.0.1:9/");
    expect(await shelf.read("key")).to.equal(null);
    expect(await shelf.write("key", Uint8Array.of(1))).to.equal(false);
  });
});
