/** From an image file to a digit: the browser decodes it, `src/playground/fit-picture.ts` makes it fit. */
import { fitPicture, PictureError } from "../../src/playground/fit-picture.ts";

/** Pictures are made smaller than this first, px: a camera's would take seconds and hold no more of a digit. */
const MOST_PX = 280;

/**
 * @returns `[784]` in [0, 1]
 * @throws PictureError for a file that is no picture, or a picture that shows nothing
 */
export async function readPicture(file: Blob): Promise<Float32Array> {
  let image: ImageBitmap;
  try {
    image = await createImageBitmap(file);
  } catch {
    const name = file instanceof File && file.name !== "" ? file.name : "the picture";
    throw new PictureError(`Cannot read ${name}: this browser does not know it as an image. Choose a PNG or JPEG.`);
  }
  try {
    const scale = Math.min(1, MOST_PX / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(scale * image.width));
    const height = Math.max(1, Math.round(scale * image.height));
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) throw new PictureError("Cannot read the picture: this browser offers no canvas for it.");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, width, height);
    return fitPicture(context.getImageData(0, 0, width, height)).pixels;
  } finally {
    image.close();
  }
}
