/**
 * The plainest host that a build may be put on: files below a path, their types, and not one header more. It remembers what
 * was asked of it, and can stop as a network stops.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

export class FileHost {
  /** Paths below the lab's folder, in the order in which they were asked for; the page itself is "index.html". */
  readonly asked: string[] = [];
  /** What is sent instead of what lies in the folder. */
  readonly instead = new Map<string, string>();
  /** Of the lab; it stays what it was when the host stops. */
  address = "";
  readonly #server: Server;
  readonly #folder: string;
  readonly #path: string;

  private constructor(folder: string, path: string) {
    this.#folder = folder;
    this.#path = path;
    this.#server = createServer(({ url = "" }, response) => {
      const { pathname } = new URL(url, "http://host");
      const body = pathname.startsWith(this.#path) ? this.#read(pathname.slice(this.#path.length)) : null;
      if (body === null) return void response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": TYPES[extname(pathname)] ?? "text/html" }).end(body);
    });
  }

  /** @param path - where the lab lies, with slashes at both ends */
  static async start(folder: string, path: string): Promise<FileHost> {
    const host = new FileHost(folder, path);
    await new Promise<void>((resolve) => host.#server.listen(0, "127.0.0.1", resolve));
    host.address = `http://127.0.0.1:${(host.#server.address() as AddressInfo).port}${path}`;
    return host;
  }

  /** Cuts every connection; whoever asks from now on is refused. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #read(path: string): string | Buffer | null {
    const name = path === "" ? "index.html" : path;
    const file = join(this.#folder, name);
    if (!existsSync(file)) return null;
    this.asked.push(name);
    return this.instead.get(name) ?? readFileSync(file);
  }
}
