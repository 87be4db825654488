import { createGif } from './gif.ts';
import type { FilmAnswer, FilmTask } from './gifMaker.ts';

const gif = createGif();

addEventListener('message', ({ data }: MessageEvent<FilmTask>) => {
  if (data.kind === 'frame') {
    gif.add(data.frame);
    postMessage({ kind: 'added' } satisfies FilmAnswer);
  } else {
    const bytes = gif.finish();
    postMessage({ kind: 'made', bytes } satisfies FilmAnswer, { transfer: [bytes.buffer] });
  }
});
