import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cocoJson, decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { DataError } from './dataset.ts';
import { openDataset } from './registry.ts';

const picture = new Uint8Array([0xff]);
const options = { name: 'set', decode: decodeJpeg };
const whole = () => cocoJson(['a.jpg', 'b.jpg', 'c.jpg'], { head_box: [1, 2, 3, 4] });

/** Reads a text as the only annotation file; a set that comes out must hold what a dataset promises. */
async function readText(text: string): Promise<void> {
  const files = sourceFiles({ 'person_keypoints.json': text, 'a.jpg': picture, 'b.jpg': picture, 'c.jpg': picture });
  const result = await openDataset(files, options).catch((error: unknown) => error);
  if (result instanceof DataError) {
    expect(result.cure).not.toBe('');
    return;
  }
  if (result instanceof Error) throw result;
  const { samples, skeleton, report } = result as Awaited<ReturnType<typeof openDataset>>;
  expect(samples.length).toBeGreaterThan(0);
  expect(report.train + report.validation).toBe(samples.length);
  expect(new Set(samples.map((sample) => sample.id)).size).toBe(samples.length);
  for (const { joints, box, headBox, picture } of samples) {
    expect(['a.jpg', 'b.jpg', 'c.jpg']).toContain(picture);
    expect(joints).toHaveLength(skeleton.joints.length);
    for (const { x, y, visibility } of joints) expect(Number.isFinite(x + y) && [0, 1, 2].includes(visibility)).toBe(true);
    for (const one of headBox ? [box, headBox] : [box]) {
      expect(Number.isFinite(one.x + one.y) && one.width > 0 && one.height > 0).toBe(true);
    }
  }
  for (const share of report.coverage) expect(share >= 0 && share <= 1).toBe(true);
}

/** Every place of a JSON value, as the keys that lead there. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

const places = placesOf(whole());
const senseless = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', 'x', 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [[]], [null], '../../a.jpg', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);

test('fuzz: valid sets with values replaced', async () => {
  const change = fc.record({ path: fc.constantFrom(...places), value: senseless });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      let root: unknown = whole();
      for (const { path, value } of changes) root = replaced(root, path, value);
      await readText(JSON.stringify(root) ?? '');
    }),
    { numRuns: 400 },
  );
});

test('fuzz: valid texts with characters replaced, cut out or cut off', async () => {
  const text = JSON.stringify(whole());
  const change = fc.record({ at: fc.nat(text.length), take: fc.nat(40), put: fc.string({ maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      let broken = text;
      for (const { at, take, put } of changes) broken = broken.slice(0, at) + put + broken.slice(at + take);
      await readText(broken);
    }),
    { numRuns: 400 },
  );
});

test('fuzz: any text', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.json()), readText), { numRuns: 200 });
});

/** A copy with the value at `path` replaced; undefined takes it away. */
function replaced(root: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof root !== 'object' || root === null || !(key in root)) return root;
  const copy = (Array.isArray(root) ? [...root] : { ...root }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}
