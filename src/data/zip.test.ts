import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zipOf } from './cocoFixture.ts';
import { DataError } from './dataset.ts';
import { openPile } from './files.ts';
import { openZip, zipLimits } from './zip.ts';

const contents = { 'a/one.txt': 'one, one, one, one, one, one', 'two.txt': 'two', 'a/empty.txt': '' };

/** The bytes of an archive with `from` written over by `to` wherever it stands (names, in both directories). */
async function withName(from: string, to: string): Promise<Blob> {
  const bytes = new Uint8Array(await (await zipOf({ [from]: 'x', 'other.txt': 'y' })).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return new Blob([Uint8Array.from(text.replaceAll(from, to), (letter) => letter.charCodeAt(0))]);
}

describe('openZip', () => {
  test.each([0, 6])('lists and unpacks entries one by one (level %i)', async (level) => {
    const files = await openZip(await zipOf(contents, level), 'set.zip');
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['a/one.txt', 28],
      ['two.txt', 3],
      ['a/empty.txt', 0],
    ]);
    for (const file of files) {
      expect(await (await file.bytes()).text()).toBe(contents[file.path as keyof typeof contents]);
      // And again: a dataset is read many times.
      expect((await file.bytes()).size).toBe(file.size);
    }
  });

  test('the head of an entry, without unpacking the rest', async () => {
    const long = Array.from({ length: 200_000 }, (_, i) => String(i * 7919)).join(' ');
    const [file] = await openZip(await zipOf({ 'long.txt': long }), 'set.zip');
    expect(await (await file!.head(1000)).text()).toBe(long.slice(0, 1000));
    expect((await file!.head(1e9)).size).toBe(long.length);
    expect((await file!.head(0)).size).toBe(0);
    expect(await (await file!.bytes()).text()).toBe(long);
  });

  test('what systems strew is left out', async () => {
    const files = await openZip(await zipOf({ 'a.txt': '1', '__MACOSX/._a.txt': '2', 'b/.DS_Store': '3' }), 'set.zip');
    expect(files.map((file) => file.path)).toEqual(['a.txt']);
  });

  test.each([
    ['bad_name/x.txt', '../../../x.txt', 'out of the archive'],
    ['bad_name/x.txt', '/ad_name/x.txt', 'absolute'],
    ['bad_name/x.txt', 'bad_name\\x.txt', 'backslash'],
    ['bad_name/x.txt', 'C:d_name/x.txt', 'drive letter'],
    ['bad_name/x.txt', 'bad\0name/x.txt', 'zero byte'],
  ])('%s as %s is refused', async (from, to, problem) => {
    await expect(openZip(await withName(from, to), 'set.zip')).rejects.toMatchObject({
      code: 'bad-zip',
      file: 'set.zip',
      place: to,
      message: expect.stringContaining(problem),
      cure: expect.stringMatching(/.+/),
    });
  });

  test('limits on the count of entries, their size and their ratio', async () => {
    const zip = await zipOf({ 'a.bin': new Uint8Array(50_000), 'b.txt': 'b' });
    const opened = (limits: Partial<typeof zipLimits>) => openZip(zip, 'set.zip', undefined, { ...zipLimits, ...limits });
    expect(await opened({})).toHaveLength(2);
    await expect(opened({ entries: 1 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(opened({ entryBytes: 49_999 })).rejects.toMatchObject({ code: 'too-large', place: 'a.bin' });
    await expect(opened({ ratioFrom: 1000 })).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('zip bomb') });
  });

  test('many small entries are a bomb too, and so are entries that share their bytes', async () => {
    const small = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`labels/${i}.txt`, new Uint8Array(2 ** 19)]));
    await expect(openZip(await zipOf(small), 'set.zip')).rejects.toMatchObject({
      code: 'too-large',
      file: 'set.zip',
      message: expect.stringMatching(/more than 200 times its size \(1 MiB\), as in a zip bomb/),
      cure: expect.stringMatching(/.+/),
    });
  });

  test('limits on what is unpacked: a picture, and all annotation files together, each counted once', async () => {
    const zip = await zipOf({ 'a.json': 'a'.repeat(700), 'b.json': 'b'.repeat(700), 'c.jpg': 'c'.repeat(1200), 'd.jpg': 'd'.repeat(900) });
    const limits = { ...zipLimits, annotationBytes: 1000, pictureBytes: 1000 };
    const [a, b, c, d] = await openZip(zip, 'set.zip', undefined, limits);
    for (const _ of [1, 2]) expect((await a!.bytes()).size).toBe(700);
    await expect(b!.bytes()).rejects.toMatchObject({ code: 'too-large', place: 'b.json', message: expect.stringContaining('limit') });
    await expect(c!.bytes()).rejects.toMatchObject({ code: 'too-large', place: 'c.jpg', message: expect.stringContaining('limit') });
    expect((await d!.bytes()).size).toBe(900);
  });

  test('two entries of one name are refused', async () => {
    const bytes = new Uint8Array(await (await zipOf({ 'a/1.txt': 'x', 'a/2.txt': 'y' })).arrayBuffer());
    for (let at = 0; at + 6 < bytes.length; at++)
      if (String.fromCharCode(...bytes.subarray(at, at + 7)) === 'a/2.txt') bytes[at + 2] = '1'.charCodeAt(0);
    await expect(openZip(new Blob([bytes]), 'set.zip')).rejects.toMatchObject({
      code: 'bad-zip',
      place: 'a/1.txt',
      message: expect.stringContaining('two entries of this name'),
      cure: expect.stringMatching(/.+/),
    });
  });

  test('a bomb of two megabytes of zeros', async () => {
    await expect(openZip(await zipOf({ 'bomb.json': new Uint8Array(2 ** 21) }), 'set.zip')).rejects.toMatchObject({ code: 'too-large' });
  });

  test('an entry that is larger than the directory says is cut off', async () => {
    const zip = await zipOf({ 'a.bin': new Uint8Array(5000) });
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 < bytes.length; at++) if (view.getUint32(at, true) === 5000) view.setUint32(at, 50, true);
    const [file] = await openZip(new Blob([bytes]), 'set.zip');
    await expect(file!.bytes()).rejects.toMatchObject({ code: 'bad-zip', place: 'a.bin' });
  });

  test('no zip, half a zip, cancelled', async () => {
    const zip = await zipOf(contents);
    await expect(openZip(new Blob(['not a zip']), 'set.zip')).rejects.toMatchObject({ code: 'bad-zip' });
    await expect(openZip(new Blob([]), 'set.zip')).rejects.toMatchObject({ code: 'bad-zip' });
    await expect(openZip(zip.slice(0, zip.size >> 1), 'set.zip')).rejects.toMatchObject({ code: 'bad-zip' });
    await expect(openZip(zip, 'set.zip', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('fuzz: broken archives give bytes or a DataError, and end', async () => {
    const whole = new Uint8Array(await (await zipOf(contents)).arrayBuffer());
    const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.nat(whole.length), fc.boolean(), async (changes, cut, isCut) => {
        const bytes = whole.slice(0, isCut ? cut : undefined);
        for (const { at, value } of changes) if (at < bytes.length) bytes[at] = value;
        const results = await openZip(new Blob([bytes]), 'set.zip')
          .then((files) => Promise.allSettled(files.flatMap((file) => [file.head(5), file.bytes()])))
          .catch((error: unknown) => [{ status: 'rejected' as const, reason: error }]);
        for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DataError);
      }),
      { numRuns: 300, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true },
    );
  });
});

describe('openPile', () => {
  test('loose files keep their folders, clutter goes', async () => {
    const file = new Blob(['x']);
    const pile = [
      { path: './set/a.jpg', file },
      { path: 'set\\b.jpg', file },
      { path: 'set/.DS_Store', file },
    ];
    expect((await openPile(pile)).map(({ path, size }) => [path, size])).toEqual([
      ['set/a.jpg', 1],
      ['set/b.jpg', 1],
    ]);
  });

  test('one zip opens at the top, several in folders of their names', async () => {
    const zip = await zipOf({ 'a.txt': 'x' });
    const one = await openPile([{ path: 'set.ZIP', file: zip }]);
    expect(one.map((file) => file.path)).toEqual(['a.txt']);
    const two = await openPile([
      { path: 'train.zip', file: zip },
      { path: 'val.zip', file: zip },
      { path: 'k.json', file: new Blob(['{}']) },
    ]);
    expect(two.map((file) => file.path)).toEqual(['train/a.txt', 'val/a.txt', 'k.json']);
    expect(await (await two[1]!.bytes()).text()).toBe('x');
  });

  test('nothing is an error', async () => {
    await expect(openPile([])).rejects.toMatchObject({ code: 'empty' });
  });
});
