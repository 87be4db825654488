import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mpii16 } from '../../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from '../cocoFixture.ts';
import { commonSet, pictureFiles } from '../commonSet.ts';
import { DataError } from '../dataset.ts';
import { openDataset } from '../registry.ts';
import { annotH5, hrnetJson, inMpiiTerms, pytorchPoseJson, releaseMat } from './mpiiFixture.ts';

const set = commonSet({ skeleton: mpii16, pictures: 3 });
const people = set.people.map(inMpiiTerms);
const bytesOf = (text: string) => new TextEncoder().encode(text);

test.each<[string, Uint8Array<ArrayBuffer>]>([
  ['mpii.mat', await releaseMat(people)],
  ['mpii_plain.mat', await releaseMat(people, { compressed: false })],
  ['train.json', bytesOf(hrnetJson(people))],
  ['mpii_annotations.json', bytesOf(pytorchPoseJson(people, (n) => n > 1))],
  ['annot.h5', await annotH5(people, (n) => n < 2)],
])('fuzz: changed and cut files of %s give a set or a DataError, and end', async (name, whole) => {
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.oneof(fc.nat(255), fc.constantFrom(0x2d, 0x30, 0x39, 0x5b, 0x7d)) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(whole.length), { freq: 4 }),
      async (changes, cut) => {
        const bytes = whole.slice();
        for (const { at, value } of changes) bytes[at] = value;
        const files = sourceFiles({ [name]: bytes.slice(0, cut ?? undefined), ...pictureFiles(set) });
        const result = await openDataset(files, { name: 'set', decode: decodeJpeg }).catch((error: unknown) => error);
        if (result instanceof DataError) {
          expect(result.cure).not.toBe('');
          return;
        }
        if (result instanceof Error) throw result;
        const { samples } = result as Awaited<ReturnType<typeof openDataset>>;
        expect(samples.length).toBeGreaterThan(0);
        for (const { joints, box } of samples) {
          expect(joints).toHaveLength(16);
          for (const { x, y } of joints) expect(Number.isFinite(x + y)).toBe(true);
          expect(Number.isFinite(box.x + box.y) && box.width > 0 && box.height > 0).toBe(true);
        }
      },
    ),
    { numRuns: 150, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true },
  );
});
