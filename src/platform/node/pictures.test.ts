import { describe, expect, test } from 'vitest';
import { jpeg, paint, withOrientation } from '../../data/cocoFixture.ts';
import { decodePicture, upright } from './pictures.ts';

const photo = jpeg(paint(24, 16, (x) => (x < 12 ? [220, 30, 30] : [30, 30, 220])));

describe('decodePicture', () => {
  test('a JPEG as RGBA', async () => {
    const { width, height, pixels } = await decodePicture(new Blob([photo]), 'x.jpg');
    expect([width, height, pixels.length]).toEqual([24, 16, 24 * 16 * 4]);
    expect(Math.abs(pixels[0]! - 220)).toBeLessThan(8);
    expect(pixels[3]).toBe(255);
    expect(Math.abs(pixels[4 * 23 + 2]! - 220)).toBeLessThan(8);
  });

  test('upright by its EXIF: orientation 6 turns a quarter clockwise, so that left comes to the top', async () => {
    const { width, height, pixels } = await decodePicture(new Blob([withOrientation(photo, 6)]), 'x.jpg');
    expect([width, height]).toEqual([16, 24]);
    expect(pixels[0]).toBeGreaterThan(200);
    expect(pixels[4 * 16 * 23]).toBeLessThan(50);
  });

  test.each([
    ['half a JPEG', photo.slice(0, photo.length >> 1)],
    ['text', new TextEncoder().encode('a text named .jpg')],
    ['another format', Uint8Array.from([...'GIF89a'].map((letter) => letter.charCodeAt(0)).concat([1, 0, 1, 0]))],
  ])('%s is a bad picture', async (_, bytes) => {
    await expect(decodePicture(new Blob([bytes]), 'x.jpg')).rejects.toMatchObject({ code: 'bad-picture', file: 'x.jpg' });
  });
});

test('the eight orientations of a picture with the rows a b and c d', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((value) => [value, value, value, value]) as [number[], number[], number[], number[]];
  const stored = { width: 2, height: 2, pixels: Uint8ClampedArray.from([a, b, c, d].flat()) };
  const shown = (orientation: number) => [0, 4, 8, 12].map((i) => ' abcd'[upright(stored, orientation).pixels[i]!]).join('');
  // EXIF 2.3, 4.6.4: where the stored row 0 and column 0 are to be seen.
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(shown)).toEqual(['abcd', 'badc', 'dcba', 'cdab', 'acbd', 'cadb', 'dbca', 'bdac']);
});
