/**
 * The files of one build in Cache storage, under a name that holds the place of the lab and the version of the build: labs
 * beside each other on one host do not see each other's, and data is kept under other names altogether.
 */

const PAGE = "index.html";

/** Fetched at once; more would only wait for one another. */
const AT_ONCE = 6;

export class OfflineCache {
  readonly #caches: CacheStorage;
  readonly #scope: string;
  readonly #version: string;
  readonly #prefix: string;
  readonly #name: string;
  readonly #files: ReadonlySet<string>;
  readonly #policy: string;
  #filling: Promise<void> | null = null;

  /**
   * @param scope - address of the lab's folder, with a slash at its end
   * @param files - paths below it
   * @param policy - content security policy for scripts of workers
   */
  constructor(caches: CacheStorage, scope: string, version: string, files: readonly string[], policy: string) {
    this.#caches = caches;
    this.#scope = scope;
    this.#version = version;
    this.#prefix = `lacuna-build ${scope} `;
    this.#name = this.#prefix + version;
    this.#files = new Set(files);
    this.#policy = policy;
  }

  /** @returns a file of this build, or undefined where it is not kept */
  async match(path: string): Promise<Response | undefined> {
    if (!this.#files.has(path)) return undefined;
    return (await this.#caches.open(this.#name)).match(this.#scope + path);
  }

  /**
   * Fetches what is not there yet.
   *
   * @throws TypeError when a file cannot be had
   */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => (this.#filling = null));
    return this.#filling;
  }

  /** Other builds of the lab at this place. */
  async removeOthers(): Promise<void> {
    const names = await this.#caches.keys();
    const others = names.filter((name) => name.startsWith(this.#prefix) && name !== this.#name);
    await Promise.all(others.map((name) => this.#caches.delete(name)));
  }

  async #fill(): Promise<void> {
    const cache = await this.#caches.open(this.#name);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const missing = [...this.#files].filter((path) => path !== PAGE && !kept.has(this.#scope + path));
    const take = async (): Promise<void> => {
      for (let path = missing.pop(); path !== undefined; path = missing.pop()) {
        const address = this.#scope + path;
        await cache.put(address, (await this.#fromEarlierBuild(path)) ?? (await this.#fetch(path)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
    // Last, because it is what is opened without a network.
    if (!kept.has(this.#scope + PAGE)) await cache.put(this.#scope + PAGE, await this.#fetchPage());
  }

  async #fromEarlierBuild(path: string): Promise<Response | undefined> {
    return isHashed(path) ? this.#caches.match(this.#scope + path) : undefined;
  }

  /** Another build may have been published a moment ago; its page would ask for files that are not kept. */
  async #fetchPage(): Promise<Response> {
    const response = await this.#fetch(PAGE);
    if ((await response.clone().text()).includes(this.#version)) return response;
    throw new TypeError("Cannot keep the page for use without a network: it is of another build.");
  }

  async #fetch(path: string): Promise<Response> {
    const response = await fetch(this.#scope + path, { cache: isHashed(path) ? "default" : "no-cache" });
    if (!response.ok)
      throw new TypeError(`Cannot keep ${path} for use without a network: answered ${response.status}.`);
    return isolated(response, isHashed(path) ? this.#policy : null);
  }
}

/** Whether its name changes whenever its content does. */
export function isHashed(path: string): boolean {
  return path.startsWith("assets/");
}

/**
 * The same answer with the headers that make a page cross-origin isolated.
 *
 * @param policy - content security policy to add; pages bring their own
 */
export function isolated(response: Response, policy: string | null): Response {
  if (response.type === "opaque" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  // The body is no longer as it was sent.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  if (policy !== null) headers.set("Content-Security-Policy", policy);
  const { status, statusText } = response;
  const hasBody = ![101, 204, 205, 304].includes(status);
  return new Response(hasBody ? response.body : null, { status, statusText, headers });
}
