import { expect, test } from 'vitest';
import { defaultConfig } from '../../method/hyperparameters.ts';
import { machineWords, settingsInWords } from './runSheet.ts';

test('settings that are not the default come first and say what that is; none is told twice', () => {
  const { changed, usual } = settingsInWords({ ...defaultConfig, preset: 'toy', gamma: 0.7, freezeK: true });
  expect(changed).toEqual(['γ 0.7 (default 0.5)', 'Hold k_t on (default off)', 'Size: Toy (default Small)']);
  expect(usual).toContain('λ_G 0.1');
  expect(usual).toContain('Optimiser of G: Adam');
  expect(usual.join()).not.toMatch(/γ|Size/);
});

test('with the defaults nothing is changed', () => {
  expect(settingsInWords(defaultConfig).changed).toEqual([]);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 4, '4 cores, Chrome 156'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    8,
    '8 cores, Edge 141',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 1, '1 core, Firefox 143'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 8, '8 cores, Safari 26'],
  ['something else', 2, '2 cores, a browser'],
])('the machine of %s', (userAgent, hardwareConcurrency, words) => {
  expect(machineWords({ userAgent, hardwareConcurrency })).toBe(words);
});
