import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { type CommonSet, commonSet, pictureFiles } from './commonSet.ts';
import { DataError, type Dataset } from './dataset.ts';
import { everyFormat, type WrittenFormat } from './everyFormat.ts';
import { openDataset } from './registry.ts';
import { type Written, writeSleap } from './writtenFormats.ts';

const limit = { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };
const packedSleap: WrittenFormat = {
  ...everyFormat.find(({ format }) => format === 'SLEAP')!,
  ...{ form: 'HDF5 with pictures', write: (set) => writeSleap(set, true) },
};
const four = { ...mpii16, joints: mpii16.joints.slice(0, 4), limbs: [[0, 1]] as const, flipPairs: [[3, 2]] as const };

/** A small set, which hits of chance change in places that matter. */
function smallSet({ skeletons, visibilities, path }: WrittenFormat): CommonSet {
  return commonSet({ skeleton: skeletons.length > 1 ? four : skeletons[0]!, pictures: 2, visibilities, ...(path ? { path } : {}) });
}

/** A set that comes out must hold what a dataset promises; else it is a DataError that names a file and the cure. */
async function readFiles(set: CommonSet, files: Written): Promise<void> {
  const all = sourceFiles({ ...files, ...pictureFiles(set) });
  const result = await openDataset(all, { name: 'set', decode: decodeJpeg }).catch((error: unknown) => error);
  if (result instanceof DataError) {
    expect(result.cure).not.toBe('');
    expect(result.file).not.toBe('');
    return;
  }
  if (result instanceof Error) throw result;
  const { samples, skeleton, report } = result as Dataset;
  expect(samples.length).toBeGreaterThan(0);
  expect(report.train + report.validation).toBe(samples.length);
  expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
  expect(new Set(skeleton.joints).size).toBe(skeleton.joints.length);
  for (const [a, b] of [...skeleton.limbs, ...skeleton.flipPairs]) expect(skeleton.joints[a] && skeleton.joints[b] && a !== b).toBeTruthy();
  for (const { joints, box, headBox } of samples) {
    expect(joints).toHaveLength(skeleton.joints.length);
    expect(joints.some(({ visibility }) => visibility > 0)).toBe(true);
    for (const { x, y, visibility } of joints) expect(Number.isFinite(x + y) && [0, 1, 2].includes(visibility)).toBe(true);
    for (const each of headBox ? [box, headBox] : [box])
      expect(Number.isFinite(each.x + each.y) && each.width > 0 && each.height > 0).toBe(true);
  }
}

const place = fc.double({ min: 0, max: 1, noNaN: true });
const senseless = ['', '0', '-1', '-1e9', '1e308', '1e999', 'NaN', 'Infinity', 'null', 'true', '"x"', '[]', '{}', '99999999999'];
const put = fc.oneof(
  fc.constantFrom(...senseless, '"', '<', '>', '[', ']', '{', '}', ',', ';', '\n', '\0', '__proto__', '../../x'),
  fc.string({ maxLength: 4 }),
);
const splice = fc.record({ file: fc.nat(50), at: place, take: fc.nat(30), put, cut: fc.boolean() });
const number = fc.record({ file: fc.nat(50), at: place, put: fc.constantFrom(...senseless) });

/** A text with characters replaced, cut out or cut off. */
function spliced(
  text: string,
  { at, take, put, cut, file }: { at: number; take: number; put: string; cut: boolean; file: number },
): string {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + put + (cut && file === 0 ? '' : text.slice(from + take));
}

/** A text with one of its numbers in the place of which something else stands. */
function renumbered(text: string, { at, put }: { at: number; put: string }): string {
  const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)];
  const found = numbers[Math.floor(at * numbers.length)];
  return found ? text.slice(0, found.index) + put + text.slice(found.index + found[0].length) : text;
}

async function fuzzTexts(set: CommonSet, whole: Written): Promise<void> {
  const paths = Object.keys(whole);
  const changes = fc.tuple(fc.array(splice, { maxLength: 3 }), fc.array(number, { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(changes, async ([splices, numbers]) => {
      const files = { ...whole };
      const pathOf = ({ file }: { file: number }) => paths[file % paths.length]!;
      for (const each of numbers) files[pathOf(each)] = renumbered(files[pathOf(each)] as string, each);
      for (const each of splices) files[pathOf(each)] = spliced(files[pathOf(each)] as string, each);
      await readFiles(set, files);
    }),
    { numRuns: 150, ...limit },
  );
}

async function fuzzBytes(set: CommonSet, name: string, whole: Uint8Array): Promise<void> {
  const flip = fc.record({ at: place, value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 14, 15, 255)) });
  await fc.assert(
    fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 12 }), fc.option(place, { freq: 4 }), async (flips, end) => {
      const broken = Uint8Array.from(whole.subarray(0, end === null ? undefined : Math.floor(end * whole.length)));
      for (const { at, value } of flips) broken[Math.floor(at * (broken.length - 1))] = value;
      await readFiles(set, { [name]: broken });
    }),
    { numRuns: 80, ...limit },
  );
}

test.each([...everyFormat, packedSleap])(
  'fuzz: changed and cut files of $format ($form) give a set or a DataError, and end',
  async (each) => {
    const set = smallSet(each);
    const whole = await each.write(set);
    await readFiles(set, whole);
    const [name, content] = Object.entries(whole)[0]!;
    await (typeof content === 'string' ? fuzzTexts(set, whole) : fuzzBytes(set, name, content));
  },
);
