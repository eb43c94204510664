/** Data sets that the lab recognises by the SHA-256 of their uncompressed files. Others run too, named as unknown. */
import { IDX_PARTS, type IdxPart } from "./idx.ts";

export const MNIST_SHA256: Readonly<Record<IdxPart, string>> = {
  trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

/** What `datasetKey` says of MNIST, for those who do not have it yet. */
export const MNIST_KEY = (Object.keys(IDX_PARTS) as IdxPart[]).map((part) => MNIST_SHA256[part].slice(0, 8)).join("-");

/** The name of a set by its files' digests (by file name, without .gz): "MNIST" or "unknown 28 × 28 set". */
export function nameOfSet(sha256: Readonly<Record<string, string>>): string {
  return isMnist(sha256) ? "MNIST" : "unknown 28 × 28 set";
}

/** Whether the published figures were measured on this set. */
export function isMnist(sha256: Readonly<Record<string, string>>): boolean {
  return (Object.keys(IDX_PARTS) as IdxPart[]).every((part) => sha256[IDX_PARTS[part]] === MNIST_SHA256[part]);
}
