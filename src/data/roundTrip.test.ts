import { expect, test } from 'vitest';
import { mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { commonSet, essence, pictureFiles } from './commonSet.ts';
import { everyFormat } from './everyFormat.ts';
import { openDataset, readers } from './registry.ts';
import { writeSleap } from './writtenFormats.ts';

test('every reader has a common set to give back', () => {
  expect(new Set(everyFormat.map(({ format }) => format))).toEqual(new Set(readers.map(({ format }) => format)));
});

test.each(everyFormat)('$format ($form) gives the common set back', async ({ format, write, skeletons, visibilities, boxes, path }) => {
  // LSP has a person a picture.
  const people = format === 'Leeds Sports Poses' ? 1 : 2;
  for (const skeleton of skeletons) {
    const set = commonSet({ skeleton, pictures: 5, people, visibilities, ...(path ? { path } : {}) });
    const read = await openDataset(sourceFiles({ ...(await write(set)), ...pictureFiles(set) }), { name: 'set', decode: decodeJpeg });
    expect(read.format).toBe(format);
    expect(read.skeleton.joints.toSorted()).toEqual(skeleton.joints.toSorted());
    expect(read.skeleton.limbs).toHaveLength(skeleton.limbs.length);
    expect(read.skeleton.flipPairs).toHaveLength(skeleton.flipPairs.length);
    // Where only labels name the joints they come in the order in which they appear.
    const order = skeleton.joints.map((joint) => read.skeleton.joints.indexOf(joint));
    const samples = read.samples.map((sample) => ({ ...sample, joints: order.map((j) => sample.joints[j]!) }));
    expect(essence(samples, { boxes })).toEqual(essence(set.people, { boxes }));
    expect(read.report.skipped).toEqual([]);
    expect(read.report.validation).toBeGreaterThan(0);
  }
});

test('SLEAP with the pictures inside of the file', async () => {
  const set = commonSet({ skeleton: mpii16, pictures: 3, people: 2 });
  const read = await openDataset(sourceFiles(await writeSleap(set, true)), { name: 'set', decode: decodeJpeg });
  expect(read.skeleton).toBe(mpii16);
  const inside = (picture: string) => `labels.pkg.slp/video 0/${10 * set.pictures.findIndex(({ path }) => path === picture)}`;
  expect(essence(read.samples)).toEqual(essence(set.people.map((person) => ({ ...person, picture: inside(person.picture) }))));
  const { width, height } = set.pictures[2]!;
  expect(await read.picture('labels.pkg.slp/video 0/20')).toMatchObject({ width, height });
});
