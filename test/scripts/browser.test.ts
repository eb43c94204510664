/** Finding a browser: what is said when it cannot be had, and that what is found can be run. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, it } from "node:test";
import { BrowserError, findBrowser, launchFlags } from "../../scripts/browser.ts";

describe("findBrowser", () => {
  let before: string | undefined;

  beforeEach(() => {
    before = process.env["CHROME_PATH"];
  });

  afterEach(() => {
    if (before === undefined) delete process.env["CHROME_PATH"];
    else process.env["CHROME_PATH"] = before;
  });

  for (const [what, path] of [
    ["nothing", "/nowhere/chrome"],
    ["a folder", tmpdir()],
    ["a file that is no program", "package.json"],
  ] as const) {
    it(`refuses a CHROME_PATH that names ${what} instead of looking elsewhere`, async () => {
      process.env["CHROME_PATH"] = path;
      await assert.rejects(findBrowser(), (error: unknown) => {
        assert.ok(error instanceof BrowserError);
        assert.ok(error.message.startsWith(`Cannot use CHROME_PATH: ${path} is not a program`));
        return true;
      });
    });
  }

  it("takes CHROME_PATH when it names a program", async () => {
    process.env["CHROME_PATH"] = process.execPath;
    assert.equal(await findBrowser(), process.execPath);
  });

  it("finds one that runs", async () => {
    delete process.env["CHROME_PATH"];
    const version = execFileSync(await findBrowser(), ["--version", "--no-sandbox"], {
      encoding: "utf8",
      stdio: "pipe",
    });
    assert.match(version, /\d+\.\d+/);
  });
});

describe("launchFlags", () => {
  it("forces the software adapter only where it is asked for", () => {
    const software = "--use-webgpu-adapter=swiftshader";
    assert.ok(launchFlags({ webgpu: "software" }).includes(software));
    assert.ok(!launchFlags({ webgpu: "prefer-hardware" }).includes(software));
    assert.ok(!launchFlags({ webgpu: "none" }).some((flag) => flag.includes("webgpu")));
  });
});
