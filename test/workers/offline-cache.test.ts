import { expect } from "@esm-bundle/chai";
import { isolated, OfflineCache } from "../../workers/offline/offline-cache.ts";

/** The test server's own address stands for the lab's folder; its page holds this word, as a build's holds its version. */
const SCOPE = `${location.origin}/`;
const VERSION = "lacuna-lab";
const NAME = `lacuna-build ${SCOPE} ${VERSION}`;

const cacheOf = (files: readonly string[], version = VERSION): OfflineCache =>
  new OfflineCache(caches, SCOPE, version, files, "default-src 'self'");

const kept = async (): Promise<string[]> => (await (await caches.open(NAME)).keys()).map(({ url }) => url);

afterEach(async () => {
  for (const name of await caches.keys()) await caches.delete(name);
});

describe("the cache of one build", () => {
  it("keeps its files with the headers that threads need, and nothing that is not its own", async () => {
    const cache = cacheOf(["index.html", "icon.svg"]);
    expect(await cache.match("icon.svg")).to.equal(undefined);
    await cache.fill();
    expect((await kept()).sort()).to.deep.equal([`${SCOPE}icon.svg`, `${SCOPE}index.html`]);
    const icon = await cache.match("icon.svg");
    expect(icon?.headers.get("Cross-Origin-Opener-Policy")).to.equal("same-origin");
    expect(icon?.headers.get("Cross-Origin-Embedder-Policy")).to.equal("require-corp");
    expect(await icon?.text()).to.contain("<svg");
    expect(await cache.match("package.json")).to.equal(undefined);
  });

  it("takes a file whose name holds its hash from an earlier build, and fetches only what is missing", async () => {
    const earlier = await caches.open(`lacuna-build ${SCOPE} earlier`);
    await earlier.put(`${SCOPE}assets/chart-1f2e.js`, new Response("drawn before"));
    const cache = cacheOf(["index.html", "assets/chart-1f2e.js"]);
    await cache.fill();
    expect(await (await cache.match("assets/chart-1f2e.js"))?.text()).to.equal("drawn before");
    await (await caches.open(NAME)).put(`${SCOPE}index.html`, new Response("kept"));
    await cache.fill();
    expect(await (await cache.match("index.html"))?.text()).to.equal("kept");
  });

  it("does not keep the page while a file is missing, or a page of another build", async () => {
    const failing = async (cache: OfflineCache): Promise<string> =>
      cache.fill().then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await failing(cacheOf(["index.html", "missing.svg"]))).to.contain("Cannot keep missing.svg");
    expect(await failing(cacheOf(["index.html"], "0123456789abcdef"))).to.contain("it is of another build");
    expect(await kept()).to.deep.equal([]);
  });

  it("removes other builds at its place, and neither data nor a lab beside it", async () => {
    const names = ["lacuna-mnist-1", "lacuna-shelf-1", `lacuna-build ${SCOPE}beside/ 1`, NAME];
    for (const name of [...names, `lacuna-build ${SCOPE} old`]) await caches.open(name);
    await cacheOf([]).removeOthers();
    expect((await caches.keys()).sort()).to.deep.equal(names.sort());
  });
});

describe("an answer that isolates", () => {
  it("keeps status and type, and forgets how the body was packed", async () => {
    const headers = { "Content-Type": "text/javascript", "Content-Encoding": "gzip", "Content-Length": "9" };
    const answer = isolated(new Response("1 + 1", { status: 404, headers }), "script-src 'none'");
    expect([answer.status, await answer.text()]).to.deep.equal([404, "1 + 1"]);
    expect(answer.headers.get("Content-Type")).to.equal("text/javascript");
    expect(answer.headers.get("Content-Encoding")).to.equal(null);
    expect(answer.headers.get("Content-Length")).to.equal(null);
    expect(answer.headers.get("Content-Security-Policy")).to.equal("script-src 'none'");
  });

  it("has no body where none is allowed", () => {
    expect(isolated(new Response(null, { status: 304 }), null).status).to.equal(304);
  });
});
