import { expect } from "@esm-bundle/chai";
import { fetchAsset } from "../../workers/assets.ts";
import { testContext } from "../backends.ts";

const SCRIPT = new URL("/workers/lab.worker.ts", location.href).href;

describe("what comes with the lab", () => {
  it("is found one folder above the worker's script, the same bytes that tests see", async () => {
    const bytes = await fetchAsset("icon.svg", SCRIPT);
    expect(new TextDecoder().decode(bytes)).to.contain("<svg");
    expect(await testContext().asset("icon.svg")).to.deep.equal(bytes);
  });

  it("is named when it is missing, also where a server answers with its page", async () => {
    const messages: string[] = [];
    for (const [name, script] of [
      ["generators/none.lacuna", SCRIPT],
      ["", SCRIPT],
    ] as const) {
      await fetchAsset(name, script).catch((error: unknown) => messages.push((error as Error).message));
    }
    expect(messages[0]).to.contain(
      "Cannot read generators/none.lacuna: it comes with the lab, but the server answered 404",
    );
    expect(messages[1]).to.contain("the server answered with a page");
  });
});
