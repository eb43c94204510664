import { expect } from "@esm-bundle/chai";
import { playgroundHash, readPlace } from "../../../components/url-state.ts";
import { holeOf, holeText, USUAL_PLAYGROUND, type PlaygroundChoice } from "../../../src/playground/choice.ts";

function read(hash: string): { choice: PlaygroundChoice; warnings: readonly string[] } {
  const place = readPlace(hash);
  if (place.kind !== "playground") throw new Error(`${hash} does not lead to the playground`);
  return place;
}

describe("the playground's address", () => {
  it("is short where nothing was chosen, and holds everything that was", () => {
    expect(playgroundHash(USUAL_PLAYGROUND)).to.equal("#/playground");
    expect(read("#/playground")).to.deep.include({ choice: USUAL_PLAYGROUND, warnings: [] });
    const choice: PlaygroundChoice = {
      data: "real",
      digit: 7,
      index: 12,
      tool: "stripe",
      size: 3,
      direction: "horizontal",
      hole: "none",
      restorers: ["linear-fill", "pca"],
      known: "repainted",
      generator: "eights",
    };
    const hash = playgroundHash(choice);
    expect(hash).to.equal(
      "#/playground?data=real&digit=7&index=12&hole=none&tool=stripe&size=3&direction=horizontal" +
        "&restorers=linear-fill,pca&known=repainted&generator=eights",
    );
    expect(read(hash)).to.deep.include({ choice, warnings: [] });
  });

  it("holds any drawn hole, pixel by pixel", () => {
    const hole = Uint8Array.from({ length: 784 }, (_, p) => (p % 3 === 0 || p > 770 ? 1 : 0));
    const text = holeText(hole);
    expect(text).to.match(/^[\w-]{131}$/);
    expect([...(holeOf(text) ?? [])]).to.deep.equal([...hole]);
    for (const name of ["patch", "vertical-stripe", "horizontal-stripe", "none"]) {
      expect(holeText(holeOf(name) as Uint8Array)).to.equal(name);
    }
    expect(holeOf(`!${text.slice(1)}`)).to.equal(null);
  });

  it("warns of what it does not know, and takes the usual in its place", () => {
    const { choice, warnings } = read("#/playground?digit=12&tool=axe&size=9&hole=round&known=x&colour=red&data=mine");
    expect(choice).to.deep.equal({ ...USUAL_PLAYGROUND, index: 0 });
    expect(warnings).to.have.members([
      'Cannot set digit: it must be a whole number from 0 to 9, got "12".',
      'Cannot set tool: it must be one of erase, stripe, patch, restore, ink, got "axe".',
      'Cannot set size: it must be a whole number from 1 to 5, got "9".',
      "Cannot set hole: it must be one of patch, vertical-stripe, horizontal-stripe, none, or a drawn hole as this page " +
        'writes it, got "round".',
      'Cannot set known: it must be one of kept, repainted, got "x".',
      'Cannot set data: it must be one of embedded, real, got "mine".',
      'Cannot set "colour": the playground knows data, digit, index, tool, size, direction, hole, restorers, known, ' +
        "generator.",
    ]);
  });
});
