/** The worker's entry: exposes the lab to the page and does nothing else. */
import "../src/without-eval.ts";
import { expose } from "comlink";
import { Lab } from "./lab.ts";

expose(new Lab());
