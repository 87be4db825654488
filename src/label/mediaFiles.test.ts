import { expect, test } from 'vitest';
import { mediaOf } from './mediaFiles.ts';

const picked = (path: string, type = '') => ({ path, file: new File(['x'], path.slice(path.lastIndexOf('/') + 1), { type }) });
const names = (files: readonly File[] = []) => files.map(({ name }) => name);

test('pictures and videos alone, whatever the system says of their kind; what it strews among them does not count', () => {
  const media = mediaOf([
    picked('day/a.JPG'),
    picked('b', 'image/avif'),
    picked('c.mp4', 'video/mp4'),
    picked('d.mkv'),
    picked('day/.DS_Store'),
  ]);
  expect(names(media?.pictures)).toEqual(['a.JPG', 'b']);
  expect(names(media?.videos)).toEqual(['c.mp4', 'd.mkv']);
});

test('anything else among them makes them something else', () => {
  expect(mediaOf([picked('a.jpg'), picked('a.json')])).toBeNull();
  expect(mediaOf([picked('a.zip', 'application/zip')])).toBeNull();
  expect(mediaOf([picked('.DS_Store')])).toBeNull();
});
