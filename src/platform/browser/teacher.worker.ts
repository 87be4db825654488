import * as tf from '@tensorflow/tfjs';
import type { TeacherQuestion, TeacherReply } from '../../label/teacher.ts';

/** MoveNet's input, in pixels: single-pose Lightning. */
const side = 192;
/** Joints of COCO. */
const joints = 17;

let model: Promise<{ readonly network: tf.GraphModel; readonly backend: string }> | undefined;
let work: Promise<unknown> = Promise.resolve();

globalThis.onmessage = ({ data }: MessageEvent<TeacherQuestion>) => {
  work = work.then(async () => {
    try {
      post(await answer(data));
    } catch (error) {
      post({ number: data.number, problem: error instanceof Error ? error.message : String(error) });
    } finally {
      data.picture.close();
    }
  });
};

function post(reply: TeacherReply): void {
  globalThis.postMessage(reply);
}

async function answer({ number, picture, square, model: address }: TeacherQuestion): Promise<TeacherReply> {
  model ??= load(address);
  const { network, backend } = await model.catch((error: unknown) => {
    model = undefined;
    throw error;
  });
  const begin = performance.now();
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('the browser gives no canvas');
  const scale = side / square.side;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, -square.x * scale, -square.y * scale, picture.width * scale, picture.height * scale);
  const { data } = context.getImageData(0, 0, side, side);
  const input = tf.tidy(() =>
    tf.cast(tf.expandDims(tf.browser.fromPixels({ data: new Uint8Array(data.buffer), width: side, height: side }), 0), 'int32'),
  );
  const output = network.execute(input) as tf.Tensor; // [1, 1, 17, 3]: y, x, score
  const values = await output.data();
  input.dispose();
  output.dispose();
  const found = Float32Array.from({ length: 3 * joints }, (_, i) => {
    const at = 3 * Math.floor(i / 3);
    if (i % 3 === 0) return square.x + values[at + 1]! * square.side;
    return i % 3 === 1 ? square.y + values[at]! * square.side : values[at + 2]!;
  });
  return { number, joints: found, milliseconds: performance.now() - begin, backend };
}

/** WebGL where there is one: even played by a processor it is faster than plain JavaScript. */
async function load(address: string) {
  const hasWebgl = await tf.setBackend('webgl').catch(() => false);
  if (!hasWebgl) await tf.setBackend('cpu');
  await tf.ready();
  const network = await tf.loadGraphModel(address);
  // The first run compiles; its time would mislead.
  const warm = network.execute(tf.zeros([1, side, side, 3], 'int32')) as tf.Tensor;
  await warm.data();
  warm.dispose();
  return { network, backend: tf.getBackend() };
}
