import { expect, test } from 'vitest';
import { coco17 } from '../pose/skeleton.ts';
import { decodeJpeg, paint, sourceFiles } from './cocoFixture.ts';
import { commonSet, essence } from './commonSet.ts';
import { DataError } from './dataset.ts';
import { openDataset } from './registry.ts';
import type { OpenVideo } from './videoFrames.ts';
import { writeDeepLabCut, writeSleap } from './writtenFormats.ts';

/** A video of three frames, each of its own red. */
const openVideo: OpenVideo = async (bytes, name) => {
  if ((await bytes.text()) !== 'video')
    throw new DataError('bad-picture', { file: name, problem: 'no decoder for it', cure: 'Convert it.' });
  return { frames: 3, frame: async (index) => paint(80, 60, () => [10 * index, 0, 0]) };
};
const options = { name: 'set', decode: decodeJpeg, openVideo };
const set = commonSet({ skeleton: coco17, pictures: 4 });

test('SLEAP: frame n of the video beside the file; one that the video does not have is left out', async () => {
  const files = { ...(await writeSleap(set, false, '/lab/films/clip.mp4')), 'clip.mp4': 'video' };
  const read = await openDataset(sourceFiles(files), options);
  expect(read.samples.map(({ picture }) => picture)).toEqual(['clip.mp4/0', 'clip.mp4/1', 'clip.mp4/2']);
  expect(essence(read.samples).map((each) => (each as { joints: unknown }).joints)).toEqual(
    essence(set.people.slice(0, 3)).map((each) => (each as { joints: unknown }).joints),
  );
  expect((await read.picture('clip.mp4/2')).pixels[0]).toBe(20);
  expect(read.report.skipped).toMatchObject([{ reason: 'animals of a frame that the video does not have', count: 1 }]);
});

test('DeepLabCut: img002.png of the folder of a video is its frame 2, where the picture is not there', async () => {
  const path = (i: number) => `labeled-data/clip/img00${i}.png`;
  const named = commonSet({ skeleton: coco17, pictures: 3, path });
  const files = { ...writeDeepLabCut(named), 'videos/clip.avi': 'video' };
  const read = await openDataset(sourceFiles(files), options);
  expect(read.samples.map(({ picture }) => picture)).toEqual(['videos/clip.avi/0', 'videos/clip.avi/1', 'videos/clip.avi/2']);
  expect((await read.picture('videos/clip.avi/1')).pixels[0]).toBe(10);
});

test('no video, one that cannot be decoded, and a machine that decodes none: said with the cure', async () => {
  const labels = await writeSleap(set, false, 'clip.mp4');
  const refused = (files: Record<string, string | Uint8Array<ArrayBuffer>>, how = {}) =>
    openDataset(sourceFiles(files), { ...options, ...how }).catch((error: unknown) => error);
  expect(await refused(labels)).toMatchObject({
    code: 'empty',
    message: expect.stringContaining('in a video that is not among the files'),
    cure: expect.stringContaining('Put the videos into the same zip or folder'),
  });
  const cure = expect.stringContaining('.pkg.slp');
  const broken = { ...labels, 'clip.mp4': 'nonsense' };
  expect(await refused(broken)).toMatchObject({ code: 'empty', message: expect.stringContaining('no decoder for it'), cure });
  const whole = { ...labels, 'clip.mp4': 'video' };
  expect(await refused(whole, { openVideo: undefined })).toMatchObject({ message: expect.stringContaining('only the page decodes'), cure });
});
