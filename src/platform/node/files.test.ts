import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cocoJson, jpeg, paint, zipOf } from '../../data/cocoFixture.ts';
import { openPictureStore } from '../../data/pictures.ts';
import { openDataset } from '../../data/registry.ts';
import { openPath } from './files.ts';
import { decodePicture } from './pictures.ts';

let folder = '';
const contents = {
  'annotations/person_keypoints_train.json': JSON.stringify(cocoJson(['000001.jpg', '000002.jpg'])),
  'annotations/person_keypoints_val.json': JSON.stringify(cocoJson(['000001.jpg'])),
  'train/000001.jpg': jpeg(paint(64, 64, () => [200, 0, 0])),
  'train/000002.jpg': new TextEncoder().encode('no picture'),
  'val/000001.jpg': jpeg(paint(64, 64, () => [0, 200, 0])),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poseduel-'));
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(join(folder, 'set', path, '..'), { recursive: true });
    await writeFile(join(folder, 'set', path), content);
  }
  await writeFile(join(folder, 'set.zip'), new Uint8Array(await (await zipOf(contents)).arrayBuffer()));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder and a zip of it give the same people, from files to pixels', async () => {
  const stores = [];
  for (const name of ['set', 'set.zip']) {
    const dataset = await openDataset(await openPath(join(folder, name)), { name, decode: decodePicture });
    stores.push(await openPictureStore(dataset, { size: 16 }));
  }
  const [fromFolder, fromZip] = stores;
  const pixels = await fromZip!.squares.read([0, 1, 2]);
  expect(fromZip!.crops).toEqual(fromFolder!.crops);
  expect(pixels).toEqual(await fromFolder!.squares.read([0, 1, 2]));
  expect(fromZip!.samples.map((sample) => sample.picture)).toEqual(['train/000001.jpg', 'train/000002.jpg', 'val/000001.jpg']);
  expect(fromZip!.squares.skipped).toEqual([
    { picture: 'train/000002.jpg', people: 1, problem: 'train/000002.jpg: this is not a picture, or its header is broken' },
  ]);
  const middle = 4 * (8 * 16 + 8);
  expect(Math.abs(pixels[middle]! - 200)).toBeLessThan(8);
  expect(Math.abs(pixels[2 * 4 * 256 + middle + 1]! - 200)).toBeLessThan(8);
});

test('a path that leads nowhere', async () => {
  await expect(openPath(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
});
