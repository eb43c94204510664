/** Kernels of tfjs-cpu that are wrong or slow, replaced through tfjs' own registry. */
import type { EngineOptions } from "./choose.ts";
import { imageByImage } from "./cpu-correction.ts";
import { rowByRow } from "./cpu-filter-gradient.ts";
import { quickenCpuReading } from "./cpu-reading.ts";
import { OwnKernels } from "./own-kernels.ts";

const own = new OwnKernels("cpu");

/** Call before the CPU backend computes gradients. What is wrong is mended also where tfjs' own kernels are asked for. */
export function installCpuKernels(kernels: EngineOptions["kernels"]): void {
  own.replace("ResizeNearestNeighborGrad", imageByImage);
  if (kernels === "tfjs") return;
  own.replace("Conv2DBackpropFilter", rowByRow);
  quickenCpuReading();
}
