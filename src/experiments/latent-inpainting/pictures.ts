/** What is restored: ideal pictures and what noise leaves of them, in the generator's own pixel space. */
import { toUnit } from "../../data/batches.ts";
import { firstImages, PIXELS, type Dataset, type DatasetIdentity } from "../../data/dataset.ts";
import { Random } from "../../random.ts";
import { picturesOf, type LatentGenerator } from "../../restorers/latent-search.ts";
import { exchangePixels } from "../../restorers/pixel-space.ts";
import type { GeneratorFile } from "./generator-file.ts";
import { EIGHT } from "./generators.ts";
import type { LatentInpaintingValues } from "./parameters.ts";
import { arePublished } from "./published.ts";

export interface Pictures {
  readonly count: number;
  /** `[count, 784]`. */
  readonly ideal: Float32Array;
  /** The same with noise, not clipped. */
  readonly noisy: Float32Array;
  /** The codes that ideal pictures were drawn from, `[count, L]`; null where they came from elsewhere. */
  readonly codes: Float32Array | null;
  /** Whether they are seed 001's own, so that its figures compare. */
  readonly arePublished: boolean;
  /** What they are, for the manifest. */
  readonly identity: DatasetIdentity;
}

type Asked = Pick<LatentInpaintingValues, "source" | "images" | "noise" | "seed">;

/**
 * Ideal pictures drawn from the generator, a file's own, or real eights.
 *
 * @param eights - null where `source` asks for none
 * @throws Error when there is none
 */
export async function makePictures(
  asked: Asked,
  generator: LatentGenerator,
  file: GeneratorFile | null,
  eights: Dataset | null,
): Promise<Pictures> {
  const random = new Random(asked.seed);
  const noise = random.stream("noise");
  const withNoise = (ideal: Float32Array): Float32Array => ideal.map((pixel) => pixel + asked.noise * noise.normal());
  if (eights !== null) {
    const images = firstImages(await eights.select("test", [EIGHT]), asked.images);
    if (images.count === 0) throw new Error(`Cannot restore eights: ${eights.identity.name} holds none to test on.`);
    const ideal = exchangePixels(toUnit(images.pixels), generator.space);
    const { identity } = eights;
    return { count: images.count, ideal, noisy: withNoise(ideal), codes: null, arePublished: false, identity };
  }
  if (file?.ideal != null) {
    const count = Math.min(asked.images, file.ideal.length / PIXELS);
    const ideal = file.ideal.slice(0, count * PIXELS);
    const noisy = file.noisy?.slice(0, count * PIXELS) ?? withNoise(ideal);
    const isPublished = file.noisy !== null && arePublished(file.ideal);
    const identity = identityOf("pictures of the generator's file", "files", count);
    return { count, ideal, noisy, codes: null, arePublished: isPublished, identity };
  }
  const draws = random.stream("latents");
  const codes = Float32Array.from({ length: asked.images * generator.latentSize }, () => draws.normal());
  const ideal = await picturesOf(generator, codes);
  const identity = identityOf("pictures drawn by the generator", "embedded", asked.images);
  return { count: asked.images, ideal, noisy: withNoise(ideal), codes, arePublished: false, identity };
}

function identityOf(name: string, origin: DatasetIdentity["origin"], testCount: number): DatasetIdentity {
  return { name, origin, sha256: {}, trainCount: 0, testCount };
}
