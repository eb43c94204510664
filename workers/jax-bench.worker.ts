/** The worker's entry: exposes one bench of jax-js to the page and does nothing else. Not part of the lab as it is built. */
import { expose } from "comlink";
import { JaxBench } from "./jax-bench.ts";

expose(new JaxBench());
