/**
 * Compiles the WASM kernels from their AssemblyScript source, in the four variants that browsers differ in: memory shared
 * between threads or not, relaxed SIMD (fused multiply-add) or not. Runs at install and build; the result is not
 * committed.
 */
import asc from "assemblyscript/asc";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const engine = fileURLToPath(new URL("../workers/engine/", import.meta.url));
const SOURCE = `${engine}assembly/kernels.ts`;

const MEMORY = {
  // As large as WebAssembly allows: an imported memory may be smaller than the module's limit, never larger.
  shared: ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  single: ["--importMemory", "--initialMemory", "1"],
};
const ARITHMETIC = { relaxed: ["--enable", "relaxed-simd"], plain: [] };

mkdirSync(`${engine}kernels`, { recursive: true });
for (const [memory, memoryFlags] of Object.entries(MEMORY)) {
  for (const [arithmetic, arithmeticFlags] of Object.entries(ARITHMETIC)) {
    await compile(`${engine}kernels/${memory}-${arithmetic}.wasm`, [...memoryFlags, ...arithmeticFlags]);
  }
}

async function compile(target: string, flags: readonly string[]): Promise<void> {
  const { error } = await asc.main([
    SOURCE,
    "--outFile",
    target,
    "-O3",
    "--noAssert",
    "--runtime",
    "stub", // no allocator, no static data: the memory belongs to TensorFlow.js
    "--noExportMemory",
    "--enable",
    "simd",
    "--enable",
    "threads",
    ...flags,
  ]);
  if (error !== null) throw new Error(`Cannot compile the WASM kernels: ${error.message}`);
}
