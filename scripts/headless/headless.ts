/**
 * The page that the command line opens: it starts the same worker as the lab's own page and passes its events on. It
 * decides nothing and shows nothing.
 */
import * as Comlink from "comlink";
import { figureToPng } from "../../components/figure-image.ts";
import type { DataFile, LabApi, RunEvent } from "../../src/protocol.ts";
import { arrayToBase64 } from "../../src/results/binary-json.ts";
import type { Figure } from "../../src/results/figure.ts";
import { codeVersion } from "../../src/results/manifest.ts";
import { DATA_ROUTE, SHELF_ROUTE, type Fault, type HeadlessPage, type PageMessage } from "./bridge.ts";

const worker = new Worker(new URL("../../workers/lab.worker.ts", import.meta.url), { type: "module" });
const lab = Comlink.wrap<LabApi>(worker);

/** Settles every call when the worker itself breaks: Comlink alone would wait for its answer for ever. */
const workerBroke = new Promise<never>((_, reject) => {
  worker.addEventListener("error", (event) => {
    reject(new Error(`The worker stopped: ${event.message || "its code could not be loaded"}`));
  });
  worker.addEventListener("messageerror", () => reject(new Error("The worker sent a message that cannot be read.")));
});
workerBroke.catch(() => undefined); // heard by whoever calls next; not an unhandled rejection until then

/** Whether a stop was asked for since the last run was. */
let isStopped = false;

/** Messages on their way to Node. */
const underWay = new Set<Promise<void>>();

/** Figures are painted one after the other, so that an older one never arrives last. */
let painting: Promise<void> = Promise.resolve();

window.lacuna = {
  surroundings: () => ({
    lacuna: codeVersion(),
    userAgent: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated: window.crossOriginIsolated,
  }),

  useFiles: async (names) => await faultOf(handOver(names)),

  realDigits: async () => {
    const status = await Promise.race([lab.dataStatus(), workerBroke]);
    if (status.kind === "ready") return status.identity;
    const download = lab.download(Comlink.proxy(() => undefined)).catch(() => null); // no network: runs draw their own digits
    return await Promise.race([download, workerBroke]);
  },

  giveFile: async (name) => await faultOf(fetchFile(name).then((file) => lab.giveFile(file))),

  run: async (config, caller, start) => {
    isStopped = false;
    const fault = await faultOf(keepShelf().then(() => begin(config, caller, start)));
    while (underWay.size > 0) await Promise.all(underWay);
    return fault;
  },

  stop: async () => {
    isStopped = true;
    return await faultOf(lab.stop());
  },
} satisfies HeadlessPage;

async function keepShelf(): Promise<void> {
  await lab.keepShelfAt(new URL(SHELF_ROUTE, location.href).href);
}

/** A stop that came before the worker heard of the run found nothing to stop there. */
async function begin(...[config, caller, start]: Parameters<HeadlessPage["run"]>): Promise<void> {
  if (!isStopped) await lab.run(config, caller, Comlink.proxy(passOn), start);
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  try {
    await Promise.race([call, workerBroke]);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function handOver(names: readonly string[]): Promise<void> {
  const files = await Promise.all(names.map(fetchFile));
  await lab.useFiles(
    Comlink.transfer(
      files,
      files.map((file) => file.bytes),
    ),
  );
}

async function fetchFile(name: string): Promise<DataFile> {
  const response = await fetch(DATA_ROUTE + encodeURIComponent(name));
  if (!response.ok) throw new Error(`Cannot read ${name}: the server answered ${response.status}.`);
  return { name, bytes: await response.arrayBuffer() };
}

function passOn(event: RunEvent): void {
  if (event.kind === "model") {
    const { weights, ...model } = event.model;
    return track(tell({ kind: "model", model, weightsBase64: arrayToBase64(weights) }));
  }
  if (event.kind !== "figure") return track(tell({ kind: "event", event }));
  painting = painting.then(async () => await tell(await paint(event.figure)));
  track(painting);
}

async function tell(message: PageMessage): Promise<void> {
  await window.tellLacuna(message);
}

function track(sending: Promise<void>): void {
  underWay.add(sending);
  void sending.finally(() => underWay.delete(sending));
}

async function paint(figure: Figure): Promise<PageMessage> {
  const png = new Uint8Array(await (await figureToPng(figure)).arrayBuffer());
  let binary = "";
  for (const byte of png) binary += String.fromCharCode(byte);
  return { kind: "figure", id: figure.id, pngBase64: btoa(binary) };
}
