import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from './fileName.ts';

test('words become a name', () => {
  expect(fileName(['G’s pose, at once', 'step 60'], 'png')).toBe('poseduel-gs-pose-at-once-step-60.png');
  expect(fileName(['../Première: k_t'], 'svg')).toBe('poseduel-premiere-k-t.svg');
  expect(fileName(['…'], 'svg')).toBe('poseduel-picture.svg');
});

test('whatever the words, the name is plain and not too long', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' })), (words) => {
      const name = fileName(words, 'png');
      expect(name).toMatch(/^poseduel-[a-z0-9]+(-[a-z0-9]+)*\.png$/);
      expect(name.length).toBeLessThanOrEqual(93);
    }),
  );
});
