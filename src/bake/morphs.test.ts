import { expect, it } from 'vitest';
import { morphWeights, type Physique } from './morphs.ts';

const plain: Physique = {
  sex: 'female',
  age: 0,
  ethnicity: { african: 0, asian: 0.25, caucasian: 0.75 },
  muscle: 0.5,
  weight: 0.5,
  height: 0.5,
  details: {},
};
const MACRO = 'data/targets/macrodetails';

it('mixes ancestries by their shares', () => {
  const weights = morphWeights(plain);
  expect(weights.get(`${MACRO}/asian-female-young.target`)).toBe(0.25);
  expect(weights.get(`${MACRO}/caucasian-female-young.target`)).toBe(0.75);
  expect(weights.get(`${MACRO}/universal-female-young-averagemuscle-averageweight.target`)).toBe(1);
  expect(weights.size).toBe(3); // average height needs no morph
});

it('weighs a combination by the product of its shares', () => {
  // Age 0.4: 0.6 young. Muscle 0.75: half average, half max. Weight 0.25: half min, half average. Height 0.75: half of max.
  const weights = morphWeights({ ...plain, age: 0.4, muscle: 0.75, weight: 0.25, height: 0.75 });
  expect(weights.get(`${MACRO}/universal-female-young-maxmuscle-minweight.target`)).toBeCloseTo(0.6 * 0.5 * 0.5);
  expect(weights.get(`${MACRO}/height/female-old-averagemuscle-minweight-maxheight.target`)).toBeCloseTo(0.4 * 0.5 * 0.5 * 0.5);
  const universal = [...weights].filter(([key]) => key.includes('universal'));
  expect(universal.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1);
});
