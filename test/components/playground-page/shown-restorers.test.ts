import { expect } from "@esm-bundle/chai";
import { afterToggle, shownMembers, unknownNames } from "../../../components/playground-page/shown-restorers.ts";
import { outcomeText } from "../../../components/playground-page/words.ts";
import type { ShownFilling } from "../../../components/playground-page/desk.ts";
import type { CastMember, Filling, Readiness } from "../../../src/playground/protocol.ts";

const member = (name: string, kind: "live" | "patient" | "untrained"): CastMember => ({
  name,
  kind: "network",
  label: name.toUpperCase(),
  readiness: { kind, aboutSeconds: null } as Readiness,
});
const CAST = [
  member("mean", "live"),
  member("linear", "live"),
  member("search", "patient"),
  member("net", "untrained"),
];
const namesOf = (members: readonly CastMember[]): string[] => members.map(({ name }) => name);

describe("the restorers beside the pad", () => {
  it("are all that are ready, unless the address asks for some", () => {
    expect(namesOf(shownMembers(CAST, { restorers: null }))).to.deep.equal(["mean", "linear", "search"]);
    expect(namesOf(shownMembers(CAST, { restorers: ["search", "net"] }))).to.deep.equal(["search"]);
  });

  it("are asked for by name once one is switched off, and without names when all are on again", () => {
    const fewer = afterToggle(CAST, { restorers: null }, "linear");
    expect(fewer).to.deep.equal(["mean", "search"]);
    expect(afterToggle(CAST, { restorers: fewer }, "linear")).to.equal(null);
  });

  it("leave one sentence for each name that nobody has, and none before the cast is known", () => {
    expect(unknownNames(CAST, { restorers: ["mean", "nobody"] })).to.deep.equal([
      'Cannot show restorer "nobody": there is none of that name.',
    ]);
    expect(unknownNames([], { restorers: ["nobody"] })).to.deep.equal([]);
  });

  it("are told of best first, once all that follow the pen have answered", () => {
    const filled = (mseHole: number, isCurrent = true): ShownFilling => ({
      filling: { mseHole, mseAll: 1, verdict: null } as Filling,
      isCurrent,
    });
    const told = (fillings: Readonly<Record<string, ShownFilling>>): string | null =>
      outcomeText(CAST, (name) => fillings[name] ?? null);
    const [mean, linear] = [filled(0.5), filled(0.25)];
    expect(told({ mean, linear })).to.equal("LINEAR: hole MSE 0.2500. MEAN: hole MSE 0.5000.");
    expect(told({ mean, linear: filled(0.25, false) })).to.equal(null);
    expect(told({ search: mean }), "nobody who follows the pen").to.equal(null);
    expect(told({ mean, linear, search: filled(0.1, false) }), "a patient one is not waited for").to.contain("LINEAR");
  });
});
