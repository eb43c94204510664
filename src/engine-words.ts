/** What an engine's description means, in sentences: the same in the status bar and in a run's notices. */
import type { EngineDescription } from "./protocol.ts";

/** Which of the lab's own kernels are at work. */
export function kernelSentence({ wasm, webgpu }: EngineDescription): string | null {
  if (wasm !== null && wasm.kernels !== null) return `The lab's own kernels are at work (${wasm.kernels}).`;
  switch (webgpu?.kernels) {
    case "updates":
      return "The lab's own optimiser steps are at work, and TensorFlow.js' shaders for the rest.";
    case "updates and software":
      return "The lab's own shaders for processors are at work.";
    default:
      return null;
  }
}

/** What the self-test switched off; null where all is well. */
export function faultSentence({ selfTest }: EngineDescription): string | null {
  const failed = selfTest?.failed ?? [];
  if (failed.length === 0) return null;
  const [subject, verb] = failed.length === 1 ? ["kernel", "is"] : ["kernels", "are"];
  return (
    `The ${subject} ${failed.join(", ")} computed something else than the CPU here and ${verb} switched off; ` +
    "TensorFlow.js' own took over. Results hold, times may suffer."
  );
}
