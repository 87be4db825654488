import { stat } from 'node:fs/promises';
import { expect, type Playground, test } from '../playground.ts';
import { crowds, writeLargeCoco, writeLargeMpii } from './largeSets.ts';
import { heapBytes } from './memory.ts';

const people = Number(process.env.SOAK_PEOPLE ?? 30_000);
const settings = { preset: 'toy', evaluateEvery: 2000, evaluateCount: 16 };
/** Of `toy`. */
const batch = 4;
/** Of COCO's own annotations for training, with 30,000 people. */
const jsonBytes = 5000 * people;
/** What JavaScript holds of annotations: some 3 KB a person, twice while they are read. */
const heapAllowed = 300e6 + 6000 * people;

interface LargeSet {
  readonly title: string;
  readonly format: string;
  readonly people: number;
  readonly pictures: number;
  /** Where it is dropped from. */
  write(folder: string): Promise<string>;
}

const sets: readonly LargeSet[] = [
  {
    title: 'a COCO zip',
    format: 'COCO keypoints',
    people,
    pictures: people / 2,
    async write(folder) {
      const path = `${folder}.zip`;
      await writeLargeCoco(path, people, jsonBytes, await crowds());
      console.log(`COCO: ${Math.round((await stat(path)).size / 1e6)} MB, of which annotations unpacked ${Math.round(jsonBytes / 1e6)}`);
      return path;
    },
  },
  {
    title: 'a folder as MPII’s release',
    format: 'MPII Human Pose (MATLAB)',
    people: (people * 5) / 6,
    pictures: (people * 5) / 6,
    async write(folder) {
      await writeLargeMpii(folder, (people * 5) / 6, await crowds());
      return folder;
    },
  },
];

for (const set of sets)
  test(`${set.title} of ${set.people} people: understood, trained on, in bounded memory; what was seen once is not decoded again`, async ({
    playground,
  }, info) => {
    const { page } = playground;
    const path = await set.write(info.outputPath('large'));
    await playground.open(settings);
    await playground.chooseEngine('WebAssembly');
    const opened = await openDropped(playground, path, set);
    console.log(`\n${set.title}, ${set.people} people in ${set.pictures} pictures: understood and ready after ${opened} s`);
    const train = await trainingPeople(playground);
    const epoch = Math.ceil(train / batch);

    await playground.train();
    await waitForSteps(playground, epoch / 4);
    // While it reads and decodes: somebody from the middle of the set is shown.
    await page.getByRole('tab', { name: 'Check the data' }).click();
    await page.getByRole('region', { name: 'People' }).press('End');
    await expect.poll(() => playground.contrast(/^Person \d+ with/)).toBeGreaterThan(20);
    await page.getByRole('tab', { name: 'Duel' }).click();
    await waitForSteps(playground, epoch);
    await playground.pause();
    const cold = await measured(playground, 0, epoch);
    const decoded = await settledDecoded(playground);
    console.log(`first epoch, ${epoch} steps: ${cold}; ${decoded} pictures decoded`);
    // Of those held out only some are looked at.
    expect(decoded).toBeGreaterThan(0.8 * set.pictures);
    expect(decoded, 'each picture once').toBeLessThanOrEqual(set.pictures);
    const heap = await heapBytes(playground);
    const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
    console.log(`JavaScript: page ${mb(heap.page)}, worker ${mb(heap.worker)}`);
    expect(heap.page + heap.worker).toBeLessThan(heapAllowed);
    const pictures = (await page.evaluate(() => window.poseduel.pictureBytes()))!;
    expect(pictures.limit).toBeLessThanOrEqual(2 ** 28);
    expect(pictures.spent).toBeLessThanOrEqual(pictures.limit);
    console.log(`pictures in memory: ${mb(pictures.spent)} of ${mb(pictures.limit)}`);

    const start = await playground.steps();
    await playground.train();
    await waitForSteps(playground, start + epoch / 2);
    await playground.pause();
    expect(await settledDecoded(playground), 'nothing more of an epoch that was seen').toBe(decoded);
    console.log(`second epoch: ${await measured(playground, start, epoch / 2)}`);

    await playground.open(settings);
    await playground.chooseEngine('WebAssembly');
    const again = await openDropped(playground, path, set);
    await playground.train();
    await waitForSteps(playground, epoch / 8);
    await playground.pause();
    expect(await settledDecoded(playground), 'nothing at the second visit').toBe(0);
    expect(await playground.problems()).toEqual([]);
    console.log(`second visit: ready after ${again} s; ${await measured(playground, 0, epoch / 8)}`);
  });

async function openDropped(playground: Playground, path: string, { format, people, pictures }: LargeSet) {
  const { page } = playground;
  const found = page.getByRole('dialog', { name: 'This is what was found' });
  const start = Date.now();
  await playground.drop(path);
  await expect(found).toBeVisible({ timeout: 600_000 });
  const understood = Date.now();
  await expect(found).toContainText(`read as ${format}`);
  await expect(found).toContainText(`People${people.toLocaleString('en')}`);
  await expect(found).toContainText(`Pictures${pictures.toLocaleString('en')}`);
  const using = Date.now();
  await found.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText(format, { timeout: 600_000 });
  await playground.waitForPhase('ready');
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  return `${seconds(understood - start)} + ${seconds(Date.now() - using)}`;
}

async function trainingPeople({ page }: Playground): Promise<number> {
  const text = await page.getByRole('region', { name: 'Dataset' }).textContent();
  return Number(/To train([\d,]+)/.exec(text ?? '')![1]!.replaceAll(',', ''));
}

function waitForSteps({ page }: Playground, steps: number) {
  return page.waitForFunction((wanted) => window.poseduel.steps() >= wanted, steps, { timeout: 0, polling: 500 });
}

/** Pictures decoded, told at each pause. */
async function settledDecoded({ page }: Playground): Promise<number> {
  const decoded = await page.waitForFunction(() => window.poseduel.phase() === 'paused' && { count: window.poseduel.decoded() });
  return ((await decoded.jsonValue()) as { count: number }).count;
}

/** The pace of some steps, and how much of the time they waited for pictures. */
async function measured(playground: Playground, from: number, count: number): Promise<string> {
  const sumOf = async (name: 'milliseconds' | 'waited') =>
    (await playground.history(name)).slice(from, from + count).reduce((sum, value) => sum + value, 0);
  const [milliseconds, waited] = [await sumOf('milliseconds'), await sumOf('waited')];
  return `${((1000 * count) / milliseconds).toFixed(1)} steps a second, waits ${Math.round((100 * waited) / milliseconds)} % of the time`;
}
