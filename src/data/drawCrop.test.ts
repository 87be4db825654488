import { expect, test } from 'vitest';
import { cropAffine } from '../pose/affine.ts';
import type { Sample } from '../pose/sample.ts';
import { noAugmentation } from './augment.ts';
import { drawCrop, placeJoints } from './drawCrop.ts';

/** One person in a store of 4 × 4 pixels whose crop is the middle 2 × 2 of the picture's 4 × 4; red counts the pixels from 0. */
function store() {
  const sample: Sample = {
    id: 'a',
    picture: 'a',
    split: 'train',
    box: { x: 1, y: 1, width: 2, height: 2 },
    headBox: null,
    joints: [
      { x: 1.5, y: 2, visibility: 2 },
      { x: 2.5, y: 3, visibility: 1 },
    ],
  };
  const crop = { cx: 2, cy: 2, side: 2, rotation: 0, mirrored: false };
  return {
    samples: [sample],
    crops: [crop],
    toStore: [cropAffine('image', 'store', { ...crop, side: 4 }, 4)],
  };
}

const square = { size: 4, pixels: new Uint8Array(64).map((_, i) => (i % 4 === 0 ? 10 * (i / 4) : i % 4 === 3 ? 255 : 100)) };

function reds(augmentation = noAugmentation, side = 2): number[] {
  const target = new Uint8ClampedArray(side * side * 4);
  drawCrop(store(), 0, square, augmentation, side, target, 0);
  return [...target].filter((_, i) => i % 4 === 0);
}

test('the crop as it is, mirrored, brighter, and wider than the store', () => {
  // Pixels 5, 6, 9 and 10 of the store.
  expect(reds()).toEqual([50, 60, 90, 100]);
  expect(reds({ ...noAugmentation, mirrored: true })).toEqual([60, 50, 100, 90]);
  expect(reds({ ...noAugmentation, gain: [3, 1, 1] })).toEqual([150, 180, 255, 255]);
  // Four times the crop is 8 × 8: its outer pixels lie beside the store.
  expect(reds({ ...noAugmentation, zoom: 4 }, 8)[0]).toBe(128);
});

test('joints in parts of the crop; in a mirrored one they change names', () => {
  expect([...placeJoints(store(), 0, noAugmentation, [1, 0])]).toEqual([0.25, 0.5, 2, 0.75, 1, 1]);
  expect([...placeJoints(store(), 0, { ...noAugmentation, mirrored: true }, [1, 0])]).toEqual([0.25, 1, 1, 0.75, 0.5, 2]);
});
