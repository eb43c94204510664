/** The worker's entry: exposes one bench to the page and does nothing else. */
import "../src/without-eval.ts";
import { expose } from "comlink";
import { Bench } from "./bench.ts";

expose(new Bench());
