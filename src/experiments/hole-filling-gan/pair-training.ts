/**
 * The two networks and their halves of an iteration, one call each, so that whoever drives them decides when, and how
 * often, either learns.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../../data/dataset.ts";
import { holeFillingDiscriminator } from "../../networks/hole-filling-discriminator.ts";
import { holeFillingGenerator } from "../../networks/hole-filling-generator.ts";
import type { Random } from "../../random.ts";
import {
  updateDiscriminator,
  updateGenerator,
  type AdversarialPair,
  type FakesOf,
  type Finish,
} from "../../training/adversarial.ts";
import { adam } from "../../training/optimizers.ts";
import type { TrainingParts } from "../../training/training-parts.ts";
import type { Draws, MaskedDraw } from "./draws.ts";

export interface PairSettings {
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly originalLabel: number;
  readonly fakes: FakesOf;
  /** Whether known pixels are pasted over what the generator made before the discriminator sees it. */
  readonly composite: boolean;
  /** Error in the hole that the generator is to lower besides. */
  readonly reconstruction: "none" | "absolute" | "squared";
  readonly reconstructionWeight: number;
}

/** β₁ of both; β₂ is Adam's usual .999. */
const BETA_1 = 0.5;

export class PairTraining {
  readonly generator: tf.Sequential;
  readonly #pair: AdversarialPair;
  /** All that training changes; disposed of with the rest. */
  readonly parts: TrainingParts;
  readonly #settings: PairSettings;
  readonly #draws: Draws;

  constructor(settings: PairSettings, draws: Draws, random: Random) {
    this.#settings = settings;
    this.#draws = draws;
    this.generator = holeFillingGenerator(random.stream("generator"));
    const { generator } = this;
    const discriminator = holeFillingDiscriminator(random.stream("discriminator"));
    const generatorOptimizer = adam(settings.generatorRate, BETA_1);
    const discriminatorOptimizer = adam(settings.discriminatorRate, BETA_1);
    const { originalLabel } = settings;
    this.#pair = { generator, discriminator, generatorOptimizer, discriminatorOptimizer, originalLabel };
    this.parts = {
      networks: { generator, discriminator },
      optimizers: {
        generatorOptimizer: [generatorOptimizer, generator],
        discriminatorOptimizer: [discriminatorOptimizer, discriminator],
      },
    };
  }

  get parameters(): number {
    return this.generator.countParams() + this.#pair.discriminator.countParams();
  }

  /** @returns its loss before the update; the caller owns it */
  updateDiscriminator(): tf.Scalar {
    return tf.tidy(() => {
      const originals = pictures(this.#draws.originals());
      const draw = this.#draws.forDiscriminator();
      return updateDiscriminator(
        this.#pair,
        originals,
        pictures(draw.masked),
        this.#finish(draw),
        this.#settings.fakes,
      );
    });
  }

  /** @returns its loss before the update, the error in the hole times its weight included; the caller owns it */
  updateGenerator(): tf.Scalar {
    return tf.tidy(() => {
      const draw = this.#draws.forGenerator();
      return updateGenerator(this.#pair, pictures(draw.masked), this.#finish(draw), this.#reconstruction(draw));
    });
  }

  dispose(): void {
    const { generator, discriminator, generatorOptimizer, discriminatorOptimizer } = this.#pair;
    for (const part of [generator, discriminator, generatorOptimizer, discriminatorOptimizer]) part.dispose();
  }

  #finish({ masked, holes }: MaskedDraw): Finish {
    if (!this.#settings.composite) return (made) => made;
    const hole = pictures(holes);
    const known = pictures(masked).mul(tf.sub(1, hole));
    return (made) => made.mul(hole).add(known);
  }

  #reconstruction({ originals, holes }: MaskedDraw): ((made: tf.Tensor) => tf.Scalar) | undefined {
    const { reconstruction, reconstructionWeight } = this.#settings;
    if (reconstruction === "none") return undefined;
    const [hole, wanted] = [pictures(holes), pictures(originals)];
    return (made) => holeError(reconstruction, made, wanted, hole).mul(reconstructionWeight);
  }
}

/** Mean over the missing pixels of |made − wanted| or its square, values in [−1, 1]. */
export function holeError(
  kind: "absolute" | "squared",
  made: tf.Tensor,
  wanted: tf.Tensor,
  hole: tf.Tensor,
): tf.Scalar {
  const difference = made.sub(wanted).mul(hole);
  const error = kind === "absolute" ? difference.abs() : difference.square();
  return error.sum().div(hole.sum());
}

function pictures(pixels: Float32Array): tf.Tensor {
  return tf.tensor(pixels, [pixels.length / (IMAGE_SIZE_PX * IMAGE_SIZE_PX), IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1]);
}
