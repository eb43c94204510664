import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { findExperiment } from "../../src/catalog.ts";
import { Random } from "../../src/random.ts";
import type { Pause, RunConfig, RunEvent } from "../../src/protocol.ts";
import type { Turns } from "../../src/experiments/turns.ts";
import { energyPair } from "../../src/networks/energy-pair.ts";
import { adversarialLearner } from "../../src/experiments/latent-inpainting/adversarial-learner.ts";
import { startGan, trainGan } from "../../src/experiments/autoencoder-zoo/adversarial-training.ts";
import { autoencoderZoo } from "../../src/experiments/autoencoder-zoo/spec.ts";
import { updateEnergyPair } from "../../src/training/energy.ts";
import { gradientDescent } from "../../src/training/optimizers.ts";
import { chooseEngine } from "../../workers/engine/choose.ts";
import { Lab } from "../../workers/lab.ts";
import { PauseGate } from "../../workers/pause-gate.ts";
import { testContext, tinyDataset } from "../backends.ts";

const CALLER = { from: "test", machine: "" };

/** Embedded digits, a few steps of each network, little to measure. */
function zooConfig(change: Record<string, unknown> = {}): RunConfig {
  const values = {
    ...findExperiment("autoencoder-zoo").presets["quick"]?.values,
    model: "gan",
    ganVariant: "corrected",
    data: "embedded",
    digits: [5],
    ganSteps: 6,
    ganBatchSize: 2,
    trainImages: 20,
    testImages: 6,
    ...change,
  };
  return { experiment: "autoencoder-zoo", preset: "quick", engine: "wasm", values };
}

interface Driven {
  readonly events: RunEvent[];
  readonly lab: Lab;
  readonly ended: Promise<void>;
  /** Resolves when the run waits in its training. */
  readonly held: Promise<Pause | null>;
}

/** Starts a run and pauses it as soon as it trains. */
function begun(config: RunConfig): Driven {
  const lab = new Lab();
  const events: RunEvent[] = [];
  let hold: (pause: Promise<Pause | null>) => void = () => undefined;
  const held = new Promise<Pause | null>((resolve) => (hold = (pause) => resolve(pause)));
  const ended = lab.run(config, CALLER, (event) => {
    events.push(event);
    if (event.kind === "figure" && events.filter(({ kind }) => kind === "figure").length === 1) hold(lab.pause());
  });
  return { events, lab, ended, held };
}

const rowsOf = (events: readonly RunEvent[]): unknown[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
const figuresOf = (events: readonly RunEvent[]): unknown[] =>
  events.flatMap((event) =>
    event.kind === "figure" && event.figure.kind === "tiles"
      ? [event.figure.rows.map(({ pixels }) => [...pixels])]
      : [],
  );
const seriesOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "points" ? event.points.map(({ series }) => series) : []));

/** Longer than any step here takes: what happens in it would have happened. */
const pauseFor = async (breaths: number): Promise<void> => {
  for (let i = 0; i < breaths; i++) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe("a run that is paused", function () {
  this.timeout(120_000);
  before(() => chooseEngine("wasm"));

  it("tells nothing until it goes on, and ends bit for bit as one that was never paused", async () => {
    const whole: RunEvent[] = [];
    await new Lab().run(zooConfig(), CALLER, (event) => void whole.push(event));
    const moments = whole.flatMap((event) => (event.kind === "figure" ? [event.when] : []));
    expect([moments[0], moments.at(-1)]).to.deep.equal(["step 0 of 6", "step 6 of 6"]);
    const { events, lab, ended, held } = begun(zooConfig());
    expect((await held)?.players).to.deep.equal(["discriminator", "generator"]);
    const before = events.length;
    await pauseFor(100);
    expect(events.length).to.equal(before);
    expect(await lab.step(["discriminator", "generator"])).to.deep.equal({ players: ["discriminator", "generator"] });
    expect(events.length).to.be.above(before);
    await lab.continue();
    await ended;
    expect(rowsOf(events)).to.deep.equal(rowsOf(whole));
    expect(figuresOf(events)).to.deep.equal(figuresOf(whole));
    const last = events.at(-1);
    if (last?.kind !== "finished") throw new Error("it did not finish");
    expect([last.outcome, last.manifest.byHand]).to.deep.equal(["done", undefined]);
  });

  it("draws a point after each step, of who has learnt alone, and says in its manifest that it was driven by hand", async () => {
    const { events, lab, ended, held } = begun(zooConfig());
    await held;
    const before = seriesOf(events).length;
    await lab.step(["discriminator"]);
    expect(
      seriesOf(events)
        .slice(before)
        .map((series) => series.split("/").at(-1)),
    ).to.deep.equal(["discriminator"]);
    await lab.step(["generator"]);
    expect(
      seriesOf(events)
        .slice(before + 1)
        .map((series) => series.split("/").at(-1)),
    ).to.deep.equal(["generator"]);
    const refused = await lab.step(["critic"]).then(String, (error: Error) => error.message);
    expect(refused).to.equal("Cannot step: only discriminator and generator can be moved now, got critic.");
    await lab.stop();
    await ended;
    const last = events.at(-1);
    if (last?.kind !== "finished") throw new Error("it did not finish");
    expect(last.outcome).to.equal("stopped");
    expect(last.manifest.byHand).to.equal(true);
    expect(last.manifest.notices.filter((notice) => notice.startsWith("Driven by hand")).length).to.equal(1);
  });

  it("does not count the pause as time of the run", async () => {
    const gate = new PauseGate(() => undefined);
    const paused = gate.pause();
    const breath = gate.breath();
    expect(await paused).to.deep.equal({ players: [] });
    const [ownMs, wallMs] = [gate.nowMs(), performance.now()];
    await pauseFor(30);
    gate.continue();
    await breath;
    const waitedMs = performance.now() - wallMs;
    expect(waitedMs).to.be.at.least(30);
    expect(gate.nowMs() - ownMs).to.be.below(waitedMs / 2);
  });

  it("answers whoever waits for a pause that does not come", async () => {
    const gate = new PauseGate(() => undefined);
    const first = gate.pause();
    gate.continue();
    expect(await first).to.equal(null);
    const second = gate.pause();
    gate.end();
    expect([await second, await gate.pause()]).to.deep.equal([null, null]);
    const refused = await gate.step(["generator"]).then(String, (error: Error) => error.message);
    expect(refused).to.equal("Cannot step: the run is not paused.");
  });
});

const weightsOf = (model: tf.LayersModel): number[] =>
  model.trainableWeights.flatMap((weight) => [...weight.read().dataSync()]);

/** Which of two networks have other weights after some work. */
async function changedBy(models: Readonly<Record<string, tf.LayersModel>>, work: () => unknown): Promise<string[]> {
  const before = Object.entries(models).map(
    ([name, model]) => [name, model, JSON.stringify(weightsOf(model))] as const,
  );
  await work();
  return before.flatMap(([name, model, weights]) => (JSON.stringify(weightsOf(model)) === weights ? [] : [name]));
}

const only = (...players: string[]) => ({ has: (player: string) => players.includes(player), isByHand: true });

describe("a step of one network alone", () => {
  before(() => chooseEngine("wasm"));

  it("leaves the other's weights as they are: the zoo's GAN", async () => {
    const random = new Random(1);
    const pair = startGan("corrected", random);
    const { generator, discriminator } = pair;
    const images = await tinyDataset(20, 2).select("train", [5]);
    const values = { ...autoencoderZoo.presets.quick.values, ganSteps: 1, ganBatchSize: 2 };
    const train = async (player: string): Promise<void> => {
      const turns = (): Turns => ({ next: () => Promise.resolve(only(player)), close: () => undefined });
      const saves = { from: null, offer: () => Promise.resolve() };
      for await (const update of trainGan("corrected", pair, images, values, random, testContext({ turns }), saves)) {
        if (typeof update === "number") throw new Error("no loss was read");
        expect([update.discriminator === null, update.generator === null]).to.deep.equal([
          player === "generator",
          player === "discriminator",
        ]);
      }
    };
    expect(await changedBy({ generator, discriminator }, () => train("discriminator"))).to.deep.equal([
      "discriminator",
    ]);
    expect(await changedBy({ generator, discriminator }, () => train("generator"))).to.deep.equal(["generator"]);
    for (const part of [generator, discriminator, pair.generatorOptimizer, pair.discriminatorOptimizer]) part.dispose();
  });

  it("leaves the other's weights as they are: the generator of eights", async () => {
    const learner = adversarialLearner(new Random(1));
    const { generator, discriminator } = learner.parts.networks as Record<string, tf.LayersModel>;
    if (generator === undefined || discriminator === undefined) throw new Error("no pair");
    const pictures = tf.zeros<tf.Rank.R2>([2, 784]);
    const step = (player: string): void => learner.step(pictures, only(player)).forEach((loss) => loss?.dispose());
    expect(await changedBy({ generator, discriminator }, () => step("discriminator"))).to.deep.equal(["discriminator"]);
    expect(await changedBy({ generator, discriminator }, () => step("generator"))).to.deep.equal(["generator"]);
    pictures.dispose();
    learner.dispose();
  });

  it("leaves the other's weights as they are: the energy and its generator", async () => {
    const pair = energyPair(4, new Random(1));
    const { energy, generator } = pair;
    const optimizer = gradientDescent(0.1);
    const batch = {
      originals: tf.ones<tf.Rank.R2>([2, 784]),
      damaged: tf.zeros<tf.Rank.R2>([2, 784]),
      holes: tf.ones<tf.Rank.R2>([2, 784]),
      shown: "damaged" as const,
    };
    const step = (player: string): void => {
      const reading = updateEnergyPair(pair, optimizer, batch, (network) => network === player);
      tf.dispose([reading.loss, reading.dataEnergy, reading.contrastiveEnergy]);
    };
    expect(await changedBy({ energy, generator }, () => step("energy"))).to.deep.equal(["energy"]);
    expect(await changedBy({ energy, generator }, () => step("generator"))).to.deep.equal(["generator"]);
    tf.dispose([batch.originals, batch.damaged, batch.holes]);
    for (const part of [energy, generator, optimizer]) part.dispose();
  });
});
