/**
 * Structural similarity of one 28 × 28 image (Wang, Bovik, Sheikh and Simoncelli, 2004), as scikit-image computes it by
 * default: uniform 7 × 7 windows that lie wholly inside the image, sample covariance, K₁ = 0.01, K₂ = 0.03, range 1.
 *
 * Window sums come from summed-area tables, so that a table of thousands of images stays cheap.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";

const WINDOW_PX = 7;
const WINDOW_PIXELS = WINDOW_PX * WINDOW_PX;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;
const SIDE = IMAGE_SIZE_PX + 1;

/** Image `index` of two `[count, 784]` arrays; from −1 to 1, 1 = identical. */
export function ssim(restored: Float32Array, original: Float32Array, index: number): number {
  const start = index * PIXELS;
  const [x, y, xx, yy, xy] = summedAreas(restored, original, start);
  let total = 0;
  const last = IMAGE_SIZE_PX - WINDOW_PX;
  for (let row = 0; row <= last; row++) {
    for (let column = 0; column <= last; column++) {
      const meanX = windowSum(x, row, column) / WINDOW_PIXELS;
      const meanY = windowSum(y, row, column) / WINDOW_PIXELS;
      const unbiased = WINDOW_PIXELS / (WINDOW_PIXELS - 1);
      const varianceX = unbiased * (windowSum(xx, row, column) / WINDOW_PIXELS - meanX * meanX);
      const varianceY = unbiased * (windowSum(yy, row, column) / WINDOW_PIXELS - meanY * meanY);
      const covariance = unbiased * (windowSum(xy, row, column) / WINDOW_PIXELS - meanX * meanY);
      total +=
        ((2 * meanX * meanY + C1) * (2 * covariance + C2)) /
        ((meanX * meanX + meanY * meanY + C1) * (varianceX + varianceY + C2));
    }
  }
  return total / (last + 1) ** 2;
}

type SummedAreas = [x: Float64Array, y: Float64Array, xx: Float64Array, yy: Float64Array, xy: Float64Array];

/** Used anew for every image: their first row and column stay 0, all else is written each time. */
const AREAS = Array.from({ length: 5 }, () => new Float64Array(SIDE * SIDE)) as SummedAreas;

/** Sums over all pixels above and to the left, `[29, 29]` each, of x, y, x², y² and xy. */
function summedAreas(restored: Float32Array, original: Float32Array, start: number): SummedAreas {
  const [areaX, areaY, areaXX, areaYY, areaXY] = AREAS;
  for (let row = 0; row < IMAGE_SIZE_PX; row++) {
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumYY = 0;
    let sumXY = 0;
    for (let column = 0; column < IMAGE_SIZE_PX; column++) {
      const x = restored[start + row * IMAGE_SIZE_PX + column] as number;
      const y = original[start + row * IMAGE_SIZE_PX + column] as number;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
      const here = (row + 1) * SIDE + column + 1;
      const above = here - SIDE;
      areaX[here] = (areaX[above] as number) + sumX;
      areaY[here] = (areaY[above] as number) + sumY;
      areaXX[here] = (areaXX[above] as number) + sumXX;
      areaYY[here] = (areaYY[above] as number) + sumYY;
      areaXY[here] = (areaXY[above] as number) + sumXY;
    }
  }
  return AREAS;
}

function windowSum(area: Float64Array, row: number, column: number): number {
  const top = row * SIDE + column;
  const bottom = (row + WINDOW_PX) * SIDE + column;
  return (
    (area[bottom + WINDOW_PX] as number) -
    (area[bottom] as number) -
    (area[top + WINDOW_PX] as number) +
    (area[top] as number)
  );
}
