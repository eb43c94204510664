/** How much JavaScript holds on to, in a page and in its workers, as the browser's own developer tools count it. */
import type { CDPSession, Page } from "playwright-core";

interface Answer {
  readonly id: number;
  readonly result?: { readonly usedSize?: number };
}

export class HeapReader {
  readonly #devtools: CDPSession;
  /** Sessions of workers, by the address of their script. */
  readonly #workers = new Map<string, string>();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #messages = 0;

  private constructor(devtools: CDPSession) {
    this.#devtools = devtools;
    devtools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      this.#workers.set(targetInfo.url, sessionId);
    });
    devtools.on("Target.receivedMessageFromTarget", ({ message }) => {
      const answer = JSON.parse(message) as Answer;
      this.#waiting.get(answer.id)?.(answer);
    });
  }

  /** Hears of the workers that are there and of those to come. */
  static async open(page: Page): Promise<HeapReader> {
    const reader = new HeapReader(await page.context().newCDPSession(page));
    await reader.#devtools.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false, // else the answers of workers would come to nobody
    });
    return reader;
  }

  /** Bytes that the page holds after everything that nobody holds is gone. */
  async pageBytes(): Promise<number> {
    await this.#devtools.send("HeapProfiler.collectGarbage");
    return (await this.#devtools.send("Runtime.getHeapUsage")).usedSize;
  }

  /** The same of the worker whose script's address contains a word. */
  async workerBytes(word: string): Promise<number> {
    const session = [...this.#workers].find(([url]) => url.includes(word))?.[1];
    if (session === undefined) throw new Error(`no worker is called ${word}`);
    await this.#ask(session, "HeapProfiler.collectGarbage");
    return (await this.#ask(session, "Runtime.getHeapUsage")).result?.usedSize ?? NaN;
  }

  #ask(sessionId: string, method: string): Promise<Answer> {
    const id = ++this.#messages;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve);
      this.#devtools
        .send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) })
        .catch(reject);
    });
  }
}
