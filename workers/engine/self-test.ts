/**
 * Before anything is measured: does each kernel of the lab's own compute here what tfjs' CPU backend computes? A browser, a
 * driver or a processor may be wrong where the tests' was right. What fails is switched off by name and tfjs takes over.
 */
import * as tf from "@tensorflow/tfjs";
import { codeVersion } from "../../src/results/manifest.ts";
import type { OwnKernels } from "./own-kernels.ts";
import { PROBES } from "./self-test/probes.ts";
import { readVerdict, writeVerdict } from "./self-test/verdicts.ts";

/** What the test found, by kernel names. */
export interface Verdict {
  /** Wrong here, and switched off. */
  readonly failed: readonly string[];
  /** There was no time left for these; they are at work. */
  readonly untested: readonly string[];
}

export interface SelfTest extends Verdict {
  readonly ms: number;
  /** Whether the verdict is an earlier one, of the same code in the same browser. */
  readonly isRemembered: boolean;
}

/** A start must not wait longer than this for it. */
const BUDGET_MS = 500;

/** Of the largest number of a result. Sums of a few hundred products in another order differ by 10⁻⁶. */
const TOLERANCE = 1e-4;

/**
 * Tests the kernels at work on the current backend, or remembers how they did, and switches off those that fail.
 *
 * @param variant - what else the result depends on: threads, arithmetic, adapter
 */
export async function testKernels(own: OwnKernels, variant: string): Promise<SelfTest> {
  const startedMs = performance.now();
  const { version, commit } = codeVersion();
  const key = [own.backend, variant, version, commit, navigator.userAgent].join(" ");
  // Code that was changed since its commit has no name to be remembered by.
  const isNamed = commit !== "unknown" && !commit.endsWith("-dirty");
  const remembered = isNamed ? await readVerdict(key) : null;
  const verdict = remembered ?? (await examine(own, startedMs + BUDGET_MS));
  for (const name of verdict.failed) own.switchOff(name);
  if (isNamed && remembered === null && verdict.untested.length === 0) await writeVerdict(key, verdict);
  return { ...verdict, ms: performance.now() - startedMs, isRemembered: remembered !== null };
}

/** Probes one kernel after the other until the time is up. The current backend is the same afterwards. */
export async function examine(own: OwnKernels, untilMs: number): Promise<Verdict> {
  const failed: string[] = [];
  const untested: string[] = [];
  try {
    for (const name of own.names) {
      const probe = PROBES[name];
      if (probe === undefined || performance.now() >= untilMs) untested.push(name);
      else if (!(await agrees(own.backend, probe))) failed.push(name);
    }
  } finally {
    await tf.setBackend(own.backend);
  }
  return { failed, untested };
}

async function agrees(backend: string, probe: () => tf.Tensor): Promise<boolean> {
  try {
    const got = await compute(backend, probe);
    const wanted = await compute("cpu", probe);
    const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return (
      got.length === wanted.length &&
      wanted.every((value, i) => Math.abs((got[i] as number) - value) <= TOLERANCE * scale)
    );
  } catch {
    return false; // a kernel that throws is no better than one that is wrong
  }
}

async function compute(backend: string, probe: () => tf.Tensor): Promise<Float32Array> {
  await tf.setBackend(backend);
  const result = tf.tidy(probe);
  try {
    return await result.data<"float32">();
  } finally {
    result.dispose();
  }
}
