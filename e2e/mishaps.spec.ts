import { zipOf } from '../src/data/cocoFixture.ts';
import { toyEntries } from '../src/train/testing.ts';
import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

const bufferOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

test('a broken zip, a bad annotation file and a bad picture: said plainly, and nothing is lost', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.step(1);

  await playground.chooseFile('broken.zip', (await bufferOf(await zipOf(toyEntries(4, 2)))).subarray(0, 2000));
  await expect.poll(async () => (await playground.problems()).map(({ code }) => code)).toContain('bad-zip');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('broken.zip');

  await playground.chooseFile(
    'bad.zip',
    await bufferOf(await zipOf({ 'annotations/train.json': '{"images": 3, "annotations": [], "categories": []}' })),
  );
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('train.json');
  await playground.waitForPhase('paused');
  expect(await playground.steps(), 'the run is still there').toBe(1);
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('Rendered People');

  await playground.useFile('one-bad.zip', await bufferOf(await zipOf({ ...toyEntries(6, 2), 'train/0002.jpg': 'not a picture' })));
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('0002.jpg');
  await playground.waitForPhase('ready');
});

test('a bad value in the address gives the default and a message', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, gamma: 99, normalisation: 'layer' });
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('Balance must lie between 0 and 2');
  await expect(notices).toContainText('Normalisation must be one of');
  await expect(page).not.toHaveURL(/gamma=/);
});

test('the weights can be downloaded', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export and import' }).click();
  await page.getByRole('button', { name: 'Export: Weights', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('poseduel-toy-step-0.safetensors');
});
