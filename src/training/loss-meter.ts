/**
 * Losses stay on the device and are read only now and then: reading one makes a GPU wait for everything before it.
 * The meter sums them there, and decides when a reading is due.
 */
import * as tf from "@tensorflow/tfjs";

/** Ten readings a second are as many as a chart can show. */
const READING_INTERVAL_MS = 100;

export interface LossReading {
  /** Mean loss per image since the last reading. */
  readonly mean: number;
  /** Optimiser steps since the last reading. */
  readonly steps: number;
}

export class LossMeter {
  readonly #nowMs: () => number;
  #sum: tf.Scalar | null = null;
  #weight = 0;
  #steps = 0;
  #lastReadingMs: number;
  /**
   * Steps that may pass before the device is waited for. Reading is also what keeps the queue short: were only the
   * clock asked, a slow GPU would be sent minutes of work in the first tenth of a second, and a stop would wait for it.
   */
  #allowedSteps = 1;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#lastReadingMs = nowMs();
  }

  /** Whether everything added has been read. */
  get isEmpty(): boolean {
    return this.#sum === null;
  }

  /** Takes over `meanLoss`, the mean over a batch of `images`. */
  add(meanLoss: tf.Scalar, images: number): void {
    const previous = this.#sum;
    this.#sum = tf.tidy(() => {
      const weighted = meanLoss.mul<tf.Scalar>(images);
      return previous === null ? weighted : previous.add<tf.Scalar>(weighted);
    });
    previous?.dispose();
    meanLoss.dispose();
    this.#weight += images;
    this.#steps++;
  }

  /** Whether it is time to read: a tenth of a second has passed, or the queue may be that long by now. */
  isDue(): boolean {
    return this.#steps >= this.#allowedSteps || this.#nowMs() - this.#lastReadingMs >= READING_INTERVAL_MS;
  }

  /** Waits for the device and starts a new sum; null when nothing was added. */
  async read(): Promise<LossReading | null> {
    const sum = this.#sum;
    if (sum === null) return null;
    const [weight, steps] = [this.#weight, this.#steps];
    this.#sum = null;
    this.#weight = 0;
    this.#steps = 0;
    try {
      const [total] = await sum.data<"float32">();
      return { mean: (total as number) / weight, steps };
    } finally {
      sum.dispose();
      this.#adaptTo(steps);
    }
  }

  dispose(): void {
    this.#sum?.dispose();
    this.#sum = null;
  }

  #adaptTo(steps: number): void {
    const now = this.#nowMs();
    const stepMs = (now - this.#lastReadingMs) / steps;
    this.#lastReadingMs = now;
    const wanted = Math.floor(READING_INTERVAL_MS / Math.max(stepMs, 0.01));
    this.#allowedSteps = Math.max(1, Math.min(wanted, 2 * this.#allowedSteps));
  }
}
