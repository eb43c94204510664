/**
 * An element that is first drawn in a task of its own. Modules, elements and their first drawings otherwise make one long
 * task, in which a slow phone answers to no touch.
 */
import { LitElement } from "lit";

export class OwnTaskElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }
}

/** Lets the page answer, and comes back before anything that was asked for later. */
async function nextTask(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: { yield?: () => Promise<void> } }; // not in every browser
  if (scheduler?.yield !== undefined) await scheduler.yield();
  else await new Promise((resolve) => setTimeout(resolve, 0));
}
