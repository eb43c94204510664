/**
 * What comes with the lab: the files of `public/`, fetched when a run asks for one. Served and built alike, the worker's
 * own script lies one folder below them, so no page has to say where it was put.
 */

/**
 * @param name - path below `public/`, such as "generators/eight.lacuna"
 * @param script - where the worker's script lies
 * @throws Error saying which file is missing
 */
export async function fetchAsset(name: string, script: string = self.location.href): Promise<Uint8Array> {
  const response = await fetch(new URL(`../${name}`, script));
  // A server that has no such file may answer with the page instead.
  const isFile = response.ok && !(response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (isFile) return new Uint8Array(await response.arrayBuffer());
  const answer = response.ok ? "with a page" : response.status;
  throw new Error(`Cannot read ${name}: it comes with the lab, but the server answered ${answer}. Install it anew.`);
}
