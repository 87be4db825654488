import { expect, test } from 'vitest';
import type { LabelledJoint } from '../pose/sample.ts';
import { decodeJpeg, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import { flagSamples } from './flags.ts';
import { openPictureStore } from './pictures.ts';
import { openDataset } from './registry.ts';

/** One person of two joints on a picture of 64 × 64. */
async function flagsOf(joints: readonly LabelledJoint[], side: number): Promise<Record<string, number>> {
  const keypoints = joints.flatMap(({ x, y, visibility }) => [x, y, visibility]);
  const json = {
    images: [{ id: 1, file_name: 'a.jpg' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [40, 40, side, side], keypoints }],
    categories: [{ id: 1, name: 'person', keypoints: ['nose', 'chin'], skeleton: [] }],
  };
  const files = sourceFiles({ 'set.json': json, 'a.jpg': jpeg(paint(64, 64, () => [9, 9, 9])) });
  const dataset = await openDataset(files, { name: 'set', decode: decodeJpeg });
  const flags = flagSamples(await openPictureStore(dataset, { size: 50 }), dataset.skeleton, 20);
  return Object.fromEntries(Object.entries(flags).map(([name, values]: [string, Uint8Array]) => [name, values[0]!]));
}

const none = { unlabelled: 0, occluded: 0, tiny: 0, outside: 0, suspect: 0 };

test('each flag for its reason', async () => {
  const inside: LabelledJoint = { x: 50, y: 50, visibility: 2 };
  // The crop's side is 1.25 times the box: 20 at a box of 16.
  expect(await flagsOf([inside, inside], 16)).toEqual(none);
  expect(await flagsOf([inside, inside], 15)).toEqual({ ...none, tiny: 1 });
  expect(await flagsOf([inside, { ...inside, visibility: 1 }], 16)).toEqual({ ...none, occluded: 1 });
  expect(await flagsOf([inside, { ...inside, visibility: 0 }], 16)).toEqual({ ...none, unlabelled: 1 });
  expect(await flagsOf([inside, { ...inside, x: 66 }], 24)).toEqual({ ...none, outside: 1 });
  expect(await flagsOf([inside, { ...inside, y: -1 }], 24)).toEqual({ ...none, outside: 1 });
});
