/**
 * Networks that make digits of codes, as the playground walks through them: the generator of eights that comes with the
 * lab, and whatever decoders are kept on the shelf. Each is opened when first asked for, and stays open.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS, type Dataset } from "../../src/data/dataset.ts";
import { KEPT_GENERATOR } from "../../src/experiments/autoencoder-zoo/run-adversarial.ts";
import { KEPT_DECODER } from "../../src/experiments/autoencoder-zoo/run-variational.ts";
import { giveVariationalWeights, VAE_PROJECTION } from "../../src/experiments/autoencoder-zoo/variational-training.ts";
import type { RunContext } from "../../src/experiments/experiment.ts";
import { keptUnder, readCheckpoint, restorerKey } from "../../src/experiments/kept-restorers.ts";
import { OWN_GENERATOR } from "../../src/experiments/latent-inpainting/generators.ts";
import { latentSearch } from "../../src/experiments/latent-inpainting/restorers.ts";
import { openZooGenerator } from "../../src/experiments/latent-inpainting/zoo-generators.ts";
import { LATENT_SIZE, openLatentGenerator } from "../../src/networks/latent-generator.ts";
import { latentModel } from "../../src/networks/latent-model.ts";
import { GAN_LATENT_SIZE } from "../../src/networks/published-gan-generator.ts";
import { VAE_LATENT_SIZE, variationalAutoencoder } from "../../src/networks/variational-autoencoder.ts";
import type { GeneratorDescription } from "../../src/playground/protocol.ts";
import { Random } from "../../src/random.ts";
import { picturesOf, type LatentGenerator } from "../../src/restorers/latent-search.ts";
import { decodeCheckpoint, type Checkpoint } from "../../src/results/checkpoint.ts";
import { encode as encodeVariational } from "../../src/training/variational.ts";

/** Pictures at once: more than a plane of tiles holds. */
const MOST_CODES = 1024;

interface Open {
  readonly generator: LatentGenerator;
  /** From pictures `[B, 784]` to codes `[B, L]`, where it can. */
  readonly encode: ((pictures: tf.Tensor2D) => tf.Tensor2D) | null;
  readonly dispose: () => void;
}

interface Known {
  readonly description: GeneratorDescription;
  readonly open: () => Promise<Open>;
}

export class Generators {
  readonly #context: RunContext;
  readonly #known = new Map<string, Known>();
  readonly #open = new Map<string, Promise<Open>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Finds out what there is; what was found before stays as it is. */
  async find(dataset: Dataset): Promise<GeneratorDescription[]> {
    for (const known of await this.#search(dataset)) {
      if (!this.#known.has(known.description.name)) this.#known.set(known.description.name, known);
    }
    return [...this.#known.values()].map(({ description }) => description);
  }

  async decode(name: string, codes: Float32Array): Promise<Float32Array> {
    return this.#inTurn(name, async ({ generator }, { latentSize }) => {
      const count = codes.length / latentSize;
      if (!Number.isInteger(count) || count < 1 || count > MOST_CODES) {
        throw new RangeError(
          `Cannot decode: ${name} takes 1 to ${MOST_CODES} codes of ${latentSize} numbers, got ${codes.length} numbers.`,
        );
      }
      return picturesOf(generator, codes);
    });
  }

  async encode(name: string, pixels: Float32Array): Promise<Float32Array> {
    return this.#inTurn(name, async ({ encode }) => {
      if (encode === null) throw new Error(`Cannot encode: ${name} only makes digits, it reads none.`);
      const code = tf.tidy(() => encode(tf.tensor2d(pixels, [1, PIXELS])));
      try {
        return Float32Array.from(await code.data<"float32">());
      } finally {
        code.dispose();
      }
    });
  }

  /** Waits for what goes on, and releases everything. */
  async dispose(): Promise<void> {
    await this.#last;
    for (const open of this.#open.values()) (await open.catch(() => null))?.dispose(); // one that failed holds nothing
    this.#open.clear();
  }

  #inTurn<Result>(name: string, work: (open: Open, what: GeneratorDescription) => Promise<Result>): Promise<Result> {
    const known = this.#known.get(name);
    if (known === undefined)
      return Promise.reject(new Error(`Cannot use generator "${name}": there is none of that name.`));
    const done = this.#last.then(async () => {
      const open = this.#open.get(name) ?? known.open();
      this.#open.set(name, open);
      return work(await open, known.description);
    });
    this.#last = done.catch(() => null);
    return done;
  }

  async #search({ identity }: Dataset): Promise<Known[]> {
    const { shelf } = this.#context;
    const found: Known[] = [];
    const plane = await this.#kept(VAE_PROJECTION, identity);
    if (plane !== null) {
      found.push({
        description: { ...PLANE, encodes: true },
        open: async () => openPlane(plane),
      });
    } else if ((await readCheckpoint(shelf, keptUnder(KEPT_DECODER, identity))) !== null) {
      const open = async (): Promise<Open> => only(await openZooGenerator("trained-vae", identity, shelf));
      found.push({ description: { ...PLANE, encodes: false }, open });
    }
    const decoder = await this.#kept(latentSearch.name, identity);
    if (decoder !== null) found.push({ description: DECODER, open: async () => openDecoder(decoder) });
    if ((await readCheckpoint(shelf, keptUnder(KEPT_GENERATOR, identity))) !== null) {
      found.push({ description: GAN, open: async () => only(await openZooGenerator("trained-gan", identity, shelf)) });
    }
    const own = async (): Promise<Open> => openDecoder(decodeCheckpoint(await this.#context.asset(OWN_GENERATOR)));
    return [...found, { description: EIGHTS, open: own }];
  }

  async #kept(name: string, identity: Dataset["identity"]): Promise<Checkpoint | null> {
    const { shelf } = this.#context;
    return (
      (await readCheckpoint(shelf, restorerKey(name, "full", identity))) ??
      (await readCheckpoint(shelf, restorerKey(name, "quick", identity)))
    );
  }
}

const PLANE = {
  name: "plane",
  label: "All digits on a plane",
  latentSize: VAE_LATENT_SIZE,
  about: "The decoder of a variational autoencoder with two numbers to a code: every digit has its place on one plane.",
};

const DECODER: GeneratorDescription = {
  name: "all-digits",
  label: `All digits, ${LATENT_SIZE} numbers`,
  latentSize: LATENT_SIZE,
  encodes: false,
  about: `The decoder that latent search looks through: ${LATENT_SIZE} numbers to a code, two of them on the plane.`,
};

const GAN: GeneratorDescription = {
  name: "gan",
  label: "GAN of all digits",
  latentSize: GAN_LATENT_SIZE,
  encodes: false,
  about: `The generator of the autoencoder zoo's GAN: ${GAN_LATENT_SIZE} numbers to a code, and a random plane through them.`,
};

const EIGHTS: GeneratorDescription = {
  name: "eights",
  label: "Eights, which come with the lab",
  latentSize: LATENT_SIZE,
  encodes: false,
  about: `A generator that has seen nothing but eights: ${LATENT_SIZE} numbers to a code, two of them on the plane.`,
};

function only(generator: LatentGenerator): Open {
  return { generator, encode: null, dispose: () => generator.dispose() };
}

function openDecoder(checkpoint: Checkpoint): Open {
  return only(latentModel(openLatentGenerator(checkpoint)));
}

function openPlane(checkpoint: Checkpoint): Open {
  const networks = variationalAutoencoder(new Random(0)); // its weights come from the checkpoint
  const { encoder, decoder } = networks;
  const dispose = (): void => {
    encoder.dispose();
    decoder.dispose();
  };
  try {
    giveVariationalWeights(networks, checkpoint);
  } catch (error) {
    dispose();
    throw error;
  }
  return { generator: latentModel(decoder), encode: (pictures) => encodeVariational(encoder, pictures)[0], dispose };
}
