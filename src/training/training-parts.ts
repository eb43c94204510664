/**
 * Everything that training changes, taken apart into named numbers and put together again: weights and moving averages,
 * what optimisers remember, where dropout draws next. Bit for bit, so that nobody can tell that a training was left.
 */
import * as tf from "@tensorflow/tfjs";
import { SeededDropoutLayer } from "../networks/seeded-dropout-layer.ts";
import { CheckpointError, type CheckpointWeight } from "../results/checkpoint.ts";
import type { OptimizerSlot, ResumableOptimizer } from "./resumable-optimizer.ts";

export interface TrainingParts {
  /** By a name of their own, in a fixed order. */
  readonly networks: Readonly<Record<string, tf.LayersModel>>;
  /** Each with the networks whose weights it changes. */
  readonly optimizers: Readonly<Record<string, readonly [ResumableOptimizer, ...tf.LayersModel[]]>>;
}

/** What of the parts is no tensor, as JSON. */
export interface PartCounters {
  /** By optimiser. */
  readonly optimizers: Readonly<
    Record<string, { readonly steps: number; readonly slots: readonly Pick<OptimizerSlot, "variable" | "kind">[] }>
  >;
  /** By network and layer. */
  readonly dropout: Readonly<Record<string, readonly number[]>>;
}

export interface CapturedParts {
  readonly weights: readonly CheckpointWeight[];
  readonly counters: PartCounters;
}

/** The parts as they are now. Nothing may train before it resolves. */
export async function captureParts({ networks, optimizers }: TrainingParts): Promise<CapturedParts> {
  const weights: Promise<CheckpointWeight>[] = [];
  for (const [name, network] of Object.entries(networks)) {
    network.weights.forEach((weight, i) => weights.push(read(weightName(name, weight, i), weight.read())));
  }
  const counters: Record<string, PartCounters["optimizers"][string]> = {};
  for (const [name, [optimizer, ...trained]] of Object.entries(optimizers)) {
    const slots = optimizer.slots(variablesOf(trained));
    for (const { variable, kind, tensor } of slots) weights.push(read(`${name}/${variable}/${kind}`, tensor));
    counters[name] = { steps: optimizer.iterations, slots: slots.map(({ variable, kind }) => ({ variable, kind })) };
  }
  const dropout = Object.fromEntries(dropoutsOf(networks).map(([name, layer]) => [name, layer.random.state()]));
  return { weights: await Promise.all(weights), counters: { optimizers: counters, dropout } };
}

/**
 * Makes fresh parts what they were when they were captured.
 *
 * @throws CheckpointError when what was captured does not fit; nothing is changed then
 */
export function restoreParts(parts: TrainingParts, { weights, counters }: CapturedParts): void {
  const { networks, optimizers } = parts;
  requireFit(parts, weights, counters);
  let at = 0;
  tf.tidy(() => {
    const next = (): tf.Tensor => {
      const { values, shape } = weights[at++] as CheckpointWeight;
      return tf.tensor(values, [...shape], "float32");
    };
    for (const network of Object.values(networks)) network.setWeights(network.weights.map(next));
    for (const [name, [optimizer, ...trained]] of Object.entries(optimizers)) {
      const { steps, slots } = counters.optimizers[name] as PartCounters["optimizers"][string];
      const kept = slots.map((slot) => ({ ...slot, tensor: next() }));
      optimizer.restore(steps, kept, variablesOf(trained));
    }
  });
  for (const [name, layer] of dropoutsOf(networks)) layer.random.restore(counters.dropout[name] as readonly number[]);
}

function requireFit(
  { networks, optimizers }: TrainingParts,
  weights: readonly CheckpointWeight[],
  counters: PartCounters,
): void {
  const wanted: { name: string; shape: readonly (number | null)[] }[] = [];
  for (const [name, network] of Object.entries(networks)) {
    network.weights.forEach((weight, i) => wanted.push({ name: weightName(name, weight, i), shape: weight.shape }));
  }
  for (const [name, [, ...trained]] of Object.entries(optimizers)) {
    const variables = variablesOf(trained);
    const kept = counters.optimizers[name];
    if (kept === undefined) throw new CheckpointError(`Cannot use the state: it holds no optimiser "${name}".`);
    for (const { variable, kind } of kept.slots) {
      wanted.push({ name: `${name}/${variable}/${kind}`, shape: variables[variable]?.shape ?? [] });
    }
  }
  if (weights.length !== wanted.length) {
    throw new CheckpointError(
      `Cannot use the state: it holds ${weights.length} tensors and ${wanted.length} are needed.`,
    );
  }
  wanted.forEach(({ name, shape }, i) => {
    const kept = weights[i] as CheckpointWeight;
    if (kept.name === name && kept.shape.join() === shape.join()) return;
    throw new CheckpointError(
      `Cannot use the state: it holds ${kept.name} [${kept.shape.join(", ")}] where ${name} [${shape.join(", ")}] is needed.`,
    );
  });
  for (const [name] of dropoutsOf(networks)) {
    if (counters.dropout[name] === undefined) {
      throw new CheckpointError(`Cannot use the state: it does not say where the dropout of ${name} stood.`);
    }
  }
}

/** Such as "network/2/kernel": tfjs' own names count all layers of a session, and another session has others. */
function weightName(network: string, { originalName }: tf.LayerVariable, index: number): string {
  return `${network}/${index}/${originalName.split("/").at(-1) ?? ""}`;
}

function variablesOf(networks: readonly tf.LayersModel[]): tf.Variable[] {
  return networks.flatMap((network) => network.trainableWeights.map((weight) => weight.read() as tf.Variable));
}

/** In order, each under its network's name and its own. */
function dropoutsOf(networks: TrainingParts["networks"]): [string, SeededDropoutLayer][] {
  return Object.entries(networks).flatMap(([name, { layers }]) =>
    layers.flatMap((layer, i): [string, SeededDropoutLayer][] =>
      layer instanceof SeededDropoutLayer ? [[`${name}/${i}`, layer]] : [],
    ),
  );
}

async function read(name: string, tensor: tf.Tensor): Promise<CheckpointWeight> {
  return { name, shape: tensor.shape, values: Float32Array.from(await tensor.data<"float32">()) };
}
