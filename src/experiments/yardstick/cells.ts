/** What was measured of one restorer on one corruption: rows of the table and some pictures, and both as bytes. */
import { z } from "zod";
import { composite, type DamagedImages, type Restorer } from "../../restorers/restorer.ts";
import { PIXELS } from "../../data/dataset.ts";
import { arrayToBase64, base64Array } from "../../results/binary-json.ts";
import type { Row } from "../../results/table.ts";

export interface Cell {
  readonly rows: readonly Row[];
  /** `[shown images, 784]`, known pixels pasted back, 0 to 255: what a picture needs, a quarter of what numbers take. */
  readonly pictures: Uint8Array;
}

const CELL = z.strictObject({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  pictures: base64Array((buffer) => new Uint8Array(buffer), 1),
});

export function encodeCell({ rows, pictures }: Cell): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ rows, pictures: arrayToBase64(pictures) }));
}

/**
 * @param images - how many pictures it should hold
 * @returns null for bytes that hold no such cell: what was kept is then measured again
 */
export function decodeCell(bytes: Uint8Array, images: number): Cell | null {
  try {
    const cell = CELL.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return cell.pictures.length === images * PIXELS ? cell : null;
  } catch {
    return null;
  }
}

/** A restorer that remembers what it made of some of the images it was given last. */
export class Watched implements Restorer {
  readonly name: string;
  readonly keepsKnownPixels: boolean;
  readonly #restorer: Restorer;
  readonly #shown: readonly number[];
  #pictures: Uint8Array = new Uint8Array();

  /** @param shown - the images to remember, by number */
  constructor(restorer: Restorer, shown: readonly number[]) {
    this.name = restorer.name;
    this.keepsKnownPixels = restorer.keepsKnownPixels;
    this.#restorer = restorer;
    this.#shown = shown;
  }

  /** `[shown images, 784]`, 0 to 255. */
  get pictures(): Uint8Array {
    return this.#pictures;
  }

  async restore(damaged: DamagedImages): Promise<Float32Array> {
    const restored = await this.#restorer.restore(damaged);
    this.#pictures = takeBytes(composite(restored, damaged), this.#shown);
    return restored;
  }
}

/** Some images of `pixels` (`[count, 784]` in [0, 1]) as bytes. */
export function takeBytes(pixels: Float32Array, images: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(images.length * PIXELS);
  images.forEach((image, place) => {
    for (let i = 0; i < PIXELS; i++) {
      const value = pixels[image * PIXELS + i] ?? 0;
      bytes[place * PIXELS + i] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  });
  return bytes;
}
