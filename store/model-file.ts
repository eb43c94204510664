/** A trained model back from its files in an archive. They come from outside, so whatever any page reads is checked. */
import { z } from "zod";
import { parametersOf, type TrainedModel } from "../src/results/trained-model.ts";

const SHAPES = z.array(z.array(z.int().min(0).nullable()));

const FILE = z.object({
  format: z.literal("layers-model"),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.object({
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)), dtype: z.literal("float32") })),
    }),
  ]),
  userDefinedMetadata: z.object({
    lacuna: z.object({
      name: z.string().min(1).max(200),
      inputs: SHAPES,
      outputs: SHAPES,
      ownLayers: z.array(z.string()),
    }),
  }),
});

/** @throws Error whose message ends a sentence: "it is not JSON" */
export function readModelFile(text: string, weights: Uint8Array): TrainedModel {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = FILE.safeParse(json);
  if (!result.success) throw new Error(`it is no model of the lab (${result.error.issues[0]?.path.join(".") ?? ""})`);
  const { modelTopology, weightsManifest, userDefinedMetadata } = result.data;
  const [{ weights: specs }] = weightsManifest;
  const wanted = 4 * parametersOf({ specs });
  if (weights.length !== wanted) throw new Error(`its weights take ${weights.length} bytes and must take ${wanted}`);
  return { ...userDefinedMetadata.lacuna, topology: modelTopology, specs, weights: new Uint8Array(weights) };
}
