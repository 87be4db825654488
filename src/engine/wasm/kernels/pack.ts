/**
 * Weights as the product wants them: panels of 8 output channels (the last of 4, if the padded channels are no multiple of 8), in each
 * [kernel row][kernel column][input channel][8], so that a tile reads its panel straight through; padded with zeros. For the input
 * gradient the same with input and output channels swapped and the kernel turned by half a turn. A task is a convolution.
 */
import { atBias, atCin, atCout, atKernel, atOutPitch, atParameter0, atParameter1, atPitch, atTransposed, atWeights, atX, recordBytes } from '../record';

/** x: records of convolutions. */
export function pack(r: usize, task: i32, scratch: usize): void {
  const c = load<usize>(r, atX) + <usize>(task * recordBytes);
  const kernel = load<i32>(c, atKernel);
  const cin = load<i32>(c, atCin);
  const cout = load<i32>(c, atCout);
  const pitch = load<i32>(c, atPitch);
  const outPitch = load<i32>(c, atOutPitch);
  const weights = load<usize>(c, atParameter0);
  const bias = load<usize>(c, atBias);
  memory.fill(bias, 0, <usize>outPitch << 2);
  memory.copy(bias, load<usize>(c, atParameter1), <usize>cout << 2);
  panels(weights, load<usize>(c, atWeights), kernel * kernel, cin, cout, pitch, outPitch, <usize>(cin * cout) << 2, <usize>cout << 2, 4);
  const transposed = load<usize>(c, atTransposed);
  if (!transposed) return;
  const last = weights + (<usize>((kernel * kernel - 1) * cin * cout) << 2);
  panels(last, transposed, kernel * kernel, cout, cin, outPitch, pitch, 0 - (<usize>(cin * cout) << 2), 4, <usize>cout << 2);
}

/** from[tap, i, o], steps in bytes → to [tile of o][tap][pitch][8 or 4]. */
function panels(
  from: usize,
  to: usize,
  taps: i32,
  inputs: i32,
  outputs: i32,
  pitch: i32,
  outPitch: i32,
  tapStep: usize,
  inputStep: usize,
  outputStep: usize,
): void {
  for (let o = 0; o < outPitch; ) {
    const width = min(8, outPitch - o);
    for (let tap = 0; tap < taps; tap++) {
      const block = from + <usize>tap * tapStep + <usize>o * outputStep;
      for (let i = 0; i < pitch; i++, to += <usize>width << 2)
        for (let k = 0; k < width; k++) {
          const inside = i < inputs && o + k < outputs;
          store<f32>(to + (<usize>k << 2), inside ? load<f32>(block + <usize>i * inputStep + <usize>k * outputStep) : 0);
        }
    }
    o += width;
  }
}
