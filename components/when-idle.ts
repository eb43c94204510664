/** When the first screen has been drawn and the page has nothing better to do: what is needed only later starts then. */

/** On a page that never rests, ms. */
const LATEST_MS = 1500;

export async function whenIdle(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  await new Promise<void>((resolve) => {
    // Safari has no such call; a task of its own is the next best.
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => resolve(), { timeout: LATEST_MS });
    else setTimeout(resolve, 0);
  });
}
