/**
 * Compiles the WASM kernels from their AssemblyScript source, in the four variants that browsers differ in: memory shared
 * between threads or not, relaxed SIMD (fused multiply-add) or not. The result is not committed, so whoever serves, builds
 * or tests the lab asks for it here first: a module older than the code that calls it would trap in the middle of a run.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ENGINE = fileURLToPath(new URL("../workers/engine/", import.meta.url));
const SOURCES = `${ENGINE}assembly/`;
const TARGETS = `${ENGINE}kernels/`;
/** What the present modules were compiled from. */
const STAMP = `${TARGETS}sources.sha256`;

const MEMORY = {
  // As large as WebAssembly allows: an imported memory may be smaller than the module's limit, never larger.
  shared: ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  single: ["--importMemory", "--initialMemory", "1"],
};
const ARITHMETIC = { relaxed: ["--enable", "relaxed-simd"], plain: [] };
const COMMON = [
  "-O3",
  "--noAssert",
  "--runtime",
  "stub", // no allocator, no static data: the memory belongs to TensorFlow.js
  "--noExportMemory",
  "--enable",
  "simd",
  "--enable",
  "threads",
];

/** Compiles the modules where they are missing or were compiled from another source. */
export async function ensureKernels(): Promise<void> {
  const digest = sourceDigest();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return;
  mkdirSync(TARGETS, { recursive: true });
  for (const [memory, memoryFlags] of Object.entries(MEMORY)) {
    for (const [arithmetic, arithmeticFlags] of Object.entries(ARITHMETIC)) {
      await compile(`${TARGETS}${memory}-${arithmetic}.wasm`, [...COMMON, ...memoryFlags, ...arithmeticFlags]);
    }
  }
  writeFileSync(STAMP, digest); // last: a compilation that broke off is begun anew
}

/** Of everything that decides what the modules hold: the source, the flags, the compiler. */
function sourceDigest(): string {
  const hash = createHash("sha256").update(JSON.stringify([MEMORY, ARITHMETIC, COMMON, compilerVersion()]));
  for (const file of readdirSync(SOURCES).sort()) hash.update(file).update(readFileSync(SOURCES + file));
  return hash.digest("hex");
}

function compilerVersion(): unknown {
  const manifest = new URL("../node_modules/assemblyscript/package.json", import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: unknown }).version;
}

async function compile(target: string, flags: readonly string[]): Promise<void> {
  const { default: asc } = await import("assemblyscript/asc"); // a second to load, and mostly not needed
  const { error } = await asc.main([`${SOURCES}kernels.ts`, "--outFile", target, ...flags]);
  if (error !== null) throw new Error(`Cannot compile the WASM kernels: ${error.message}`);
}
