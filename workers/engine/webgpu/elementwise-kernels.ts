/**
 * Operations element by element for WebGPU in software, in tfjs' own arithmetic: several elements per invocation and no
 * coordinates. tfjs' shaders work out the coordinates of every element to broadcast a bias, which takes a hundred times as
 * long as the addition. Small tensors (tfjs may compute them on the processor), other types than float32 and other
 * broadcasts than of a number or of a row stay with tfjs.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Dispatcher, Shader, ShaderNumber } from "./dispatch.ts";
import { lines } from "./tiles.ts";

type Kernel = tf.KernelFunc;
type Type = "f32" | "vec4<f32>";

/** How an operand is read: element for element, as a row over and over, or as one number. */
type Reading = "each" | "row" | "one";

/** On `a` and `b`, both of one type. */
const BINARY = {
  Add: "a + b",
  Sub: "a - b",
  Multiply: "a * b",
  RealDiv: "a / b",
  SquaredDifference: "(a - b) * (a - b)",
} as const;

/** On `a`; `T` stands for its type, `U` for its bits'. */
const UNARY = {
  Relu: "select(a, T(0.0), a < T(0.0))",
  Step: "select(select(T(n.alpha), T(1.0), a > T(0.0)), a, (bitcast<U>(a) & U(0x7fffffffu)) > U(0x7f800000u))",
  Sigmoid: "T(1.0) / (T(1.0) + exp(T(-1.0) * a))",
  Square: "a * a",
  Neg: "-a",
  Log: "select(log(a), T(n.notANumber), a < T(0.0))",
} as const;

type BinaryName = keyof typeof BINARY;
type UnaryName = keyof typeof UNARY;

export const BINARY_NAMES = Object.keys(BINARY) as readonly BinaryName[];
export const UNARY_NAMES = Object.keys(UNARY) as readonly UnaryName[];

/** Smaller ones stay with tfjs, which computes tensors of under 1,000 elements on the processor where they are there. */
const FEWEST = 1024;

/** Elements, or fours of them, per invocation. */
const STEPS = 4;

const WORKGROUP = 64;

/** A replacement for a binary kernel that falls back to the stock kernel. */
export function binary(name: BinaryName, stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const [a, b] = [call.inputs["a"], call.inputs["b"]] as [tf.TensorInfo, tf.TensorInfo];
    const whole = sizeOf(a.shape) >= sizeOf(b.shape) ? a : b;
    const count = sizeOf(whole.shape);
    const [readA, readB] = [readingOf(a, whole), readingOf(b, whole)];
    const isFloat = a.dtype === "float32" && b.dtype === "float32";
    if (!isFloat || count < FEWEST || readA === null || readB === null) return stock(call);
    const row = Math.min(sizeOf(a.shape), sizeOf(b.shape));
    const width = count % 4 === 0 && (row === 1 || row % 4 === 0) ? 4 : 1;
    const result = dispatcher.makeTensor([...whole.shape]);
    dispatcher.run(
      binaryShader(name, width === 4 ? "vec4<f32>" : "f32", readA, readB),
      [result, a, b],
      [count / width, Math.max(1, row / width)],
      workgroupsFor(count / width),
    );
    return result;
  };
}

/** A replacement for a unary kernel that falls back to the stock kernel. */
export function unary(name: UnaryName, stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const count = sizeOf(x.shape);
    if (x.dtype !== "float32" || count < FEWEST) return stock(call);
    const { alpha = 0 } = (call.attrs ?? {}) as { alpha?: number };
    const width = count % 4 === 0 ? 4 : 1;
    const result = dispatcher.makeTensor([...x.shape]);
    dispatcher.run(
      unaryShader(name, width === 4 ? "vec4<f32>" : "f32"),
      [result, x],
      [count / width, alpha],
      workgroupsFor(count / width),
    );
    return result;
  };
}

function workgroupsFor(count: number): number {
  return Math.ceil(count / (STEPS * WORKGROUP));
}

function binaryShader(name: BinaryName, type: Type, readA: Reading, readB: Reading): Shader {
  const operand = (operandName: "a" | "b", reading: Reading) =>
    ({ name: `${operandName}Values`, access: "read", type: reading === "one" ? "f32" : type }) as const;
  const value = (operandName: "a" | "b", reading: Reading): string =>
    `${type}(${operandName}Values[${{ each: "i", row: "i % n.row", one: "0" }[reading]}])`;
  return {
    name: `${name} ${type} ${readA} ${readB}`,
    tensors: [{ name: "result", access: "read_write", type }, operand("a", readA), operand("b", readB)],
    numbers: [
      { name: "count", type: "i32" },
      { name: "row", type: "i32" },
    ],
    workgroup: WORKGROUP,
    usesSubgroups: false,
    code: () => elementByElement(`let a = ${value("a", readA)}; let b = ${value("b", readB)};`, BINARY[name]),
  };
}

function unaryShader(name: UnaryName, type: Type): Shader {
  const numbers: ShaderNumber[] = [
    { name: "count", type: "i32" },
    { name: "alpha", type: "f32" },
  ];
  const formula = UNARY[name].replaceAll(/\bT\b/g, type).replaceAll(/\bU\b/g, type.replace("f32", "u32"));
  return {
    name: `${name} ${type}`,
    tensors: [
      { name: "result", access: "read_write", type },
      { name: "x", access: "read", type },
    ],
    numbers,
    workgroup: WORKGROUP,
    usesSubgroups: false,
    code: () => elementByElement("let a = x[i];", formula),
  };
}

function elementByElement(load: string, formula: string): string {
  return lines(
    STEPS,
    (step) => `{
    let i = invocation * ${STEPS} + ${step};
    if (i >= n.count) { return; }
    ${load}
    result[i] = ${formula};
  }`,
  );
}

/** null where neither one number nor a row is broadcast. */
function readingOf(operand: tf.TensorInfo, whole: tf.TensorInfo): Reading | null {
  if (operand.shape.length > whole.shape.length) return null;
  if (operand.shape.join() === whole.shape.join()) return "each";
  if (sizeOf(operand.shape) === 1) return "one";
  const significant = operand.shape.slice(operand.shape.findIndex((size) => size !== 1));
  return significant.join() === whole.shape.slice(-significant.length).join() ? "row" : null;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
