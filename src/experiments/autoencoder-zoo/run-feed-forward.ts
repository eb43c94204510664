/** One feed-forward autoencoder from its first weights to its row. */
import type * as tf from "@tensorflow/tfjs";
import { inOrder } from "../../data/batches.ts";
import { PIXELS } from "../../data/dataset.ts";
import { evaluate, testCase } from "../../metrics/evaluate.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { DENOISING_AUTOENCODER } from "../../networks/denoising-autoencoder.ts";
import { leaveBlack } from "../../restorers/leave-black.ts";
import { meanImage } from "../../restorers/mean-image.ts";
import { pca } from "../../restorers/pca.ts";
import type { RunUpdate } from "../experiment.ts";
import { keepCheckpoint, restorerKey } from "../kept-restorers.ts";
import type { SupervisedTraining } from "./course.ts";
import { FEED_FORWARD, fitFeedForward, reconstruct, startFeedForward, type FeedForwardName } from "./feed-forward.ts";
import { codeTiles, planeFigure, reconstructionFigure, SHOWN } from "./figures.ts";
import { firstPictures, pixelsOf } from "./images.ts";
import { applyInPieces, codeUse, reconstructionError } from "./measure.ts";
import { AUTOENCODERS } from "./models.ts";
import { NETWORK, publishedLoss, zooRow } from "./rows.ts";
import { legOf, pcaErrorOf, trainsAsPublished, type Zoo } from "./zoo.ts";

/** Codes of so many units are drawn beside their reconstructions. */
const DRAWN_CODES = { fewest: 9, most: 64 };

export async function* runFeedForward(name: FeedForwardName, zoo: Zoo): AsyncGenerator<RunUpdate, void, void> {
  const { values, images, course, context, dataset } = zoo;
  const random = zoo.random.stream(name);
  const { network, both, optimizer } = startFeedForward(name, values, random);
  try {
    const leg = legOf(name, values, images.train.count);
    const { epochs, stepsPerEpoch } = leg;
    yield { kind: "plan", epochs, stepsPerEpoch, parameters: network.countParams() };
    const test = testPictures(name, zoo);
    const training: SupervisedTraining = {
      name,
      parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
      fit: (saves) => fitFeedForward(name, both, optimizer, images, values, random, context, saves),
    };
    const validationLoss = yield* course.train(leg, training, async function* (epoch, when) {
      yield await showReconstructions(name, both, zoo, test, when);
      if (name === "two-unit" && epoch < epochs) yield* showPlane(both, zoo, test, when);
    });
    yield { kind: "progress", phase: "measuring", done: 0, total: 1, unit: "models", label: leg.panel };
    const [pictures, codes] = await apply(name, both, test.inputs, zoo);
    const { codeSize, loss } = AUTOENCODERS[name];
    const use = FEED_FORWARD[name].hasReluCode ? codeUse(codes, codeSize) : undefined;
    const row = zooRow(
      zoo,
      { model: name, method: NETWORK, loss },
      {
        epochs,
        validationLoss,
        publishedLoss: publishedLoss(name, epochs),
        ...(name === "sparse" ? { penalty: await penaltyOn(both, zoo) } : {}),
        mse: reconstructionError(pictures, test.originals),
        pcaMse: name === "denoising" ? null : await pcaErrorOf(codeSize, zoo, test.originals),
        codeSize,
        deadPercent: use?.deadPercent,
        zeroPercent: use?.zeroPercent,
        parameters: network.countParams(),
        trainImages: images.train.count,
      },
    );
    yield { kind: "row", row };
    if (name === "two-unit") {
      const caption = `all ${images.test.count} test digits, after epoch ${epochs}`;
      yield { kind: "figure", figure: planeFigure(name, codes, images.test.labels, caption) };
    }
    if (name === "denoising") {
      yield* denoisingBaselines(zoo, test.originals);
      if (trainsAsPublished(values, zoo.seed)) {
        const checkpoint = await checkpointOf(network, DENOISING_AUTOENCODER, { epochs, seed: zoo.seed });
        await keepCheckpoint(context.shelf, restorerKey(DENOISING_AUTOENCODER, "full", dataset), checkpoint);
      }
    }
  } finally {
    optimizer.dispose();
    network.dispose();
  }
}

interface TestPictures {
  /** `[count, 784]`, noisy for the denoising model. */
  readonly inputs: Float32Array;
  readonly originals: Float32Array;
}

function testPictures(name: FeedForwardName, { images, values }: Zoo): TestPictures {
  const originals = pixelsOf(images.test, inOrder(images.test.count));
  if (name !== "denoising") return { inputs: originals, originals };
  return { inputs: testCase({ kind: "gaussian-noise", percent: values.noisePercent }, originals).pixels, originals };
}

/** Reconstructions and codes of `inputs`. */
async function apply(
  name: FeedForwardName,
  both: tf.LayersModel,
  inputs: Float32Array,
  { context }: Pick<Zoo, "context">,
): Promise<[pictures: Float32Array, codes: Float32Array]> {
  const outputs = await applyInPieces(inputs, PIXELS, (piece) => reconstruct(name, both, piece), context.breathe);
  return outputs as [Float32Array, Float32Array];
}

async function showReconstructions(
  name: FeedForwardName,
  both: tf.LayersModel,
  zoo: Zoo,
  test: TestPictures,
  caption: string,
): Promise<RunUpdate> {
  const shown = Math.min(SHOWN, zoo.images.test.count);
  const [originals, inputs] = [firstPictures(test.originals, shown), firstPictures(test.inputs, shown)];
  const [pictures, codes] = await apply(name, both, inputs, zoo);
  const { codeSize } = AUTOENCODERS[name];
  const isDrawn = codeSize >= DRAWN_CODES.fewest && codeSize <= DRAWN_CODES.most;
  const rows = [
    { label: "original", pixels: originals },
    ...(name === "denoising" ? [{ label: "noisy", pixels: inputs }] : []),
    ...(isDrawn ? [{ label: `code, ${codeSize} units`, pixels: codeTiles(codes, codeSize) }] : []),
    { label: name === "denoising" ? "denoised" : "reconstructed", pixels: pictures },
    {
      label: "difference",
      pixels: pictures.map((pixel, i) => pixel - (originals[i] as number)),
      isDifference: true,
    },
  ];
  return { kind: "figure", figure: reconstructionFigure(name, rows, zoo.images.test.labels.slice(0, shown), caption) };
}

/** Where the first test digits lie by now. */
async function* showPlane(
  both: tf.LayersModel,
  zoo: Zoo,
  { inputs }: TestPictures,
  caption: string,
): AsyncGenerator<RunUpdate, void, void> {
  const count = Math.min(1000, zoo.images.test.count);
  const [, points] = await apply("two-unit", both, firstPictures(inputs, count), zoo);
  const labels = zoo.images.test.labels.slice(0, count);
  yield {
    kind: "figure",
    figure: planeFigure("two-unit", points, labels, `the first ${count} test digits, ${caption}`),
  };
}

/** What of the validation loss is the sparse model's penalty: its mean over images, batch by batch as in training. */
async function penaltyOn(both: tf.LayersModel, zoo: Zoo): Promise<number> {
  const { sparsePenalty, penaltyOver, batchSize } = zoo.values;
  const { validation } = zoo.images;
  const [, codes] = await apply("sparse", both, pixelsOf(validation, inOrder(validation.count)), zoo);
  const units = AUTOENCODERS.sparse.codeSize;
  let sum = 0;
  for (let first = 0; first < validation.count; first += batchSize) {
    const size = Math.min(batchSize, validation.count - first);
    const activity = codes.subarray(first * units, (first + size) * units).reduce((total, h) => total + Math.abs(h), 0);
    sum += sparsePenalty * activity * (penaltyOver === "batch" ? size : 1);
  }
  return sum / validation.count;
}

/** The methods without a network on the same noisy pictures. Linear fill would see no pixel that is certain. */
async function* denoisingBaselines(zoo: Zoo, originals: Float32Array): AsyncGenerator<RunUpdate, void, void> {
  const { values, context, spectrum } = zoo;
  const noisy = testCase({ kind: "gaussian-noise", percent: values.noisePercent }, originals);
  for (const restorer of [leaveBlack, meanImage(spectrum), pca(spectrum, values.pcaComponents, context.breathe)]) {
    // The first reading is the raw one, or the only one: with every pixel in doubt there are none to paste back.
    const [evaluation] = await evaluate(restorer, noisy);
    if (evaluation === undefined) continue;
    const method = restorer === leaveBlack ? "leave-noisy" : restorer.name;
    const { mseAll: mse } = evaluation;
    const codeSize = restorer.name === "pca" ? { codeSize: values.pcaComponents } : {};
    yield { kind: "row", row: zooRow(zoo, { model: "denoising", method, loss: null }, { mse, ...codeSize }) };
    await context.breathe();
  }
}
