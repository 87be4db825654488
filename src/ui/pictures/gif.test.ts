import { expect, test } from 'vitest';
import { createGif } from './gif.ts';
import { readGif } from './readGif.testing.ts';

type Rgb = readonly [number, number, number];

/** A frame of four upright stripes. */
function stripes(colours: readonly Rgb[], delay: number) {
  const [width, height] = [8, 4];
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let p = 0; p < width * height; p++) pixels.set([...colours[Math.floor((p % width) / 2) % colours.length]!, 255], 4 * p);
  return { pixels, width, height, delay };
}

function made(...frames: readonly ReturnType<typeof stripes>[]) {
  const gif = createGif();
  for (const frame of frames) gif.add(frame);
  return readGif(gif.finish());
}

const [red, green, blue, grey]: readonly Rgb[] = [
  [224, 32, 32],
  [32, 160, 32],
  [32, 64, 224],
  [128, 128, 128],
];

test('each frame comes out as it went in, with its time; the film plays for ever', () => {
  const frames = [stripes([red!, green!, blue!, grey!], 250), stripes([grey!, red!], 250), stripes([blue!], 2000)];
  const film = made(...frames);
  expect(film).toMatchObject({ width: 8, height: 4, repeats: 0 });
  expect(film.frames.map(({ delay }) => delay)).toEqual([250, 250, 2000]);
  film.frames.forEach(({ pixels }, i) => {
    const [was, is] = [frames[i]!.pixels, pixels];
    // The encoder finds its colours in 5 or 6 bits a channel.
    const farthest = Math.max(...was.map((value, at) => Math.abs(value - is[at]!)));
    expect(farthest, `frame ${i}`).toBeLessThanOrEqual(8);
  });
});

test('a film of one frame is a film', () => {
  expect(made(stripes([red!, blue!], 1000)).frames).toHaveLength(1);
});
