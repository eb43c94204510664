/**
 * tfjs' CPU backend reads every number of a pooling and of its gradient by `TensorBuffer.get`, which gathers its four
 * places into a list and walks through it twice. Here the usual case is read at once: the same number from the same place,
 * so no result changes. It computes nothing; any other call goes to tfjs' own `get`.
 */
import * as tf from "@tensorflow/tfjs";

let isQuick = false;

/** For buffers of rank four, whatever backend is current; a second call does nothing. */
export function quickenCpuReading(): void {
  if (isQuick) return;
  isQuick = true;
  tf.TensorBuffer.prototype.get = quick(tf.TensorBuffer.prototype.get);
}

type Buffer = tf.TensorBuffer<tf.Rank>;
type Get = Buffer["get"];

function quick(stock: Get): Get {
  // Named places and no rest: a list for each number is what takes the time. No buffer has a rank above six.
  return function (this: Buffer, a?: number, b?: number, c?: number, d?: number, e?: number, f?: number) {
    const { shape, strides } = this;
    if (
      shape.length === 4 &&
      e === undefined &&
      isWithin(a, shape[0]) &&
      isWithin(b, shape[1]) &&
      isWithin(c, shape[2]) &&
      isWithin(d, shape[3])
    ) {
      return this.values[a * (strides[0] as number) + b * (strides[1] as number) + c * (strides[2] as number) + d];
    }
    return stock.apply(
      this,
      [a, b, c, d, e, f].filter((place) => place !== undefined),
    );
  } as Get;
}

function isWithin(place: number | undefined, extent: number | undefined): place is number {
  return (place as number) >= 0 && (place as number) < (extent as number);
}
