import type { Page } from '@playwright/test';
import { jpeg, paint, withOrientation } from '../src/data/cocoFixture.ts';
import { filmed, renderedPictures } from './film.ts';
import { expect, type Playground, test } from './playground.ts';

test.use({ hasTouch: true });

/** A PNG of 50,000 × 50,000 pixels, as far as its header tells. */
const hugePng = Buffer.from('89504e470d0a1a0a0000000d494844520000c3500000c3500802000000', 'hex');

test('sets in a browser without files of its own: by touch, copied, made smaller, merged, thrown away and taken back', async ({
  playground,
}) => {
  const { page } = playground;
  // As in browsers that lack it.
  await page.addInitScript(() => Reflect.deleteProperty(StorageManager.prototype, 'getDirectory'));
  await page.goto('./?preset=toy&view=label');
  await expect(page.getByText('Everything stays on your machine, in this browser’s database.')).toBeVisible();
  const pictures = await renderedPictures(2);
  // Lies on its side; EXIF says how it stands.
  const turned = Buffer.from(withOrientation(jpeg(paint(40, 20, () => [200, 120, 40])), 6));
  await page
    .getByLabel('Pictures to label')
    .setInputFiles([
      ...pictures.map((picture) => ({ ...picture, mimeType: 'image/jpeg' })),
      { name: 'turned.jpg', mimeType: 'image/jpeg', buffer: turned },
      { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is text') },
      { name: 'huge.png', mimeType: 'image/png', buffer: hugePng },
    ]);
  await expect(shown(page)).toHaveCount(3);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('2 of 5 files were not added. notes.jpg: this is not a picture');
  await expect(notices).toContainText('huge.png: 50000 × 50000 pixels are too many; the limit is 100 megapixels');

  await page.getByRole('button', { name: /^Picture 3,/ }).click();
  await expect(page.getByRole('img', { name: /^turned.jpg/ })).toHaveAttribute('viewBox', '0 0 20 40');
  await page.getByRole('button', { name: /^Picture 1,/ }).click();

  await touch(page, [{ x: 60, y: 70 }]);
  await page.getByRole('button', { name: /^nose/ }).click();
  expect(await placeOfJoint(page)).toEqual({ x: 60, y: 70 });
  await touch(page, [
    { x: 62, y: 70 },
    { x: 75, y: 80 },
    { x: 92, y: 95 },
  ]);
  // Held two pixels beside it, it stays two pixels beside the finger.
  expect(await placeOfJoint(page)).toEqual({ x: 90, y: 95 });
  await expect(page.getByRole('status').filter({ hasText: 'Kept' })).toBeVisible();

  await page.reload();
  await expect(shown(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Picture 1, partly labelled' }).click();
  expect(await placeOfJoint(page)).toEqual({ x: 90, y: 95 });
  const picture = page.getByRole('button', { name: 'Picture 1, partly labelled' }).locator('img');
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), 'its bytes are there').toBeGreaterThan(0);

  const name = page.getByLabel('Name of the set');
  await choose(page, 'Copy of this set');
  await expect(name).toHaveValue('My pictures copy');
  await expect(shown(page)).toHaveCount(3);
  await name.fill('Some');
  await choose(page, /^Of its labelled pictures/);
  await expect(name).toHaveValue('Some, labelled');
  await expect(shown(page)).toHaveCount(1);
  await choose(page, 'Add all of “Some”');
  await expect(shown(page)).toHaveCount(4);
  await expect(page.getByRole('button', { name: /^Picture \d, partly labelled/ })).toHaveCount(2);
  await choose(page, /^Throw away/);
  await expect(name).toBeHidden();
  await page.getByRole('button', { name: 'Take “Some, labelled” back' }).click();
  await expect(shown(page)).toHaveCount(4);
  expect(await playground.accessibilityProblems()).toEqual([]);

  await page.reload();
  await expect(name).toHaveValue('Some, labelled');
  await choose(page, /^My pictures/);
  await expect(name).toHaveValue('My pictures');
  await expect(shown(page)).toHaveCount(3);
});

test('a video and a picture are looked at while it trains', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ preset: 'toy', evaluateEvery: 1000, view: 'use' });
  await playground.train();
  const pictures = await renderedPictures(4);
  const file = page.getByLabel('Picture or video to look at');
  await file.setInputFiles({ name: 'people.webm', mimeType: 'video/webm', buffer: await filmed(page, pictures) });
  const panel = page.getByRole('region', { name: 'Use the networks' });
  const status = panel.getByRole('status');
  await expect(status).toHaveText(/^\d+\.\d a second, weights of step \d+$/);
  const step = await stepShown(playground);
  await expect.poll(() => stepShown(playground), 'the weights of this moment').toBeGreaterThan(step);
  await looksAt(playground, 'people.webm');
  expect(await playground.accessibilityProblems()).toEqual([]);

  await file.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is text') });
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('notes.jpg: this is not a picture');
  await looksAt(playground, 'people.webm');

  await file.setInputFiles({ ...pictures[1]!, mimeType: 'image/jpeg' });
  await looksAt(playground, pictures[1]!.name);
  await expect(status).toHaveText(/^weights of step \d+$/);
  await playground.pause();
});

/** The frame, the pose that is predicted in it, the maps and the comment on each joint are there. */
async function looksAt(playground: Playground, name: string): Promise<void> {
  const { page } = playground;
  const panel = page.getByRole('region', { name: 'Use the networks' });
  await expect(panel.getByLabel(name).or(panel.getByAltText(name))).toBeVisible();
  await expect.poll(() => playground.contrast(/^The square, with the predicted pose/)).toBeGreaterThan(60);
  await expect.poll(() => playground.contrast(/^G draws/)).toBeGreaterThan(20);
  const row = panel.getByRole('table').getByRole('row').filter({ hasText: /ankle/i }).first();
  await expect(row, 'how sure G is, and how much D objects').toContainText(/\d\.\d+.*\d\.\d+/);
}

async function stepShown({ page }: Playground): Promise<number> {
  const words = await page.getByRole('region', { name: 'Use the networks' }).getByRole('status').textContent();
  return Number(/step ([\d,]+)/.exec(words ?? '')![1]!.replaceAll(',', ''));
}

function shown(page: Page) {
  return page.getByRole('button', { name: /^Picture \d,/ });
}

async function choose(page: Page, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Sets', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Where the chosen joint is, as the editor says, in pixels of the picture. */
async function placeOfJoint(page: Page): Promise<{ x: number; y: number }> {
  const words = (await page.getByRole('img', { name: /joints labelled/ }).getAttribute('aria-label')) ?? '';
  const [, x, y] = /at (\d+), (\d+)$/.exec(words) ?? [];
  expect(x, words).toBeDefined();
  return { x: Number(x), y: Number(y) };
}

/** A finger that comes down, goes along points of the picture, and is lifted. */
async function touch(page: Page, points: readonly { readonly x: number; readonly y: number }[]): Promise<void> {
  const places = await page.getByRole('img', { name: /joints labelled/ }).evaluate(
    (element, all) =>
      all.map(({ x, y }) => {
        const at = new DOMPoint(x, y).matrixTransform((element as unknown as SVGSVGElement).getScreenCTM()!);
        return { x: at.x, y: at.y };
      }),
    points,
  );
  const browser = await page.context().newCDPSession(page);
  for (const [i, place] of places.entries())
    await browser.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints: [place] });
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await browser.detach();
}
