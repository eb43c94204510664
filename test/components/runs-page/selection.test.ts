import { expect } from "@esm-bundle/chai";
import { deletedSaid } from "../../../components/runs-page/said.ts";
import { selectionOf, stillKept } from "../../../components/runs-page/selection.ts";
import type { StoredRun } from "../../../store/stored-run.ts";

const run = (runId: string): StoredRun => ({ runId }) as unknown as StoredRun;
const [a, b, c] = [run("a"), run("b"), run("c")];

describe("the selected runs", () => {
  it("stand in the order of the table, and those that the filters hide after them", () => {
    expect(selectionOf([a, b, c], [c, b], new Set(["a", "b", "c"]))).to.deep.equal({ runs: [c, b, a], hidden: 1 });
    expect(selectionOf([a, b, c], [c, b], new Set(["b"]))).to.deep.equal({ runs: [b], hidden: 0 });
  });

  it("are the same set while all are kept, and lose those that are not", () => {
    const selected = new Set(["a", "b"]);
    expect(stillKept(selected, [a, b, c])).to.equal(selected);
    expect([...stillKept(selected, [b, c])]).to.deep.equal(["b"]);
  });

  it("say what was deleted and can come back, and what was left alone", () => {
    expect(deletedSaid(["a"], 0)).to.deep.equal({ sentences: ["Deleted 1 run."], isBad: false, undo: ["a"] });
    expect(deletedSaid(["a", "b"], 2)).to.deep.equal({
      sentences: ["Deleted 2 runs.", "2 runs still go on: stop before deleting."],
      isBad: true,
      undo: ["a", "b"],
    });
    expect(deletedSaid([], 1).sentences).to.deep.equal(["One run still goes on: stop before deleting."]);
  });
});
