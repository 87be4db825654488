import type { Frame } from './gif.ts';

export type FilmTask = { readonly kind: 'frame'; readonly frame: Frame } | { readonly kind: 'finish' };
export type FilmAnswer = { readonly kind: 'added' } | { readonly kind: 'made'; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * Frames as a GIF, made in a worker, so that the page stays smooth: one frame is on its way at a time. Throws the signal's reason when
 * that is given up, and an Error when the worker fails.
 */
export async function makeGif(frames: AsyncIterable<Frame>, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./gif.worker.ts', import.meta.url), { type: 'module' });
  const ask = (task: FilmTask, transfer: Transferable[] = []) =>
    new Promise<FilmAnswer>((done, failed) => {
      worker.onmessage = ({ data }: MessageEvent<FilmAnswer>) => done(data);
      worker.onerror = ({ message }) => failed(new Error(message || 'the worker that makes films could not start'));
      signal.onabort = () => failed(signal.reason);
      worker.postMessage(task, transfer);
    });
  try {
    for await (const frame of frames) {
      signal.throwIfAborted();
      await ask({ kind: 'frame', frame }, [frame.pixels.buffer]);
    }
    const answer = await ask({ kind: 'finish' });
    if (answer.kind !== 'made') throw new Error('the worker that makes films has answered something else');
    return answer.bytes;
  } finally {
    worker.terminate();
  }
}
