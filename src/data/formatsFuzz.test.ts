import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { commonSet, pictureFiles } from './commonSet.ts';
import { DataError, type Dataset } from './dataset.ts';
import { openDataset } from './registry.ts';
import {
  type Written,
  writeCsv,
  writeCvat,
  writeDeepLabCut,
  writeLabelme,
  writeLabelStudio,
  writeSleap,
  writeYolo,
} from './writtenFormats.ts';

const set = commonSet({ skeleton: { ...mpii16, joints: mpii16.joints.slice(0, 4), limbs: [[0, 1]], flipPairs: [[3, 2]] }, pictures: 2 });
const pictures = pictureFiles(set);

/** A set that comes out must hold what a dataset promises; else it is a DataError that tells the cure. */
async function readFiles(files: Written): Promise<void> {
  const result = await openDataset(sourceFiles({ ...files, ...pictures }), { name: 'set', decode: decodeJpeg }).catch(
    (error: unknown) => error,
  );
  if (result instanceof DataError) {
    expect(result.cure).not.toBe('');
    return;
  }
  if (result instanceof Error) throw result;
  const { samples, skeleton, report } = result as Dataset;
  expect(samples.length).toBeGreaterThan(0);
  expect(report.train + report.validation).toBe(samples.length);
  expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
  expect(new Set(skeleton.joints).size).toBe(skeleton.joints.length);
  for (const [a, b] of [...skeleton.limbs, ...skeleton.flipPairs]) expect(skeleton.joints[a] && skeleton.joints[b] && a !== b).toBeTruthy();
  for (const { joints, box } of samples) {
    expect(joints).toHaveLength(skeleton.joints.length);
    expect(joints.some(({ visibility }) => visibility > 0)).toBe(true);
    for (const { x, y, visibility } of joints) expect(Number.isFinite(x + y) && [0, 1, 2].includes(visibility)).toBe(true);
    expect(Number.isFinite(box.x + box.y) && box.width > 0 && box.height > 0).toBe(true);
  }
}

const put = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e308',
    'NaN',
    'null',
    '"',
    '<',
    '>',
    '[',
    ']',
    '{',
    '}',
    ',',
    ';',
    '\n',
    '\0',
    '99999999999',
    '__proto__',
  ),
  fc.string({ maxLength: 4 }),
);
const change = fc.record({ file: fc.nat(50), at: fc.double({ min: 0, max: 1, noNaN: true }), take: fc.nat(30), put });

const writers = { writeYolo, writeCvat, writeLabelStudio, writeLabelme, writeDeepLabCut, writeCsv };

test.each(Object.entries(writers))('fuzz: %s with characters replaced, cut out or cut off', async (_, write) => {
  const whole = write(set);
  const paths = Object.keys(whole);
  await readFiles(whole);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), async (changes, cut) => {
      const files = { ...whole };
      for (const { file, at, take, put } of changes) {
        const path = paths[file % paths.length]!;
        const text = files[path] as string;
        const place = Math.floor(at * text.length);
        files[path] = text.slice(0, place) + put + (cut && file === 0 ? '' : text.slice(place + take));
      }
      await readFiles(files);
    }),
    { numRuns: 150 },
  );
});

test('fuzz: SLEAP with bytes replaced or cut off', async () => {
  const whole = await writeSleap(set, true);
  const bytes = whole['labels.pkg.slp'] as Uint8Array<ArrayBuffer>;
  await readFiles(whole);
  const flip = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(flip, { minLength: 1, maxLength: 20 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (flips, end) => {
        const broken = bytes.slice(0, end === null ? undefined : Math.floor(end * bytes.length));
        for (const { at, value } of flips) broken[Math.floor(at * broken.length)] = value;
        await readFiles({ 'labels.pkg.slp': broken });
      },
    ),
    { numRuns: 60 },
  );
});
