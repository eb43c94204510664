import { expect } from "@esm-bundle/chai";
import { IDX_PARTS } from "../../src/data/idx.ts";
import type { DataFile } from "../../src/protocol.ts";
import { embeddedDataset, openDataset, sortFiles } from "../../workers/datasets.ts";
import { clearCache, readCache, writeCache } from "../../workers/datasets/cache.ts";
import { downloadMnist } from "../../workers/datasets/download.ts";
import { DrawnDigits } from "../../workers/datasets/drawn-digits.ts";
import { gunzip } from "../../workers/datasets/gunzip.ts";
import { sha256Hex } from "../../workers/datasets/sha256.ts";

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function images(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 + count * 784);
  const view = new DataView(bytes.buffer);
  [0x803, count, 28, 28].forEach((word, i) => view.setUint32(4 * i, word));
  return bytes;
}

function labels(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + count).fill(5, 8);
  const view = new DataView(bytes.buffer);
  [0x801, count].forEach((word, i) => view.setUint32(4 * i, word));
  return bytes;
}

const file = (name: string, bytes: Uint8Array<ArrayBuffer>): DataFile => ({ name, bytes: bytes.slice().buffer });

const FILES: readonly DataFile[] = [
  file("train-images-idx3-ubyte", images(3)),
  file("train-labels-idx1-ubyte", labels(3)),
  file("t10k-images-idx3-ubyte", images(2)),
  file("t10k-labels-idx1-ubyte", labels(2)),
];

async function rejection(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it did not reject");
}

describe("data files", () => {
  it("open raw or packed, and are identified by their uncompressed bytes", async () => {
    const raw = await openDataset(sortFiles(FILES), "files");
    const packed = await openDataset(
      sortFiles(
        await Promise.all(FILES.map(async ({ name, bytes }) => file(`${name}.gz`, await gzip(new Uint8Array(bytes))))),
      ),
      "files",
    );
    expect(packed.identity).to.deep.equal(raw.identity);
    expect(raw.identity).to.include({ name: "unknown 28 × 28 set", trainCount: 3, testCount: 2 });
    expect((await raw.select("test", [5])).count).to.equal(2);
    expect((await raw.select("test", [7])).count).to.equal(0);
  });

  it("hash as the standard's own example does", async () => {
    expect(await sha256Hex(new TextEncoder().encode("abc"))).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("say which of the four is missing", () => {
    expect(() => sortFiles(FILES.slice(1))).to.throw("train-images-idx3-ubyte (with or without .gz) is missing; got");
    expect(() => sortFiles([])).to.throw("got no files");
  });

  it("say so when their gzip data is cut short", async () => {
    const half = (await gzip(images(3))).slice(0, 30);
    expect(await rejection(gunzip(half, "x.gz"))).to.contain(
      "Cannot unpack x.gz: its gzip data is damaged or cut short",
    );
  });

  it("say so when counts differ", async () => {
    const parts = sortFiles([...FILES.slice(0, 3), file("t10k-labels-idx1-ubyte", labels(9))]);
    expect(await rejection(openDataset(parts, "files"))).to.contain(
      "holds 2 images, but t10k-labels-idx1-ubyte holds 9",
    );
  });
});

describe("the cache", () => {
  it("keeps the four files until it is cleared", async () => {
    await clearCache();
    expect(await readCache()).to.equal(null);
    expect(await writeCache(sortFiles(FILES))).to.equal(true);
    const kept = await readCache();
    expect(kept && [...kept.trainLabels]).to.deep.equal([...labels(3)]);
    await clearCache();
    expect(await readCache()).to.equal(null);
  });
});

describe("the mirrors", () => {
  const options = { signal: new AbortController().signal, onProgress: (): void => undefined };
  const here = new URL("/no-such-folder/", location.href).href;

  it("that answer 404 are named, each with its answer", async () => {
    const message = await rejection(downloadMnist({ ...options, mirrors: [here, here] }));
    expect(message).to.match(/^Cannot download train-images-idx3-ubyte\.gz: .*answered 404; .*answered 404\.$/);
  });

  it("that cannot be reached are named", async () => {
    const message = await rejection(downloadMnist({ ...options, mirrors: ["http://127.0.0.1:9/"] }));
    expect(message).to.contain("127.0.0.1:9: could not be reached");
  });

  it("that send half a file or another one are not believed", async () => {
    const packed = await gzip(images(3));
    const serve = (bytes: Uint8Array<ArrayBuffer>) => (): Promise<Response> => Promise.resolve(new Response(bytes));
    const other = await rejection(downloadMnist({ ...options, mirrors: [here], fetch: serve(packed) }));
    expect(other).to.contain(`sent ${packed.length} bytes that are not MNIST's`);
    const half = await rejection(downloadMnist({ ...options, mirrors: [here], fetch: serve(packed.slice(0, 20)) }));
    expect(half).to.contain("damaged or cut short");
  });

  it("report progress, and can be cancelled", async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const message = await rejection(
      downloadMnist({
        mirrors: [here],
        signal: abort.signal,
        fetch: () => Promise.resolve(new Response(images(3))),
        onProgress: ({ doneBytes }) => {
          seen.push(doneBytes);
          abort.abort();
        },
      }),
    );
    expect(seen.at(-1)).to.equal(images(3).length);
    expect(message).to.match(/abort/i);
  });
});

describe("the embedded data set", () => {
  it("needs nothing, and tells the digest of what it drew", async () => {
    const dataset = embeddedDataset(new DrawnDigits());
    expect(dataset.identity.origin).to.equal("embedded");
    const drawn = await dataset.select("test", [5, 7]);
    expect(drawn.count).to.equal(800);
    expect(Object.values(dataset.identity.sha256)[0]).to.match(/^[0-9a-f]{64}$/);
    expect(Object.keys(IDX_PARTS).length).to.equal(4);
  });

  it("draws a digit once, however often and in whatever company it is asked for", async () => {
    const drawn = new DrawnDigits();
    const sevens = await embeddedDataset(drawn).select("test", [7]);
    let draws = 0;
    const dataset = embeddedDataset(drawn, () => draws++);
    expect((await dataset.select("test", [7])).pixels).to.deep.equal(sevens.pixels);
    expect(draws).to.equal(0);
    await dataset.select("test", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const drawnForAll = draws;
    expect(drawnForAll).to.be.greaterThan(0);
    const some = await dataset.select("test", [5, 7]);
    expect(draws).to.equal(drawnForAll);
    expect(some.pixels).to.deep.equal((await embeddedDataset(new DrawnDigits()).select("test", [5, 7])).pixels);
  });

  it("refuses a digit that is none also when all are drawn", async () => {
    const dataset = embeddedDataset(new DrawnDigits());
    await dataset.select("test", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let message = "";
    await dataset.select("test", [7, 12]).catch((error: unknown) => (message = String(error)));
    expect(message).to.contain("12");
  });
});
