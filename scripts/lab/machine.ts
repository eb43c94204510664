/** This machine in one line, as a manifest keeps it: what a reader needs to judge a speed. */
import { cpus, totalmem, type } from "node:os";

/** "AMD EPYC 7B13, 2 logical cores, 8 GiB, Linux, Node 20.20.0". */
export function describeMachine(): string {
  const cores = cpus();
  const model = cores[0]?.model.replace(/\s+/g, " ").trim() ?? "unknown processor";
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${cores.length} logical cores, ${memoryGib} GiB, ${type()}, Node ${process.versions.node}`;
}
