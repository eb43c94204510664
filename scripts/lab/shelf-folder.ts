/** The shelf of the command line: a folder with one file per key, served to the headless page's worker. */
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Plugin } from "vite";
import { SHELF_ROUTE } from "../headless/bridge.ts";

/** Where trained networks are kept when `--shelf` does not say. */
export const USUAL_SHELF_FOLDER = "results/shelf";

export function serveShelf(folder: string): Plugin {
  return {
    name: "lacuna-headless-shelf",
    configureServer({ middlewares }) {
      middlewares.use(SHELF_ROUTE, (request, response) => {
        // Slashes in a key are percent-encoded, so that a file name is what the address ends in.
        const path = join(folder, fileNameOf(request.url ?? ""));
        const fail = (): void => void response.writeHead(404).end();
        if (request.method === "DELETE") {
          removeAll(folder, fileNameOf(request.url ?? ""));
          response.writeHead(204).end();
          return;
        }
        if (request.method !== "PUT") {
          response.setHeader("Content-Type", "application/octet-stream");
          createReadStream(path).on("error", fail).pipe(response);
          return;
        }
        void buffer(request)
          .then((bytes) => {
            mkdirSync(folder, { recursive: true });
            writeFileSync(`${path}.part`, bytes); // under another name first: a stop leaves the older one whole
            renameSync(`${path}.part`, path);
            response.writeHead(204).end();
          })
          .catch(fail);
      });
    },
  };
}

/** Every file whose name begins so; an empty beginning would be all of them, which nobody means. */
function removeAll(folder: string, prefix: string): void {
  if (prefix === "" || !existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(join(folder, name));
}

/** A key as a file's name: nothing in it leads out of the folder. */
function fileNameOf(url: string): string {
  return decodeURIComponent(url.replace(/^\//, "")).replace(/[^\w.-]+/g, "_");
}
