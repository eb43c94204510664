/**
 * Optimiser steps on WebGPU, one dispatch per variable: new values out, states changed where they are, by the
 * rules of `src/training/optimizers.ts`. Each number that comes of a subtraction, as 1 − β, is taken in double
 * precision before it is given: in 32 bits 1 − 0.999 is off by 5 · 10⁻⁵.
 */
import type * as tf from "@tensorflow/tfjs";
import type { UpdateKernel } from "../../../src/training/fused-optimizer.ts";
import type {
  AdadeltaAttributes,
  AdamAttributes,
  MomentumAttributes,
  RmsPropAttributes,
} from "../../../src/training/optimizers.ts";
import type { Dispatcher, Shader, ShaderTensor } from "./dispatch.ts";

/** A rule's numbers and its arithmetic on `w`, `g` and its states; `type` is that of one element or of four. */
interface Rule {
  readonly states: 1 | 2;
  readonly numbers: (attributes: tf.NamedAttrMap) => Readonly<Record<string, number>>;
  readonly names: readonly string[];
  readonly code: string;
}

const RULES: Readonly<Record<UpdateKernel, Rule>> = {
  FusedAdam: {
    states: 2,
    names: ["beta1", "oneMinusBeta1", "beta2", "oneMinusBeta2", "correction1", "correction2", "rate", "epsilon"],
    numbers: (attributes) => {
      const { learningRate, beta1, beta2, ...rest } = attributes as unknown as AdamAttributes;
      return { beta1, oneMinusBeta1: 1 - beta1, beta2, oneMinusBeta2: 1 - beta2, rate: learningRate, ...rest };
    },
    code: `
  let m = first[i] * n.beta1 + g * n.oneMinusBeta1;
  let v = second[i] * n.beta2 + g * g * n.oneMinusBeta2;
  first[i] = m;
  second[i] = v;
  result[i] = w - n.rate * ((m / n.correction1) / (sqrt(v / n.correction2) + n.epsilon));`,
  },
  FusedMomentum: {
    states: 1,
    names: ["rate", "keep", "ofGradient", "ofSum"],
    numbers: (attributes) => {
      const { learningRate, momentum, nesterov } = attributes as unknown as MomentumAttributes;
      return { rate: learningRate, keep: momentum, ofGradient: nesterov ? 1 : 0, ofSum: nesterov ? momentum : 1 };
    },
    code: `
  let sum = first[i] * n.keep + g;
  first[i] = sum;
  result[i] = w - n.rate * (g * n.ofGradient + sum * n.ofSum);`,
  },
  FusedRmsProp: {
    states: 2,
    names: ["rate", "decay", "oneMinusDecay", "keep", "epsilon"],
    numbers: (attributes) => {
      const { learningRate, decay, momentum, epsilon } = attributes as unknown as RmsPropAttributes;
      return { rate: learningRate, decay, oneMinusDecay: 1 - decay, keep: momentum, epsilon };
    },
    code: `
  let square = first[i] * n.decay + g * g * n.oneMinusDecay;
  let sum = second[i] * n.keep + (g * n.rate) / (sqrt(square) + n.epsilon);
  first[i] = square;
  second[i] = sum;
  result[i] = w - sum;`,
  },
  FusedAdadelta: {
    states: 2,
    names: ["rate", "rho", "oneMinusRho", "epsilon"],
    numbers: (attributes) => {
      const { learningRate, rho, epsilon } = attributes as unknown as AdadeltaAttributes;
      return { rate: learningRate, rho, oneMinusRho: 1 - rho, epsilon };
    },
    code: `
  let gradients = first[i] * n.rho + g * g * n.oneMinusRho;
  let updates = second[i];
  let change = sqrt(updates + n.epsilon) / sqrt(gradients + n.epsilon) * g;
  first[i] = gradients;
  second[i] = updates * n.rho + change * change * n.oneMinusRho;
  result[i] = w - n.rate * change;`,
  },
};

const WORKGROUP = 64;

/** Every rule's kernel, by its name in tfjs' registry. */
export function updateKernels(dispatcher: Dispatcher): [name: UpdateKernel, tf.KernelFunc][] {
  return (Object.keys(RULES) as UpdateKernel[]).map((name) => [name, updateKernel(name, dispatcher)]);
}

function updateKernel(name: UpdateKernel, dispatcher: Dispatcher): tf.KernelFunc {
  const rule = RULES[name];
  const shaders = { f32: updateShader(name, "f32"), "vec4<f32>": updateShader(name, "vec4<f32>") } as const;
  return ({ inputs, attrs }) => {
    const { value, gradient, first, second } = inputs as Record<string, tf.TensorInfo>;
    if (value === undefined || gradient === undefined || first === undefined) {
      throw new Error(`Cannot update by ${name}: a tensor is missing`);
    }
    const states = rule.states === 2 && second !== undefined ? [first, second] : [first];
    if (states.length !== rule.states) throw new Error(`Cannot update by ${name}: it keeps two states, got one`);
    const result = dispatcher.makeTensor(value.shape);
    const count = value.shape.reduce((product, size) => product * size, 1);
    if (count === 0) return result;
    const width = count % 4 === 0 ? 4 : 1;
    const numbers = rule.numbers(attrs as tf.NamedAttrMap);
    dispatcher.run(
      width === 4 ? shaders["vec4<f32>"] : shaders.f32,
      [result, ...states, value, gradient],
      [count / width, ...rule.names.map((number) => numbers[number] as number)],
      Math.ceil(count / width / WORKGROUP),
    );
    return result;
  };
}

function updateShader(name: UpdateKernel, type: ShaderTensor["type"]): Shader {
  const { states, names, code } = RULES[name];
  const written = ["result", "first", "second"].slice(0, 1 + states);
  return {
    name: `${name} ${type}`,
    tensors: [
      ...written.map((tensor) => ({ name: tensor, access: "read_write" as const, type })),
      { name: "value", access: "read", type },
      { name: "gradient", access: "read", type },
    ],
    numbers: [{ name: "count", type: "i32" }, ...names.map((number) => ({ name: number, type: "f32" as const }))],
    workgroup: WORKGROUP,
    usesSubgroups: false,
    code: () => `
  let i = invocation;
  if (i >= n.count) { return; }
  let w = value[i];
  let g = gradient[i];
${code}`,
  };
}
