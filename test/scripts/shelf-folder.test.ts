import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createServer } from "vite";
import { SHELF_ROUTE } from "../../scripts/headless/bridge.ts";
import { serveShelf } from "../../scripts/lab/shelf-folder.ts";
import { servedShelf } from "../../workers/shelf/served-shelf.ts";
import { inTemporaryFolder } from "./run-lab.ts";

/** A shelf as the command line's page has it, while a test runs. */
async function withShelf(
  test: (shelf: ReturnType<typeof servedShelf>, folder: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (root) => {
    const folder = join(root, "shelf");
    const server = await createServer({
      configFile: false,
      root,
      logLevel: "error",
      appType: "custom",
      server: { host: "127.0.0.1", port: 0, hmr: false, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      plugins: [serveShelf(folder)],
    });
    try {
      await server.listen();
      const address = server.httpServer?.address();
      if (address === null || typeof address !== "object") throw new Error("no address");
      await test(servedShelf(`http://127.0.0.1:${address.port}${SHELF_ROUTE}`), folder);
    } finally {
      await server.close();
    }
  });
}

describe("the command line's shelf", () => {
  it("keeps bytes in a folder from run to run, the later of two", async () => {
    await withShelf(async (shelf, folder) => {
      assert.equal(await shelf.read("judge/full/mnist"), null);
      assert.equal(existsSync(folder), false);
      const megabyte = new Uint8Array(1 << 20).fill(7);
      assert.equal(await shelf.write("judge/full/mnist", Uint8Array.of(1)), true);
      assert.equal(await shelf.write("judge/full/mnist", megabyte), true);
      assert.deepEqual(await shelf.read("judge/full/mnist"), megabyte);
      assert.deepEqual(readdirSync(folder), ["judge_full_mnist"]);
    });
  });

  it("forgets all keys that begin so, and no others", async () => {
    await withShelf(async (shelf, folder) => {
      await shelf.removeAll("runs/1/"); // nothing is kept yet
      for (const key of ["runs/1/a", "runs/1/b/c", "runs/2/a"]) await shelf.write(key, Uint8Array.of(1));
      await shelf.removeAll("runs/1/");
      assert.deepEqual(readdirSync(folder), ["runs_2_a"]);
      await shelf.removeAll("");
      assert.deepEqual(readdirSync(folder), ["runs_2_a"]);
    });
  });

  it("never leaves its folder, whatever the key", async () => {
    await withShelf(async (shelf, folder) => {
      assert.equal(await shelf.write("../../outside", Uint8Array.of(1)), true);
      assert.deepEqual(readdirSync(folder), [".._.._outside"]);
    });
  });
});
