import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SavedRun } from '../../export/runFile.ts';
import { noisyRun } from '../../export/testing.ts';
import { Shelf } from './shelf.ts';
import { Disk } from './testing.ts';

const keyOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const run = (step: number, savedAt = step): SavedRun => {
  const { duel: _, ...saved } = noisyRun({}, step);
  return { ...saved, savedAt, state: { ...saved.state, step } };
};
const onlyFile = (disk: Disk) => [...disk.files.keys()].filter((name) => name.startsWith('run-'));

it('gives back what was kept last, and holds one version of it', async () => {
  const disk = new Disk();
  const shelf = new Shelf(disk.page());
  for (const step of [1, 2, 3]) await shelf.keep(keyOf(1), run(step));
  expect(onlyFile(disk)).toEqual([`run-${keyOf(1)}-3.poseduel`]);
  expect(await new Shelf(disk.page()).take(keyOf(1))).toEqual(run(3));
});

it('cut off anywhere in a write, still has the version before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(50_000), async (cut) => {
      const disk = new Disk();
      const shelf = new Shelf(disk.page());
      await shelf.keep(keyOf(1), run(1));
      disk.cut = Math.min(cut, [...disk.files.values()][0]!.size - 1);
      await expect(shelf.keep(keyOf(1), run(2))).rejects.toThrow('power');
      disk.cut = null;
      const after = new Shelf(disk.page());
      expect((await after.runs()).map(({ step }) => step)).toEqual([1]);
      expect(await after.take(keyOf(1))).toEqual(run(1));
      await after.keep(keyOf(1), run(3));
      expect(onlyFile(disk)).toHaveLength(1);
      expect(await after.take(keyOf(1))).toEqual(run(3));
    }),
    { numRuns: 15 },
  );
});

it('finds a flipped bit by the checksum, wherever in the weights it is', async () => {
  const disk = new Disk();
  const shelf = new Shelf(disk.page());
  await shelf.keep(keyOf(1), run(1));
  const [name] = onlyFile(disk);
  const bytes = new Uint8Array(await disk.files.get(name!)!.arrayBuffer());
  // The weights are most of the file.
  bytes[Math.floor(bytes.length / 2)]! ^= 4;
  disk.files.set(name!, new Blob([bytes]));
  await expect(shelf.take(keyOf(1))).rejects.toMatchObject({ code: 'bad-run' });
});

it('makes room by the oldest run that no page has open, and keeps none that is larger than all the room', async () => {
  const disk = new Disk();
  const shelf = new Shelf(disk.page());
  await shelf.keep(keyOf(1), run(1));
  const [{ size }] = [...disk.files.values()] as [Blob];
  await shelf.setBudget(3.5 * size);
  for (const n of [2, 3]) await shelf.keep(keyOf(n), run(n));
  await shelf.claim(keyOf(1));
  await shelf.keep(keyOf(4), run(4));
  expect((await shelf.runs()).map(({ step }) => step)).toEqual([4, 3, 1]);
  // Its own version before does not count.
  await shelf.keep(keyOf(4), run(5));
  expect((await shelf.runs()).map(({ step }) => step)).toEqual([5, 3, 1]);
  await shelf.setBudget(size / 2);
  await expect(shelf.keep(keyOf(4), run(6))).rejects.toMatchObject({ code: 'too-large' });
  expect((await new Shelf(disk.page()).runs()).map(({ step }) => step)).toEqual([1]);
});
