import { mkdir, writeFile } from 'node:fs/promises';
import { zipOf } from '../src/data/cocoFixture.ts';
import { toyEntries } from '../src/train/testing.ts';
import { toy } from './duel.ts';
import { filmed, renderedPictures } from './film.ts';
import { expect, test } from './playground.ts';

test('what is dropped does what the view in sight is for; a dataset is a dataset everywhere', async ({ playground }, info) => {
  const { page } = playground;
  const folder = info.outputPath('day');
  await mkdir(folder, { recursive: true });
  const pictures = await renderedPictures(3);
  for (const { name, buffer } of pictures) await writeFile(`${folder}/${name}`, buffer);
  const [first] = pictures.map(({ name }) => `${folder}/${name}`);
  const zip = info.outputPath('mine.zip');
  await writeFile(zip, Buffer.from(await (await zipOf(toyEntries(4, 2))).arrayBuffer()));
  const notes = info.outputPath('notes.jpg');
  await writeFile(notes, 'this is text');
  const found = page.getByRole('dialog', { name: 'This is what was found' });
  const framed = page.getByRole('button', { name: /^Picture \d+,/ });

  await playground.open({ ...toy, view: 'label' });
  await playground.drop(folder);
  await expect(framed).toHaveCount(3);
  await playground.drop(first!, notes);
  await expect(framed).toHaveCount(4);
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText(
    '1 of 2 files were not added. notes.jpg: this is not a picture',
  );
  await playground.drop(zip);
  await expect(found).toContainText('mine.zip, read as COCO keypoints');
  await found.getByRole('button', { name: 'Cancel' }).click();
  await expect(framed).toHaveCount(4);

  await page.getByRole('tab', { name: 'Use' }).click();
  // A view is loaded when it is opened for the first time.
  await expect(page.getByRole('heading', { name: 'Show the networks something new' })).toBeVisible();
  await playground.drop(first!);
  await expect(page.getByRole('img', { name: pictures[0]!.name })).toBeVisible();
  await expect.poll(() => playground.contrast(/^The square, with/)).toBeGreaterThan(20);
  const film = info.outputPath('film.webm');
  await writeFile(film, await filmed(page, pictures));
  await playground.drop(film);
  await expect(page.getByLabel('film.webm')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'a second, weights of step' })).toBeVisible();
  await playground.drop(zip);
  await expect(found).toContainText('mine.zip, read as COCO keypoints');
  await found.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('film.webm')).toBeVisible();

  // Where nobody has use for pictures alone: the cure is named.
  await page.getByRole('tab', { name: 'Duel' }).click();
  await expect(page.getByRole('img', { name: /^G draws/ })).toBeVisible();
  await playground.drop(folder);
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('where “Label” is open');
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('Rendered People');
});
