/** The caveat that every figure needs which stands beside one published on other digits. */
import type { DatasetIdentity } from "../data/dataset.ts";
import { isMnist } from "../data/known-sets.ts";
import type { RunUpdate } from "./experiment.ts";

/** A notice where the digits are not MNIST, and nothing where they are. */
export function* noticeUnlessMnist({ name, sha256 }: DatasetIdentity): Generator<RunUpdate, void, void> {
  if (isMnist(sha256)) return;
  const text = `Measured on ${name}, published on MNIST: the shapes compare, the figures do not.`;
  yield { kind: "notice", text };
}
