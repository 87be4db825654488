import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset.ts';
import { MemoryFile } from '../../data/memoryFile.ts';
import type { Squares } from '../../data/squares.ts';
import { toyPeople } from '../../train/testing.ts';
import type { PicturesSummary, WorkerEvent } from '../protocol.ts';
import type { SquareFolder } from './squareFolder.ts';
import { SquareShelf } from './squareShelf.ts';

const { dataset: toy } = await toyPeople();
const size = 10;
/** Of the toy set: an entry of 16 bytes and a square for each. */
const whole = toy.samples.length * (16 + 4 * size * size);
const named = (name: string): Dataset => ({ ...toy, name, stamp: name });

/** A browser's files; each call is a page that opens them, which closes the one before. */
function disk() {
  const files = new Map<string, MemoryFile>();
  const texts = new Map<string, Blob>();
  const page = (change: Partial<SquareFolder> = {}, squares: Squares | null = null) => {
    const events: WorkerEvent[] = [];
    const folder: SquareFolder = {
      place: 'memory',
      list: async () => [
        ...[...files].map(([name, file]) => ({ name, bytes: file.getSize() })),
        ...[...texts].map(([name, blob]) => ({ name, bytes: blob.size })),
      ],
      open: async (name) => {
        if (!files.has(name)) files.set(name, new MemoryFile());
        return files.get(name)!;
      },
      freed: async () => {},
      read: async (name) => texts.get(name)!,
      write: async (name, bytes) => void texts.set(name, bytes),
      remove: async (name) => void files.delete(name),
      ...change,
    };
    const post = (event: WorkerEvent) => void events.push(event);
    const shelf = new SquareShelf(
      platformWith(async () => folder),
      post,
      () => squares,
    );
    return {
      shelf,
      problems: () => events.flatMap((event) => (event.kind === 'problem' ? [event.problem] : [])),
      told: async (): Promise<PicturesSummary> => {
        await shelf.tell();
        return events.flatMap((event) => (event.kind === 'pictures' ? [event.pictures] : [])).at(-1)!;
      },
    };
  };
  return { files, page };
}

function platformWith(squareFolder: () => Promise<SquareFolder>) {
  const none = async () => {
    throw new Error('not asked for');
  };
  return { engines: [], decode: none, builtinName: '', builtin: none, now: () => 0, squareFolder };
}

async function fill(shelf: SquareShelf, dataset: Dataset): Promise<void> {
  const file = await shelf.fileFor(dataset, size);
  dataset.samples.forEach((_, i) => {
    file?.write(i, new Uint8Array(4 * size * size).fill(i + 1), { width: 64, height: 64 });
  });
}

test('the next page finds what this one wrote; changed files do not', async () => {
  const { page } = disk();
  await fill(page().shelf, named('a'));
  const { shelf } = page();
  const file = await shelf.fileFor(named('a'), size);
  expect(file?.read(3)?.square[0]).toBe(4);
  expect(await shelf.fileFor(named('a'), size)).toBe(file);
  expect((await shelf.fileFor({ ...named('a'), stamp: 'other' }, size))?.has(3)).toBe(false);
  expect((await shelf.fileFor(named('a'), size + 1))?.has(3)).toBe(false);
  expect(await shelf.fileFor({ ...toy, stamp: undefined }, size)).toBeNull();
});

test('sets of before make way, and none takes more than the budget', async () => {
  const { page } = disk();
  const first = page();
  await first.shelf.setBudget(2.5 * whole);
  await fill(first.shelf, named('a'));
  await fill(page().shelf, named('b'));
  const third = page();
  await fill(third.shelf, named('c'));
  const { sets, bytes, budget } = await third.told();
  expect(budget).toBe(2.5 * whole);
  expect(bytes).toBe(2 * whole);
  expect(sets.map(({ name, isOpen }) => [name, isOpen])).toContainEqual(['c', true]);
  expect(sets).toHaveLength(2);
  // Too small for the open one: it is emptied, and filled as far as it goes.
  await third.shelf.setBudget(whole / 2);
  await fill(third.shelf, named('c'));
  const small = await third.told();
  expect(small.sets.map(({ name }) => name)).toEqual(['c']);
  expect(small.bytes).toBeLessThanOrEqual(whole / 2);
  expect(small.bytes).toBeGreaterThan(whole / 4);
});

test('a set that another page has open is in memory alone, which is told; once that page is closed, this one keeps it', async () => {
  const { page, files } = disk();
  const { store } = await toyPeople();
  const { squares } = store;
  const set = { ...toy, stamp: 'a' };
  await fill(page().shelf, named('other'));
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  let isOpenElsewhere = true;
  const open = async (name: string) => (isOpenElsewhere ? null : files.set(name, new MemoryFile()).get(name)!);
  const second = page({ open, freed: () => closed }, Object.assign(squares, { isOf: () => true }));
  expect(await second.shelf.fileFor(set, squares.size)).toBeNull();
  await squares.read([0, 2]);
  expect(await second.told()).toMatchObject({ isElsewhere: true, memory: { spent: squares.bytes, limit: squares.limit } });
  expect(squares.bytes).toBeGreaterThanOrEqual(2 * 4 * squares.size ** 2);

  isOpenElsewhere = false;
  close();
  await expect.poll(async () => (await second.told()).isElsewhere).toBe(false);
  const kept = (await second.shelf.fileFor(set, squares.size))!;
  await expect.poll(() => kept.has(0) && kept.has(2)).toBe(true);
  expect(kept.read(2)?.square).toEqual(await squares.read([2]));
  // Nobody has forgotten the sets of the page that is gone.
  expect((await second.told()).sets.map(({ name }) => name)).toContain('other');
});

test('everything can be cleared', async () => {
  const { page, files } = disk();
  await fill(page().shelf, named('a'));
  const { shelf, told } = page();
  await fill(shelf, named('b'));
  await shelf.clear();
  expect(await told()).toMatchObject({ sets: [{ name: 'b', isOpen: true }] });
  expect([...files.values()].map((file) => file.getSize())).toEqual([0]);
});

test('a budget that cannot be written down is told, and counts', async () => {
  const { page } = disk();
  const { shelf, problems, told } = page({
    write: async () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    },
  });
  await shelf.setBudget(7);
  expect(problems()).toMatchObject([{ code: 'not-kept', message: expect.stringContaining('no more room') }]);
  expect(await told()).toMatchObject({ budget: 7 });
});

test('a browser that keeps nothing: said once, and training goes on in memory', async () => {
  const events: WorkerEvent[] = [];
  const denied = async () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const shelf = new SquareShelf(
    platformWith(denied),
    (event) => void events.push(event),
    () => null,
  );
  expect(await shelf.fileFor(named('a'), size)).toBeNull();
  expect(await shelf.fileFor(named('b'), size)).toBeNull();
  const problems = events.flatMap((event) => (event.kind === 'problem' ? [event.problem] : []));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'not-kept', severity: 'note' });
  expect(problems[0]!.message).toContain('private window');
});
