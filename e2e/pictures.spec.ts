import { readFileSync } from 'node:fs';
import { XMLValidator } from 'fast-xml-parser';
import { readGif } from '../src/ui/pictures/readGif.testing.ts';
import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

/** What the page hands out as a download when something is pressed. */
async function downloaded({ page }: Playground, press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** A panel as a file, taken by its menu. */
function picture(playground: Playground, panel: string, format: RegExp) {
  return downloaded(playground, async () => {
    await playground.page.getByRole('button', { name: `Picture of ${panel}`, exact: true }).click();
    await playground.page.getByRole('menuitem', { name: format }).click();
  });
}

/** Size and number of colours of a PNG, as the browser decodes it. */
function look({ page }: Playground, png: Buffer) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { width, height, colours: new Set(new Uint32Array(data.buffer)).size };
  }, png.toString('base64'));
}

test('charts as SVG and PNG, heatmaps as PNG, the run as a film', async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ colorScheme: 'dark' });
  await playground.open({ ...toy, kStart: 0.5 });
  for (let made = 1; made <= 6; made++) await playground.step(made);
  await expect.poll(() => page.evaluate(() => window.poseduel.moments())).toEqual([0, 1, 2, 3, 4, 5, 6]);

  // Charts take turns, and rest in between.
  const curve = page.getByRole('figure', { name: 'How hard D looks at G' }).locator('path.recharts-curve');
  await expect.poll(async () => (await curve.getAttribute('d'))?.match(/[ML]/g)?.length).toBe(6);

  const svg = await picture(playground, 'How hard D looks at G', /SVG/);
  expect(svg.name).toBe('poseduel-how-hard-d-looks-at-g-step-6.svg');
  const text = svg.bytes.toString();
  expect(XMLValidator.validate(text)).toBe(true);
  expect(text).toContain('<title>How hard D looks at G</title>');
  expect(text, 'needs no style sheet').not.toMatch(/var\(|class=/);
  expect(text, 'in the colours for white, though the page is dark').toContain('stroke="rgb(173, 71, 0)"');
  expect(text, 'brings the fonts of its symbols').toContain('font-family: KaTeX_M');
  // The scale: the dashed lines are k = 1 and k = 0; the line is the only path without an end.
  const bounds = [...text.matchAll(/<line[^>]*stroke-dasharray="4px, 3px"[^>]*>/g)].map(([line]) =>
    Number(/ y1="([\d.]+)"/.exec(line)![1]),
  );
  const line = [...text.matchAll(/<path[^>]*>/g)]
    .map(([path]) => path)
    .find((path) => path.includes('stroke="rgb(173, 71, 0)"') && / d="M\d.*L/.test(path))!;
  const ups = [...line.matchAll(/[ML]([\d.]+),([\d.]+)/g)].map((point) => Number(point[2]));
  const [low, high] = [Math.max(...bounds), Math.min(...bounds)];
  const drawn = ups.map((y) => (low - y) / (low - high));
  const kT = await playground.history('kT');
  expect(drawn).toHaveLength(6);
  kT.forEach((k, i) => {
    expect(drawn[i], `k of step ${i + 1}`).toBeCloseTo(k, 2);
  });
  expect(text, 'and the newest in figures').toContain(`>${kT.at(-1)!.toFixed(3)}</text>`);

  const figure = page.getByRole('figure', { name: 'G draws' });
  const { width, height } = (await figure.boundingBox())!;
  const map = await picture(playground, 'G draws', /PNG/);
  expect(map.name).toBe('poseduel-g-draws-step-6.png');
  const seen = await look(playground, map.bytes);
  // 16 pixels of white all round, two lines below, and at least two dots a pixel.
  expect(seen.width).toBe(Math.min(6, Math.ceil(1000 / (Math.ceil(width) + 32))) * (Math.ceil(width) + 32));
  expect(seen.height / seen.width).toBeCloseTo((Math.ceil(height) + 74) / (Math.ceil(width) + 32), 5);
  expect(seen.colours, 'not blank').toBeGreaterThan(100);
  const all = await look(playground, (await picture(playground, 'this view, Duel', /PNG/)).bytes);
  expect(all.width).toBeGreaterThan(1000);
  expect(all.colours).toBeGreaterThan(1000);

  // A film that is given up: its maker is held back, so that it cannot be done before.
  await page.route('**/gif.worker*', () => {}, { times: 1 });
  let saved = 0;
  page.on('download', () => saved++);
  await page.getByRole('button', { name: 'GIF' }).click();
  await page.getByRole('button', { name: /^Cancel the GIF, \d+\.\d % done/ }).click();
  await expect(page.getByRole('button', { name: 'GIF', exact: true })).toBeEnabled();
  expect(await playground.problems(), 'to give up is no fault').toEqual([]);

  const film = await downloaded(playground, () => page.getByRole('button', { name: 'GIF' }).click());
  expect(film.name).toBe('poseduel-film-of-run-a-to-step-6.gif');
  expect(saved, 'the one that was given up is not saved').toBe(1);
  const { frames, ...file } = readGif(film.bytes);
  expect(file).toEqual({ width: 672, height: 364, repeats: 0 });
  expect(frames.map(({ delay }) => delay)).toEqual([160, 160, 160, 160, 160, 160, 2000]);
  expect(new Set(frames.map(({ pixels }) => pixels.join())).size, 'every moment looks different').toBe(7);
  expect(await playground.problems()).toEqual([]);
  expect(await playground.accessibilityProblems()).toEqual([]);
});

test('the run sheet says what the engine says, on one page of paper', async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ colorScheme: 'dark' });
  await playground.open(toy);
  const openSheet = () => page.getByRole('button', { name: 'Run sheet', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Run sheet' });
  await openSheet();
  await expect(dialog).toContainText('this run has not made a step');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // Steps made one at a time are looked at, so that the warm-up is seen.
  await playground.step(1);
  await playground.train();
  await playground.waitForSteps(60);
  await playground.pause();
  await openSheet();
  const steps = await playground.steps();
  await expect(dialog.getByRole('heading', { name: `Run A after ${steps} steps` })).toBeVisible();
  const figure = async (name: string) => Number.parseFloat((await dialog.locator(`[data-number="${name}"]`).textContent())!);
  const metrics = (await page.evaluate(() => window.poseduel.metrics()))!;
  for (const name of ['lossMse', 'lossReal', 'lossFake', 'kT', 'mGlobal'] as const)
    expect(await figure(name), name).toBeCloseTo(metrics[name], 2);
  const score = await page.evaluate(() => {
    const { pck, rhoComment, pckByJoint, commentByJoint } = window.poseduel.evaluation()!;
    return { pck, rhoComment, pckByJoint: [...pckByJoint], commentByJoint: [...commentByJoint] };
  });
  expect(await figure('pck')).toBeCloseTo(100 * score.pck, 1);
  expect(await figure('rhoComment')).toBeCloseTo(score.rhoComment, 1);
  const rows = dialog.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await expect(rows).toHaveCount(score.pckByJoint.length);
  for (const [joint, row] of (await rows.all()).entries()) {
    const [found, objects] = await row.getByRole('cell').allInnerTexts();
    expect([Number.parseFloat(found!), Number(objects)].map((value) => value.toFixed(3))).toEqual([
      Number((100 * score.pckByJoint[joint]!).toFixed(1)).toFixed(3),
      score.commentByJoint[joint]!.toFixed(3),
    ]);
  }
  await expect(dialog).toContainText('λk 0.05 (default 0.005)');
  await expect(dialog.locator('[data-sighting="warming-up"]')).toContainText(/at steps? 1/);
  await expect(dialog.locator('[data-sighting="duelling"]')).toContainText(String(steps));
  expect(await playground.accessibilityProblems()).toEqual([]);
  for (const format of ['A4', 'Letter']) {
    const pdf = (await page.pdf({ format })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g), format).toHaveLength(1);
  }
  await page.emulateMedia({ media: 'print' });
  const paper = dialog.getByRole('article');
  await expect(paper).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.getByRole('button', { name: 'Train', exact: true, includeHidden: true })).toBeHidden();
});
