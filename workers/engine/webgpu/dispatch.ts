/**
 * Runs shaders of the lab's own on tfjs' tensors, inside tfjs' own command queue, so that they take their turn among its
 * kernels and its book-keeping of buffers holds. tfjs' `runWebGPUProgram` lets a shader write one tensor and wraps it in
 * helpers; these write as many as they say. The one place that knows what is private in tfjs-backend-webgpu 4.22.
 */
import type * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** One pipeline: WGSL but for its declarations, which are derived from the rest. */
export interface Shader {
  /** Tells it from every other shader: equal names are the same code. */
  readonly name: string;
  /** By their names in the code; the first is an output. */
  readonly tensors: readonly ShaderTensor[];
  /** Numbers given at each run, in the code `n.rows`, in the order in which they are given. */
  readonly numbers: readonly ShaderNumber[];
  /** Invocations per workgroup. */
  readonly workgroup: number;
  /** Whether `lane`, the invocation's place in its subgroup, and subgroup operations are used. */
  readonly usesSubgroups: boolean;
  /** The inside of `main`; `workgroup` and `invocation` count from 0 and may exceed what was asked for. */
  code(): string;
}

export interface ShaderTensor {
  readonly name: string;
  readonly access: "read" | "read_write";
  readonly type: "f32" | "vec4<f32>";
}

export interface ShaderNumber {
  readonly name: string;
  readonly type: "i32" | "f32";
}

/** What is used of tfjs' backend beyond its public face. */
interface Internals {
  recordAndSubmit(
    program: { pipeline: GPUComputePipeline; dispatch: [number, number, number] },
    output: tf.TensorInfo,
    inputs: readonly tf.TensorInfo[],
    uniforms: readonly { readonly type: "int32" | "float32"; readonly data: number[] }[],
  ): void;
}

export class Dispatcher {
  readonly #backend: WebGPUBackend;
  readonly #internals: Internals;
  readonly #pipelines = new Map<string, GPUComputePipeline>();

  constructor(backend: WebGPUBackend) {
    const internals = backend as unknown as Internals;
    if (typeof internals.recordAndSubmit !== "function") {
      throw new Error("Cannot run own shaders: tfjs-backend-webgpu has no recordAndSubmit. Use version 4.22.0.");
    }
    this.#backend = backend;
    this.#internals = internals;
  }

  /** A tensor on the device, whatever its elements are now. */
  makeTensor(shape: number[], dtype: tf.DataType = "float32"): tf.TensorInfo {
    return this.#backend.makeTensorInfo(shape, dtype);
  }

  /** Releases what `makeTensor` gave and no one outside has seen. */
  release({ dataId }: tf.TensorInfo): void {
    this.#backend.disposeData(dataId);
  }

  /**
   * Queues one run.
   *
   * @param tensors - in the shader's order; none of them empty, and none that is written given twice
   * @param numbers - in the shader's order
   * @param workgroups - how many are needed; surplus ones may run
   */
  run(shader: Shader, tensors: readonly tf.TensorInfo[], numbers: readonly number[], workgroups: number): void {
    const flat = tensors.map(({ dataId, shape, dtype }) => ({
      dataId,
      dtype,
      shape: [shape.reduce((product, size) => product * size, 1)],
    }));
    for (const { dataId } of flat) this.#backend.uploadToGPU(dataId);
    const [output, ...inputs] = flat as [tf.TensorInfo, ...tf.TensorInfo[]];
    this.#internals.recordAndSubmit(
      { pipeline: this.#pipelineOf(shader), dispatch: this.#gridOf(workgroups) },
      output,
      inputs,
      numbers.map((value, at) => ({ type: shader.numbers[at]?.type === "f32" ? "float32" : "int32", data: [value] })),
    );
    shader.tensors.forEach(({ access }, at) => {
      const written = access === "read_write" ? flat[at] : undefined;
      if (written === undefined) return;
      // What tfjs read of it earlier lies beside it and would be read again.
      (this.#backend.tensorMap.get(written.dataId) as { values: unknown }).values = null;
    });
  }

  /** One dimension as far as it goes, then two. */
  #gridOf(workgroups: number): [number, number, number] {
    const most = this.#backend.device.limits.maxComputeWorkgroupsPerDimension;
    const rows = Math.ceil(workgroups / most);
    return [Math.ceil(workgroups / rows), rows, 1];
  }

  #pipelineOf(shader: Shader): GPUComputePipeline {
    const known = this.#pipelines.get(shader.name);
    if (known !== undefined) return known;
    const { device } = this.#backend;
    const module = device.createShaderModule({ label: shader.name, code: wgslOf(shader) });
    const pipeline = device.createComputePipeline({
      label: shader.name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layoutOf(device, shader)] }),
      compute: { module, entryPoint: "main" },
    });
    this.#pipelines.set(shader.name, pipeline);
    return pipeline;
  }
}

/** Told rather than derived from the code, so that a number that goes unused does no harm. */
function layoutOf(device: GPUDevice, { tensors }: Shader): GPUBindGroupLayout {
  const types: GPUBufferBindingType[] = tensors.map(({ access }) =>
    access === "read_write" ? "storage" : "read-only-storage",
  );
  return device.createBindGroupLayout({
    entries: [...types, "uniform" as const].map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
}

/** The whole module. tfjs puts not-a-number, infinity and every tensor's shape and strides before the numbers. */
function wgslOf({ tensors, numbers, workgroup, usesSubgroups, code }: Shader): string {
  const shapes = tensors.flatMap((_, at) => [`size${at}: i32`, `stride${at}: i32`]);
  const members = [
    "notANumber: f32",
    "infinity: f32",
    ...shapes,
    ...numbers.map(({ name, type }) => `${name}: ${type}`),
  ];
  return `
${usesSubgroups ? "enable subgroups;" : ""}
struct Numbers { ${members.join(", ")} }
${tensors
  .map(({ name, access, type }, at) => `@group(0) @binding(${at}) var<storage, ${access}> ${name}: array<${type}>;`)
  .join("\n")}
@group(0) @binding(${tensors.length}) var<uniform> n: Numbers;
@compute @workgroup_size(${workgroup})
fn main(
  @builtin(workgroup_id) workgroupAt: vec3<u32>,
  @builtin(num_workgroups) workgroups: vec3<u32>,
  @builtin(local_invocation_index) localAt: u32,
  ${usesSubgroups ? "@builtin(subgroup_invocation_id) laneAt: u32," : ""}
) {
  let workgroup = i32(workgroupAt.y * workgroups.x + workgroupAt.x);
  let invocation = workgroup * ${workgroup} + i32(localAt);
  ${usesSubgroups ? "let lane = i32(laneAt);" : ""}
${code()}
}`;
}
