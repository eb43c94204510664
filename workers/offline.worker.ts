/**
 * The service worker of a built lab, `sw.js` beside `index.html`. It keeps the files of one build, so that the lab runs
 * without a network, and answers with the headers that threads in WASM need, so that any host of plain files will do. It
 * never touches other hosts' answers, nor the caches in which the lab keeps data.
 */
import { isHashed, isolated, OfflineCache } from "./offline/offline-cache.ts";

/** Put here by `scripts/static-site.ts`: a digest of the build, and the paths of its files. */
declare const __BUILD_VERSION__: string;
declare const __BUILD_FILES__: readonly string[];
declare const __WORKER_POLICY__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const scope = worker.registration.scope;
const build = new OfflineCache(caches, scope, __BUILD_VERSION__, __BUILD_FILES__, __WORKER_POLICY__);

worker.addEventListener("install", (event) => {
  // The first worker takes over at once, for its headers, and fills the cache while the page is used; a later one waits
  // until it has everything, because it will replace one that has.
  if (worker.registration.active === null) void worker.skipWaiting();
  else event.waitUntil(build.fill());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([build.removeOthers(), worker.clients.claim()]));
});

worker.addEventListener("message", (event) => {
  const { kind } = event.data as { kind: "fill" | "take-over" | "version" };
  switch (kind) {
    case "fill":
      // What is missing, after the first visit or because the browser threw it away. Failing, it is tried at the next.
      event.waitUntil(build.fill().catch(() => undefined));
      return;
    case "take-over":
      event.waitUntil(worker.skipWaiting());
      return;
    case "version":
      event.ports[0]?.postMessage(__BUILD_VERSION__);
      return;
    default:
      kind satisfies never;
  }
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (url.pathname === new URL(scope).pathname || url.href.split(/[?#]/)[0] === `${scope}index.html`) {
      event.respondWith(openPage(request));
    }
  } else if (url.href.startsWith(scope)) {
    event.respondWith(answer(request, url.href.slice(scope.length)));
  }
});

/** The newest page that can be had. */
async function openPage(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.status < 500) return isolated(response, null);
  } catch {
    // No network: the page that was kept serves.
  }
  return (await build.match("index.html")) ?? Response.error();
}

/** A name with a hash in it never means another file; the rest belongs to its build. */
async function answer(request: Request, path: string): Promise<Response> {
  return (await build.match(path)) ?? isolated(await fetch(request), isHashed(path) ? __WORKER_POLICY__ : null);
}
