/** The panel in which the judge's training is told, for the spec of an experiment that may have to train it. */
import type { CurvePanel } from "./experiment.ts";

export const JUDGE_CURVES: CurvePanel = { title: "Judge", x: "epoch", value: "Cross-entropy", axis: "log" };
