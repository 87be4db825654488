import { cocoJson, decodeJpeg, jpeg, paint, zipOf } from '../data/cocoFixture.ts';
import { openPile } from '../data/files.ts';
import { openPictureStore, storeSize } from '../data/pictures.ts';
import { openDataset } from '../data/registry.ts';
import { type Config, defaultConfig } from '../method/hyperparameters.ts';
import { presets } from '../network/presets.ts';
import { type People, peopleOf } from './people.ts';

/** For tests: a zip in COCO format that the test wrote itself, and a run's settings that suit it. */

export const toyConfig: Config = { ...defaultConfig, preset: 'toy', evaluateEvery: 4, evaluateCount: 4, warmUp: 2, learningRateG: 0.003 };

/** A zip of `train` + `validation` pictures of 64 × 64 pixels, each of its own colours, one person a picture. */
export async function toyZip(train = 6, validation = 3): Promise<Blob> {
  return zipOf(toyEntries(train, validation));
}

/** The same, by path. */
export function toyEntries(train = 6, validation = 3): Record<string, string | Uint8Array> {
  const names = (count: number, first: number) => Array.from({ length: count }, (_, i) => `${String(first + i).padStart(4, '0')}.jpg`);
  const files: Record<string, string | Uint8Array> = {};
  for (const [split, list] of [
    ['train', names(train, 1)],
    ['val', names(validation, 1001)],
  ] as const) {
    if (list.length === 0) continue;
    files[`annotations/person_keypoints_${split}.json`] = JSON.stringify(cocoJson(list, { head_box: [10, 20, 8, 8] }));
    list.forEach((name, i) => {
      files[`${split}/${name}`] = jpeg(paint(64, 64, (x, y) => [(x * 4 + 40 * i) % 256, (y * 4) % 256, (x * y + 20 * i) % 256]));
    });
  }
  return files;
}

export async function toyPeople(train = 6, validation = 3): Promise<People> {
  const files = await openPile([{ path: 'toy.zip', file: await toyZip(train, validation) }]);
  const dataset = await openDataset(files, { name: 'toy', decode: decodeJpeg });
  return peopleOf(dataset, await openPictureStore(dataset, { size: storeSize(presets.toy.input) }));
}
