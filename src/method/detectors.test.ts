import { describe, expect, test } from 'vitest';
import { detect, type Evidence } from './detectors.ts';
import type { Look } from './poseVariety.ts';

interface Numbers {
  readonly lossReal: number;
  readonly lossFake: number;
  readonly kT: number;
  readonly lambdaG: number;
  readonly mGlobal: number;
  readonly peak: number;
}

const healthy: Numbers = { lossReal: 0.2, lossFake: 0.15, kT: 0.2, lambdaG: 0.1, mGlobal: 0.3, peak: 0.4 };
const sharp: Look = { blur: 2, variety: 0.6, peak: 0.4 };

/** What is found after `count` steps of which `at` gives the numbers. */
function foundAfter(count: number, at: (step: number) => Partial<Numbers> = () => ({}), look: Look | null = sharp) {
  const column = (name: keyof Numbers) => Float32Array.from({ length: count }, (_, step) => ({ ...healthy, ...at(step) })[name]);
  const columns = ['lossReal', 'lossFake', 'kT', 'lambdaG', 'mGlobal', 'peak'] as const;
  const run = Object.fromEntries(columns.map((name) => [name, column(name)]));
  return detect({ ...run, look } as unknown as Evidence);
}

describe('a run made by hand', () => {
  test.each([
    ['nothing before the first step', 0, () => ({}), sharp, []],
    ['a healthy run', 300, () => ({}), sharp, ['duelling']],
    ['the warm-up', 50, () => ({ lambdaG: 0 }), sharp, ['warming-up']],
    ['a young run is not judged', 199, () => ({ peak: 0.01, kT: 0, lossFake: 9 }), { ...sharp, blur: 9, variety: 0 }, ['duelling']],
    ['M over four times its best', 300, (step) => ({ mGlobal: step < 270 ? 0.3 : 1.3 }), sharp, ['diverging']],
    ['M not quite so high', 300, (step) => ({ mGlobal: step < 270 ? 0.3 : 1.1 }), sharp, ['duelling']],
    ['faint maps that stay so', 300, () => ({ peak: 0.05 }), sharp, ['empty-maps']],
    ['faint maps that rise by a quarter in 100 steps', 300, (step) => ({ peak: 0.04 + 0.05 * (step / 300) }), sharp, ['duelling']],
    ['L_fake over three times L_real', 300, (step) => ({ lossFake: step < 200 ? 0.15 : 0.61 }), sharp, ['d-too-strong']],
    ['L_fake under a third of L_real', 300, () => ({ lossFake: 0.06 }), sharp, ['g-fools-d']],
    ['the same with faint maps', 300, () => ({ lossFake: 0.06, peak: 0.12 }), sharp, ['duelling']],
    ['k_t at 1', 300, () => ({ kT: 1 }), sharp, ['k-at-one']],
    ['k_t at 0', 300, () => ({ kT: 0 }), sharp, ['k-at-zero']],
    ['k_t at 0 for 99 steps', 300, (step) => ({ kT: step > 200 ? 0 : 0.1 }), sharp, ['duelling']],
    ['blobs five times as large', 300, () => ({}), { ...sharp, blur: 5 }, ['blurred-maps']],
    ['one pose', 300, () => ({}), { ...sharp, variety: 0.1 }, ['same-pose']],
    ['two at a time', 300, () => ({ kT: 0 }), { ...sharp, blur: 5 }, ['blurred-maps', 'k-at-zero']],
    ['no picture seen yet', 300, () => ({}), null, ['duelling']],
  ] as const satisfies readonly [string, number, (step: number) => Partial<Numbers>, Look | null, readonly string[]][])(
    '%s',
    (_, count, at, look, seen) => {
      expect(foundAfter(count, at, look).map(({ id }) => id)).toEqual(seen);
    },
  );

  test('is not told to do what is done already', () => {
    const tries = (kT: number) => foundAfter(300, () => ({ lossFake: 0.7, kT }))[0]!.tries;
    expect(tries(0.1)).toContain('let k_t fall');
    expect(tries(0)).not.toMatch(/fall|start/);
  });
});
