/**
 * The contract between the benchmark's command line and the headless page it opens. Types only: one side runs in Node,
 * the other in the browser, and what crosses is JSON.
 */
import type { BenchSurroundings } from "../../src/bench/environment.ts";
import type { BenchEngine, Ending, FirstStep, Opened, WorkloadName } from "../../src/bench/protocol.ts";

/** A rejection would reach Node with the page's stack mixed into its words; a fault is ready to show. */
export type Answer<T> =
  { readonly kind: "value"; readonly value: T } | { readonly kind: "fault"; readonly fault: string };

/** What the page offers, as `window.bench`, once it has loaded. It keeps one worker per engine. */
export interface BenchPage {
  surroundings(): BenchSurroundings;
  /** Ends the engine's worker, if it has one, and starts it in another. */
  open(engine: BenchEngine): Promise<Answer<Opened>>;
  begin(engine: BenchEngine, workload: WorkloadName): Promise<Answer<FirstStep>>;
  measure(engine: BenchEngine, steps: number): Promise<Answer<readonly number[]>>;
  end(engine: BenchEngine): Promise<Answer<Ending>>;
  /** Ends every worker, and with them their threads and memory. */
  closeAll(): Promise<void>;
  /** Whether the page has been hidden at any time since this was last asked. */
  wasHidden(): Promise<boolean>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
