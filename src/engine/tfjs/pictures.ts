import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../engine.ts';

/** The input tensor [B, input, input, 3] that `Batch` describes. */
export function sampleInput(batch: Batch, input: number): tf.Tensor4D {
  return tf.tidy(() => {
    const { count: B, size } = batch;
    const affine = tf.tensor3d(batch.affine.subarray(0, 6 * B), [B, 2, 3]);
    const at = tf.sub(tf.matMul(affine, tf.tile(inputCentres(input), [B, 1, 1])), 0.5); // [B, 2, input²]: x, y of the upper left tap
    const low = tf.floor(at);
    const [fx, fy] = tf.split(tf.sub(at, low), 2, 1); // [B, 1, input²]
    const [x, y] = tf.split(low, 2, 1);
    const gain = tf.tensor3d(batch.gain.subarray(0, 3 * B), [B, 1, 3]);
    const first = tf.reshape(tf.mul(tf.range(0, B, 1, 'int32'), tf.scalar(size * size, 'int32')), [B, 1, 1]); // where each picture starts
    const flat = packedPixels(batch); // [B · size²]
    const corners: tf.Tensor[] = [];
    for (const dy of [0, 1])
      for (const dx of [0, 1]) {
        const cx = tf.add(x!, dx);
        const cy = tf.add(y!, dy);
        const inside = tf.cast(
          tf.logicalAnd(tf.logicalAnd(tf.greaterEqual(cx, 0), tf.less(cx, size)), tf.logicalAnd(tf.greaterEqual(cy, 0), tf.less(cy, size))),
          'float32',
        );
        const index = tf.add(
          tf.cast(tf.add(tf.mul(tf.clipByValue(cy, 0, size - 1), size), tf.clipByValue(cx, 0, size - 1)), 'int32'),
          first,
        );
        const rgb = unpack(tf.cast(tf.gather(flat, tf.reshape(index, [B * input * input])), 'float32'), B, input); // [B, input², 3]
        const value = tf.sub(tf.clipByValue(tf.mul(rgb, tf.div(gain, 255)), 0, 1), 0.5);
        const share = tf.mul(tf.mul(inside, dx ? fx! : tf.sub(1, fx!)), dy ? fy! : tf.sub(1, fy!));
        corners.push(tf.mul(value, tf.reshape(share, [B, input * input, 1])));
      }
    return tf.reshape(tf.addN(corners), [B, input, input, 3]);
  });
}

/**
 * Red, green and blue of a pixel packed into one number, r + 256 g + 65536 b, which float32 (what WebGL makes of an int32) still holds
 * exactly.
 */
function packedPixels({ count, size, pixels }: Batch): tf.Tensor1D {
  const packed = new Int32Array(count * size * size);
  for (let i = 0, p = 0; i < packed.length; i++, p += 4) packed[i] = pixels[p]! | (pixels[p + 1]! << 8) | (pixels[p + 2]! << 16);
  return tf.tensor1d(packed, 'int32');
}

/** The centres of all input pixels as columns (x, y, 1): [1, 3, input²]. */
function inputCentres(input: number): tf.Tensor3D {
  const columns = new Float32Array(3 * input * input);
  for (let i = 0; i < input * input; i++) {
    columns[i] = (i % input) + 0.5;
    columns[input * input + i] = Math.floor(i / input) + 0.5;
    columns[2 * input * input + i] = 1;
  }
  return tf.tensor3d(columns, [1, 3, input * input]);
}

function unpack(packed: tf.Tensor, B: number, input: number): tf.Tensor3D {
  const blue = tf.floor(tf.div(packed, 65536));
  const rest = tf.sub(packed, tf.mul(blue, 65536));
  const green = tf.floor(tf.div(rest, 256));
  const red = tf.sub(rest, tf.mul(green, 256));
  return tf.reshape(tf.stack([red, green, blue], 1), [B, input * input, 3]);
}
