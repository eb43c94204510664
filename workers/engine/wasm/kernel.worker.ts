/** One thread of the kernel pool: says that it is ready, then serves jobs until it is told to stop. */
import type { ThreadStart } from "./kernel-module.ts";

self.onmessage = async ({ data }: MessageEvent<ThreadStart>) => {
  const { module, memory, control, thread, threads } = data;
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const { serve } = instance.exports as { serve(control: number, thread: number, threads: number): void };
  self.postMessage("ready");
  serve(control, thread, threads);
  self.close();
};
