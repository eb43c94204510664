/**
 * Matrix products for WebGPU in software: a tile of up to 16 × 8 results per invocation, held in registers, all four
 * transpositions by strides, bias and relu in the same pass. tfjs' own shaders go through workgroup memory and barriers,
 * which is what a GPU is fast at and a processor playing one is slow at. What is no plain product stays with tfjs.
 */
import type * as tf from "@tensorflow/tfjs";
import { finished, readActivation, type Activation } from "./activation.ts";
import type { Dispatcher, Shader } from "./dispatch.ts";
import { grid, lines, tileWithin, workgroupFor, type Sharing } from "./tiles.ts";

type Kernel = tf.KernelFunc;
type Call = Parameters<Kernel>[0];

/** Batches of matrices with their axes named. */
interface Operands {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly batch: number;
  /** Whether one matrix serves the whole batch. */
  readonly oneA: boolean;
  readonly oneB: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly shape: number[];
}

/** What a pipeline is compiled for. */
interface Variant {
  readonly tileRows: number;
  readonly tileColumns: number;
  /** Whether the last tile of a row or column reaches back over the one before it. */
  readonly rowsOverlap: boolean;
  readonly columnsOverlap: boolean;
  /** Whether the depth is no multiple of 4. */
  readonly tail: boolean;
  readonly bias: boolean;
  readonly activation: Activation;
  readonly sharing: Sharing;
}

const MOST_ROWS = 16;
const MOST_COLUMNS = 8;

/** Columns of tiles are dealt to the lanes of a group: they share rows, and with them the values of A. */
const LANES = 4;

/** A replacement for `BatchMatMul` that falls back to the stock kernel. */
export function batchMatMul(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const operands = readOperands(call);
    return operands === null ? stock(call) : multiply(operands, null, "linear", dispatcher, sharing);
  };
}

/** A replacement for `_FusedMatMul` that falls back to the stock kernel. */
export function fusedMatMul(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const operands = readOperands(call);
    const bias = call.inputs["bias"] ?? null;
    const activation = readActivation(call);
    const isRowBias = bias === null || (operands !== null && isRow(bias, operands.columns));
    if (operands === null || activation === null || !isRowBias) return stock(call);
    return multiply(operands, bias, activation, dispatcher, sharing);
  };
}

function multiply(
  { a, b, batch, oneA, oneB, rows, columns, depth, transposeA, transposeB, shape }: Operands,
  bias: tf.TensorInfo | null,
  activation: Activation,
  dispatcher: Dispatcher,
  sharing: Sharing,
): tf.TensorInfo {
  const tileRows = tileWithin(rows, MOST_ROWS);
  const tileColumns = tileWithin(columns, MOST_COLUMNS);
  const variant: Variant = {
    tileRows,
    tileColumns,
    rowsOverlap: rows % tileRows !== 0,
    columnsOverlap: columns % tileColumns !== 0,
    tail: depth % 4 !== 0,
    bias: bias !== null,
    activation,
    sharing,
  };
  const across = Math.ceil(columns / (LANES * tileColumns));
  const groups = batch * Math.ceil(rows / tileRows) * across;
  const result = dispatcher.makeTensor(shape);
  dispatcher.run(
    productShader(variant),
    [result, a, b, ...(bias === null ? [] : [bias])],
    [
      rows,
      columns,
      depth,
      ...(transposeA ? [1, rows] : [depth, 1]),
      ...(transposeB ? [1, depth] : [columns, 1]),
      oneA ? 0 : rows * depth,
      oneB ? 0 : depth * columns,
      across,
      groups,
    ],
    Math.ceil((groups * LANES) / workgroupFor(sharing)),
  );
  return result;
}

function productShader(variant: Variant): Shader {
  const { tileRows, tileColumns, bias, sharing } = variant;
  const read = (name: string) => ({ name, access: "read", type: "f32" }) as const;
  return {
    name: `product ${Object.values(variant).join(" ")}`,
    tensors: [{ name: "c", access: "read_write", type: "f32" }, read("a"), read("b"), ...(bias ? [read("bias")] : [])],
    numbers: [
      ...["rows", "columns", "depth", "aRow", "aDepth", "bDepth", "bColumn", "aMatrix", "bMatrix", "across", "groups"],
    ].map((name) => ({ name, type: "i32" })),
    workgroup: workgroupFor(sharing),
    usesSubgroups: sharing === 4,
    code: () => `
  let group = min(invocation / ${LANES}, n.groups - 1);
  ${sharing === 4 ? "" : `let lane = invocation % ${LANES};`}
  let down = (n.rows + ${tileRows - 1}) / ${tileRows};
  let matrix = group / (down * n.across);
  let tile = group % (down * n.across);
  let ownRow = (tile / n.across) * ${tileRows};
  let ownColumn = ((tile % n.across) * ${LANES} + lane) * ${tileColumns};
  // A tile at the edge is moved back inside, and writes only what is its own.
  let row = min(ownRow, n.rows - ${tileRows});
  let column = min(ownColumn, n.columns - ${tileColumns});
  let aStart = matrix * n.aMatrix + row * n.aRow;
  let bStart = matrix * n.bMatrix + column * n.bColumn;
${grid(tileRows, tileColumns, (r, c) => `var sum${r}_${c} = 0.0;`)}
  let wholeDepth = n.depth / 4 * 4;
  for (var k = 0; k < wholeDepth; k += 4) {
${wholeSteps(variant)}
  }
${variant.tail ? `for (var k = wholeDepth; k < n.depth; k++) {\n${oneStep(variant)}\n}` : ""}
  let cStart = matrix * n.rows * n.columns + row * n.columns + column;
${stores(variant)}`,
  };
}

/** Four steps along the depth: where lanes share, each loads the values of A of one step for all of them. */
function wholeSteps(variant: Variant): string {
  const { tileRows, sharing } = variant;
  const loads =
    sharing === 4 ? lines(tileRows, (r) => `let own${r} = a[aStart + ${r} * n.aRow + (k + lane) * n.aDepth];`) : "";
  const steps = lines(4, (step) => {
    const values = lines(tileRows, (r) =>
      sharing === 4
        ? `let x${r} = subgroupBroadcast(own${r}, ${step}u);`
        : `let x${r} = a[aStart + ${r} * n.aRow + (k + ${step}) * n.aDepth];`,
    );
    return `{\n${values}\n${multiplyAdds(variant, `k + ${step}`)}\n}`;
  });
  return `${loads}\n${steps}`;
}

function oneStep(variant: Variant): string {
  return `
${lines(variant.tileRows, (r) => `let x${r} = a[aStart + ${r} * n.aRow + k * n.aDepth];`)}
${multiplyAdds(variant, "k")}`;
}

function multiplyAdds({ tileRows, tileColumns }: Variant, step: string): string {
  return `
${lines(tileColumns, (c) => `let y${c} = b[bStart + (${step}) * n.bDepth + ${c} * n.bColumn];`)}
${grid(tileRows, tileColumns, (r, c) => `sum${r}_${c} = fma(x${r}, y${c}, sum${r}_${c});`)}`;
}

function stores({ tileRows, tileColumns, rowsOverlap, columnsOverlap, bias, activation }: Variant): string {
  const biases = bias ? lines(tileColumns, (c) => `let bias${c} = bias[column + ${c}];`) : "";
  const rows = lines(tileRows, (r) => {
    const row = lines(tileColumns, (c) => {
      const value = finished(`sum${r}_${c}`, bias ? `bias${c}` : null, activation);
      const store = `c[cStart + ${r} * n.columns + ${c}] = ${value};`;
      return columnsOverlap ? `if (column + ${c} >= ownColumn) { ${store} }` : store;
    });
    return rowsOverlap ? `if (row + ${r} >= ownRow) {\n${row}\n}` : row;
  });
  return `${biases}\nif (invocation < n.groups * ${LANES} && ownColumn < n.columns) {\n${rows}\n}`;
}

/** null where the stock kernel is needed: batches of unlike size, other types, or nothing to multiply. */
function readOperands({ inputs, attrs }: Call): Operands | null {
  const [a, b] = [inputs["a"] as tf.TensorInfo, inputs["b"] as tf.TensorInfo];
  const { transposeA = false, transposeB = false } = attrs as { transposeA?: boolean; transposeB?: boolean };
  if (a.dtype !== "float32" || b.dtype !== "float32" || a.shape.length < 2 || b.shape.length < 2) return null;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [batchA, batchB] = [sizeOf(outerA), sizeOf(outerB)];
  const isSame = outerA.join() === outerB.join();
  if (
    !isSame &&
    !(batchA === 1 && outerA.length <= outerB.length) &&
    !(batchB === 1 && outerB.length <= outerA.length)
  ) {
    return null;
  }
  const [a0, a1] = a.shape.slice(-2) as [number, number];
  const [b0, b1] = b.shape.slice(-2) as [number, number];
  const [rows, depth] = transposeA ? [a1, a0] : [a0, a1];
  const [depthB, columns] = transposeB ? [b1, b0] : [b0, b1];
  const batch = Math.max(batchA, batchB);
  if (depth !== depthB || batchA * batchB * rows * columns * depth === 0) return null;
  const outer = isSame || batchB === 1 ? outerA : outerB;
  return {
    a,
    b,
    batch,
    oneA: batchA === 1,
    oneB: batchB === 1,
    rows,
    columns,
    depth,
    transposeA,
    transposeB,
    shape: [...outer, rows, columns],
  };
}

function isRow(bias: tf.TensorInfo, columns: number): boolean {
  return bias.dtype === "float32" && sizeOf(bias.shape) === columns;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
