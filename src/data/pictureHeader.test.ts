import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jpeg, paint, withOrientation } from './cocoFixture.ts';
import { DataError } from './dataset.ts';
import { checkPicture, readPictureHeader } from './pictureHeader.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)));
const photo = jpeg(paint(23, 17, (x, y) => [x, y, 0]));

test.each<[string, Uint8Array, object]>([
  ['JPEG', photo, { format: 'JPEG', width: 23, height: 17, orientation: 1 }],
  ['JPEG with EXIF', withOrientation(photo, 6), { format: 'JPEG', width: 23, height: 17, orientation: 6 }],
  ['JPEG with a senseless orientation', withOrientation(photo, 99), { width: 23, orientation: 1 }],
  ['PNG', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 0, 0, 0, 0, 9]), { format: 'PNG', width: 256, height: 9 }],
  ['GIF', bytes('GIF89a', [5, 0, 7, 1]), { format: 'GIF', width: 5, height: 263 }],
  ['BMP, top down', bytes('BM', new Array(16).fill(0), [9, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]), { format: 'BMP', width: 9, height: 2 }],
  ['WebP extended', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', new Array(8).fill(0), [99, 0, 0, 9, 1, 0]), { width: 100, height: 266 }],
  ['WebP lossy', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', new Array(10).fill(0), [40, 0, 30, 0]), { width: 40, height: 30 }],
  ['WebP lossless', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 9, 0x40, 1, 0]), { width: 10, height: 6 }],
  [
    'AVIF',
    bytes([0, 0, 0, 20], 'ftypavif', [0, 0, 0, 0], 'avif', [0, 0, 0, 20], 'ispe', [0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 48]),
    { format: 'AVIF', width: 64, height: 48 },
  ],
])('%s', (_, header, expected) => {
  expect(readPictureHeader(header)).toMatchObject(expected);
});

test.each([
  ['text', bytes('this is text')],
  ['nothing', bytes()],
  ['half a JPEG header', photo.slice(0, 20)],
  ['a JPEG without a frame', bytes([0xff, 0xd8, 0xff, 0xd9])],
  ['a PNG of no width', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0, 0, 0, 0, 0, 9])],
])('%s is no picture', async (_, header) => {
  await expect(checkPicture(new Blob([Uint8Array.from(header)]), 'x.jpg')).rejects.toMatchObject({ code: 'bad-picture', file: 'x.jpg' });
});

test('50,000 × 50,000 pixels are refused unseen', async () => {
  const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
  await expect(checkPicture(new Blob([png]), 'x.png')).rejects.toMatchObject({
    code: 'bad-picture',
    message: 'x.png: 50000 × 50000 pixels are too many; the limit is 100 megapixels',
  });
});

test('fuzz: any bytes give a header, null or a DataError', async () => {
  const starts = [photo.slice(0, 200), withOrientation(photo, 3).slice(0, 200), bytes('RIFFxxxxWEBPVP8X'), bytes('GIF89a'), bytes('II*\0')];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.array(fc.tuple(fc.nat(199), fc.nat(255)), { maxLength: 8 }),
      fc.nat(200),
      async (start, changes, cut) => {
        const header = start.slice(0, cut);
        for (const [at, value] of changes) if (at < header.length) header[at] = value;
        await checkPicture(new Blob([header]), 'x').catch((error: unknown) => expect(error).toBeInstanceOf(DataError));
      },
    ),
    { numRuns: 500 },
  );
});
