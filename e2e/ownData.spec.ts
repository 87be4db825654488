import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zipOf } from '../src/data/cocoFixture.ts';
import { commonSet, pictureFiles } from '../src/data/commonSet.ts';
import { matFile, matNumbers } from '../src/data/mat/matFixture.ts';
import { annotH5, inMpiiTerms } from '../src/data/mpii/mpiiFixture.ts';
import { writeYolo } from '../src/data/writtenFormats.ts';
import { coco17, lsp14, mpii16 } from '../src/pose/skeleton.ts';
import { toyEntries } from '../src/train/testing.ts';
import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

const bufferOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

/** Writes a file, with the folders that it is in; gives its path back. */
async function written(path: string, content: Blob): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await bufferOf(content));
  return path;
}

const found = ({ page }: Playground) => page.getByRole('dialog', { name: 'This is what was found' });

async function trainBriefly(playground: Playground, name: string): Promise<void> {
  await expect(playground.page.getByRole('region', { name: 'Dataset' })).toContainText(name);
  await playground.waitForPhase('ready');
  await playground.train();
  await playground.waitForSteps(10);
  await playground.pause();
}

test('a COCO zip that is dropped: what was found is shown, and nothing changes until it is used', async ({ playground }, info) => {
  const { page } = playground;
  await playground.open(toy);
  const zip = await written(info.outputPath('mine.zip'), await zipOf(toyEntries(12, 4)));
  await playground.drop(zip);
  await expect(found(playground)).toContainText('mine.zip, read as COCO keypoints');
  await expect(found(playground).getByRole('img', { name: 'The mean pose: 16 joints, 15 bones, 6 pairs' })).toBeVisible();
  expect(await playground.accessibilityProblems()).toEqual([]);
  await found(playground).getByRole('button', { name: 'Cancel' }).click();
  await expect(found(playground)).toBeHidden();
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('Rendered People');
  await playground.drop(zip);
  await found(playground).getByRole('button', { name: 'Use it' }).click();
  await trainBriefly(playground, 'mine.zip');
});

test('a YOLO folder that is dropped, without names: the skeleton is put right by keyboard, then trained on', async ({
  playground,
}, info) => {
  const { page } = playground;
  await playground.open(toy);
  const set = commonSet({ skeleton: { ...coco17, joints: coco17.joints.slice(0, 3), limbs: [], flipPairs: [] }, pictures: 12 });
  const files = { ...writeYolo(set), ...pictureFiles(set), 'data.yaml': 'kpt_shape: [3, 3]\n', 'labels/im0002.txt': '0 0.5 0.5 1 1 oops' };
  const folder = info.outputPath('yolo');
  for (const [path, content] of Object.entries(files)) await written(join(folder, path), new Blob([content]));
  await playground.drop(folder);
  const sheet = found(playground);
  await expect(sheet).toContainText('yolo, read as YOLO-pose');
  await sheet.getByText('1 left out, and why').click();
  await expect(sheet).toContainText('yolo/labels/im0002.txt, line 1');
  await expect(sheet).toContainText('Left and right: not told; please fill in');

  const name = sheet.getByRole('textbox', { name: 'Name of joint 1' });
  await name.fill('joint_2');
  await expect(sheet.getByRole('alert')).toContainText('Two joints are called “joint_2”');
  await expect(sheet.getByRole('button', { name: 'Use it' })).toBeDisabled();
  await name.fill('nose');
  await sheet.getByRole('combobox', { name: 'Joint 2 swaps with' }).selectOption({ label: 'joint_3' });
  await sheet.getByRole('button', { name: 'Add a bone' }).press('Enter');
  await expect(sheet.getByRole('img', { name: 'The mean pose: 3 joints, 1 bones, 1 pairs' })).toBeVisible();
  expect(await playground.accessibilityProblems()).toEqual([]);
  await sheet.getByRole('button', { name: 'Use it' }).press('Enter');
  await trainBriefly(playground, 'yolo');
  await expect(page.getByRole('combobox', { name: 'Joint' }).or(page.getByText('Nose')).first()).toBeVisible();
});

test('an LSP zip that is dropped, trained on', async ({ playground }, info) => {
  await playground.open(toy);
  const set = commonSet({ skeleton: lsp14, pictures: 12, path: (i) => `images/im${String(i + 1).padStart(4, '0')}.jpg` });
  const triples = set.people.flatMap(({ joints }) => joints.flatMap(({ x, y }) => [x + 0.5, y + 0.5, 0]));
  const mat = await matFile({ joints: matNumbers(triples, [3, 14, set.people.length]) });
  await playground.drop(await written(info.outputPath('lsp.zip'), await zipOf({ 'joints.mat': mat, ...pictureFiles(set) })));
  await expect(found(playground)).toContainText('lsp.zip, read as Leeds Sports Poses');
  await found(playground).getByRole('button', { name: 'Use it' }).click();
  await trainBriefly(playground, 'lsp.zip');
});

test('an HDF5 file of MPII, whose reader is loaded for it', async ({ playground }) => {
  await playground.open(toy);
  const set = commonSet({ skeleton: mpii16, pictures: 6 });
  const annotations = await annotH5(set.people.map(inMpiiTerms), (n) => n < 4);
  await playground.chooseFile('mpii.zip', await bufferOf(await zipOf({ 'annot.h5': annotations, ...pictureFiles(set) })));
  await expect(found(playground)).toContainText('mpii.zip, read as MPII');
});
