/** The variational autoencoder from its first weights to its row, its plane and the digits all over it. */
import type * as tf from "@tensorflow/tfjs";
import { inOrder } from "../../data/batches.ts";
import { PIXELS } from "../../data/dataset.ts";
import { meanInterval } from "../../metrics/interval.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import {
  VAE_LATENT_SIZE,
  VARIATIONAL_DECODER,
  variationalAutoencoder,
  type VariationalAutoencoder,
} from "../../networks/variational-autoencoder.ts";
import { divergence, encode } from "../../training/variational.ts";
import type { RunUpdate } from "../experiment.ts";
import { keepCheckpoint, keptUnder, restorerKey } from "../kept-restorers.ts";
import type { SupervisedTraining } from "./course.ts";
import { manifoldCodes, manifoldFigure, planeFigure, reconstructionFigure, SHOWN } from "./figures.ts";
import { generationQuality, picturesToGenerate } from "./generation.ts";
import { firstPictures, pixelsOf } from "./images.ts";
import { IMAGES_SEEN, keepLongestTrained } from "./keep-longest-trained.ts";
import { applyInPieces, reconstructionError } from "./measure.ts";
import { AUTOENCODERS } from "./models.ts";
import { NETWORK, publishedLoss, zooRow } from "./rows.ts";
import { fitVariational, VAE_PROJECTION, variationalCheckpoint, variationalParts } from "./variational-training.ts";
import { legOf, optimizerOf, pcaErrorOf, trainsAsPublished, type Zoo } from "./zoo.ts";

/** On the shelf, under the data's own key. */
export const KEPT_DECODER = "generators/vae-decoder-2";

/** The manifold is drawn after each of the first few epochs and then after every fifth. */
const EARLY_EPOCHS = 3;
const LATER_EPOCHS = 5;

export async function* runVariational(zoo: Zoo): AsyncGenerator<RunUpdate, void, void> {
  const { values, images, course, context } = zoo;
  const random = zoo.random.stream("vae");
  const networks = variationalAutoencoder(random.stream("weights"));
  const optimizer = optimizerOf("vae", values);
  const parameters = networks.encoder.countParams() + networks.decoder.countParams();
  try {
    const leg = legOf("vae", values, images.train.count);
    const { epochs, stepsPerEpoch } = leg;
    yield { kind: "plan", epochs, stepsPerEpoch, parameters };
    const originals = pixelsOf(images.test, inOrder(images.test.count));
    const training: SupervisedTraining = {
      name: "vae",
      parts: variationalParts(networks, optimizer),
      fit: (saves) => fitVariational(networks, optimizer, images, values, random, context, saves),
    };
    const validationLoss = yield* course.train(leg, training, async function* (epoch, when) {
      yield await showReconstructions(networks, zoo, originals, when);
      if (epoch > EARLY_EPOCHS && epoch % LATER_EPOCHS !== 0 && epoch !== epochs) return;
      const manifold = await decode(networks, manifoldCodes(), zoo);
      yield { kind: "figure", figure: manifoldFigure(manifold, when) };
      yield* showPlane(networks, zoo, originals, when);
    });
    yield { kind: "progress", phase: "measuring", done: 0, total: 1, unit: "models", label: leg.panel };
    const pictures = await decode(networks, await encodeMeans(networks, originals, zoo), zoo);
    const latents = random.stream("latents/generated");
    const codes = Float32Array.from({ length: picturesToGenerate(images.test.count) * VAE_LATENT_SIZE }, () =>
      latents.normal(),
    );
    const generated = await generationQuality(await decode(networks, codes, zoo), originals, context.breathe);
    const { loss, codeSize } = AUTOENCODERS.vae;
    const row = zooRow(
      zoo,
      { model: "vae", method: NETWORK, loss },
      {
        epochs,
        validationLoss,
        publishedLoss: publishedLoss("vae", epochs),
        penalty: await divergenceOn(networks, zoo),
        mse: reconstructionError(pictures, originals),
        pcaMse: await pcaErrorOf(codeSize, zoo, originals),
        codeSize,
        ...generated,
        parameters,
        trainImages: images.train.count,
      },
    );
    yield { kind: "row", row };
    await keep(networks, zoo, epochs);
  } finally {
    optimizer.dispose();
    networks.encoder.dispose();
    networks.decoder.dispose();
  }
}

/** Only generators of all ten digits are of use to others. */
async function keep(networks: VariationalAutoencoder, zoo: Zoo, epochs: number): Promise<void> {
  const { values, seed, dataset, images, context } = zoo;
  if (values.digits.length < 10) return;
  const about = { experiment: "autoencoder-zoo", seed, epochs, [IMAGES_SEEN]: epochs * images.train.count };
  const decoder = await checkpointOf(networks.decoder, VARIATIONAL_DECODER, about);
  await keepLongestTrained(context.shelf, keptUnder(KEPT_DECODER, dataset), decoder);
  if (!trainsAsPublished(values, seed)) return;
  const whole = await variationalCheckpoint(networks, about);
  await keepCheckpoint(context.shelf, restorerKey(VAE_PROJECTION, "full", dataset), whole);
}

/** Means of the codes of `pixels` (`[count, 784]`): `[count, 2]`. */
async function encodeMeans(
  { encoder }: VariationalAutoencoder,
  pixels: Float32Array,
  { context }: Pick<Zoo, "context">,
): Promise<Float32Array> {
  const encoded = await applyInPieces(pixels, PIXELS, (piece) => encode(encoder, piece).slice(0, 1), context.breathe);
  return encoded[0] as Float32Array;
}

/** Pictures of `codes` (`[count, 2]`): `[count, 784]`. */
async function decode(
  { decoder }: VariationalAutoencoder,
  codes: Float32Array,
  { context }: Pick<Zoo, "context">,
): Promise<Float32Array> {
  const apply = (piece: tf.Tensor): tf.Tensor[] => [decoder.apply(piece) as tf.Tensor];
  const decoded = await applyInPieces(codes, VAE_LATENT_SIZE, apply, context.breathe);
  return decoded[0] as Float32Array;
}

async function showReconstructions(
  networks: VariationalAutoencoder,
  zoo: Zoo,
  test: Float32Array,
  caption: string,
): Promise<RunUpdate> {
  const shown = Math.min(SHOWN, zoo.images.test.count);
  const originals = firstPictures(test, shown);
  const pictures = await decode(networks, await encodeMeans(networks, originals, zoo), zoo);
  const rows = [
    { label: "original", pixels: originals },
    { label: "reconstructed", pixels: pictures },
    { label: "difference", pixels: pictures.map((pixel, i) => pixel - (originals[i] as number)), isDifference: true },
  ];
  return { kind: "figure", figure: reconstructionFigure("vae", rows, zoo.images.test.labels.slice(0, shown), caption) };
}

async function* showPlane(
  networks: VariationalAutoencoder,
  zoo: Zoo,
  test: Float32Array,
  caption: string,
): AsyncGenerator<RunUpdate, void, void> {
  const points = await encodeMeans(networks, test, zoo);
  yield { kind: "figure", figure: planeFigure("vae", points, zoo.images.test.labels, caption) };
}

/** The divergence's share of the validation loss. */
async function divergenceOn({ encoder }: VariationalAutoencoder, { images, context }: Zoo): Promise<number> {
  const pixels = pixelsOf(images.validation, inOrder(images.validation.count));
  const [parts] = await applyInPieces(
    pixels,
    PIXELS,
    (piece) => [divergence(...encode(encoder, piece))],
    context.breathe,
  );
  return meanInterval(parts as Float32Array).mean;
}
