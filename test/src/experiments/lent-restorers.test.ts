import { expect } from "@esm-bundle/chai";
import type { RunContext, TrainableRestorer } from "../../../src/experiments/experiment.ts";
import {
  lentName as lentMlp,
  mlpArchitecture,
  RESTORERS as MLPS,
} from "../../../src/experiments/masked-restoration/restorers.ts";
import { maskedRestoration } from "../../../src/experiments/masked-restoration/spec.ts";
import { lentName as lentUnet, RESTORERS as UNETS } from "../../../src/experiments/restoration-unet/restorers.ts";
import { restorationUnet as unetSpec } from "../../../src/experiments/restoration-unet/spec.ts";
import { checkpointOf } from "../../../src/networks/checkpoints.ts";
import { maskedRestorationMlp } from "../../../src/networks/masked-restoration-mlp.ts";
import { RESTORATION_UNET, restorationUnet } from "../../../src/networks/restoration-unet.ts";
import { Random } from "../../../src/random.ts";
import { holeAwareRestorer } from "../../../src/restorers/hole-aware-restorer.ts";
import { networkRestorer } from "../../../src/restorers/network-restorer.ts";
import type { Restorer } from "../../../src/restorers/restorer.ts";
import type { Checkpoint } from "../../../src/results/checkpoint.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { tensorsLeftBy, testContext, tinyDataset } from "../../backends.ts";

const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const IMAGES = {
  pixels: Float32Array.from({ length: 784 }, (_, i) => Math.sin(i) ** 2),
  holes: new Uint8Array(784).fill(1, 100, 200),
  count: 1,
};

/** A network of each kind with its checkpoint, and the restorer that a run would make of it. */
async function sample(
  kind: "unet" | "mlp",
  { breathe }: RunContext,
): Promise<{ checkpoint: Checkpoint; restored: Float32Array }> {
  const model = kind === "unet" ? restorationUnet(new Random(1)) : maskedRestorationMlp(256, new Random(1));
  const architecture = kind === "unet" ? RESTORATION_UNET : mlpArchitecture(256);
  const direct: Restorer = (kind === "unet" ? holeAwareRestorer : networkRestorer)("direct", model, breathe);
  const result = { checkpoint: await checkpointOf(model, architecture, {}), restored: await direct.restore(IMAGES) };
  model.dispose();
  return result;
}

describe("lent restorers", () => {
  const context = testContext();
  before(async () => void (await chooseEngine("wasm")));

  for (const [kind, restorers] of [
    ["unet", UNETS],
    ["mlp", MLPS],
  ] as const) {
    for (const restorer of restorers) {
      it(`${restorer.name} restores from its checkpoint what its network restores, and leaves no tensor`, async () => {
        const left = await tensorsLeftBy(async () => {
          const { checkpoint, restored } = await sample(kind, context);
          const open = await restorer.open(checkpoint, context);
          expect(open.name).to.equal(restorer.name);
          expect([...(await open.restore(IMAGES))]).to.deep.equal([...restored]);
          open.dispose();
        });
        expect(left).to.equal(0);
      });

      it(`${restorer.name} refuses a checkpoint of another network, and leaves no tensor`, async () => {
        let message = "";
        const left = await tensorsLeftBy(async () => {
          const other: Checkpoint = { architecture: "sundial", about: {}, weights: [] };
          await restorer.open(other, context).catch((error: unknown) => (message = (error as Error).message));
        });
        expect(message).to.contain('Cannot use the checkpoint: it holds "sundial"');
        expect(left).to.equal(0);
      });

      it(`${restorer.name} leaves no tensor when its training is given up`, async () => {
        const left = await tensorsLeftBy(async () => {
          expect(await someUpdates(restorer, context)).to.include("points");
        });
        expect(left).to.equal(0);
      });
    }
  }

  it("are kept by a run that trains the very same network, and by no other", () => {
    const { "all-digits": all, "as-published": two, "centre-hole": centre } = unetSpec.presets;
    expect(lentUnet(all.values)).to.equal("restoration-unet");
    expect(lentUnet({ ...all.values, testImages: 7, judge: false })).to.equal("restoration-unet");
    expect(lentUnet(centre.values)).to.equal("restoration-unet-centre-hole");
    expect(lentUnet({ ...all.values, holes: "centre-hole" })).to.equal(null);
    expect(lentUnet(two.values)).to.equal(null);
    expect(lentUnet({ ...all.values, steps: 2401 })).to.equal(null);
    const { "as-published": published, best } = maskedRestoration.presets;
    expect(lentMlp({ ...published.values, digits: TEN })).to.equal("masked-mlp");
    expect(lentMlp({ ...best.values, digits: TEN })).to.equal("masked-mlp-best");
    expect(lentMlp(best.values)).to.equal(null);
    expect(lentMlp({ ...best.values, digits: TEN, seed: 2 })).to.equal(null);
  });
});

/** The kinds of the first updates, up to a curve's first points; the training ends there. */
async function someUpdates(restorer: TrainableRestorer, context: RunContext): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of restorer.train(tinyDataset(40, 10), "glimpse", context)) {
    kinds.push(kind);
    if (kind === "points") break;
  }
  return kinds;
}
