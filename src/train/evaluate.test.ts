import { describe, expect, it } from 'vitest';
import type { Metric } from '../data/dataset.ts';
import type { Engine } from '../engine/engine.ts';
import { drawHeatmaps } from '../method/heatmap.ts';
import { mpii16 } from '../pose/skeleton.ts';
import { duelOf } from './duel.ts';
import { evaluate } from './evaluate.ts';
import { mirroredLook } from './look.ts';
import type { People } from './people.ts';
import { toyConfig, toyPeople } from './testing.ts';

const people = await toyPeople(1, 3);
const duel = duelOf(toyConfig, 16);

/** A generator that sees every joint `shift` heatmap pixels right of where it is. */
function seeing(shift: number): Engine {
  const examine: Engine['examine'] = async ({ count, joints }) => {
    const draw = (by: number) =>
      drawHeatmaps(
        joints.map((value, i) => (i % 3 === 0 ? value + by : value)),
        count,
        16,
        duel.heatmap,
        duel.sigma,
      );
    return { truth: draw(0), generated: draw(shift), redrawnTruth: draw(0), redrawnGenerated: draw(shift) };
  };
  return { examine } as Engine;
}

const scored = (metric: Metric, shift = 0, changes: Partial<People> = {}) =>
  evaluate(seeing(shift), duel, { ...people, dataset: { ...people.dataset, metric }, ...changes }, { count: 3, step: 1 });

describe('the score of a dataset', () => {
  const skeleton = { ...mpii16, sigmas: mpii16.joints.map(() => 0.05) };

  it('is the one that its metric names', async () => {
    expect(await scored('pckh')).toMatchObject({ pck: expect.any(Number), pckh: 1, oks: null, oksAp: null, pckBox: null });
    expect(await scored('pckBox')).toMatchObject({ oks: null, oksAp: null, pckBox: 1 });
    const oks = await scored('oks', 0, { skeleton });
    expect(oks).toMatchObject({ pckBox: null, oksAp: 1 });
    expect(oks!.oks).toBeGreaterThan(0.95);
    expect(oks!.oks).toBeLessThanOrEqual(1);
  });

  it('falls with the distance, by the area of the outline or 0.53 of the box’s', async () => {
    // A crop of 1.25 · 40 pixels on the heatmap; k = 0.1; the area of a box of 20 × 40 is 424. Joints at the edges of the map are drawn as they are.
    const d = (4 * 50) / duel.heatmap;
    const expected = (area: number) => Math.exp(-(d * d) / (2 * area * 0.01));
    const plain = await scored('oks', 4, { skeleton });
    expect(Math.abs(plain!.oks! - expected(424))).toBeLessThan(0.1);
    const store = { ...people.store, samples: people.store.samples.map((sample) => ({ ...sample, area: 100_000 })) };
    const wide = await scored('oks', 4, { skeleton, store });
    expect(Math.abs(wide!.oks! - expected(100_000))).toBeLessThan(0.05);
    expect(wide!.oks!).toBeGreaterThan(plain!.oks! + 0.3);
  });

  it('of a skeleton without a torso: joint by joint by the box, and nothing by the torso', async () => {
    const evaluation = await scored('pckBox', 0, { skeleton: { ...mpii16, torso: null } });
    expect(evaluation!.pck).toBeNaN();
    expect([...evaluation!.pckByJoint]).toEqual(new Array(16).fill(1));
  });
});

it('of people seen mirrored too: what is seen too far to one side in both is seen in its place', async () => {
  const seen = (shift: number, look = mirroredLook) => evaluate(seeing(shift), duel, people, { count: 3, step: 1, look });
  const [plain, mirrored, exact] = [await scored('pckh', 1), await seen(1), await seen(0)];
  expect(plain!.auc).toBeLessThan(0.7 * exact!.auc);
  expect(mirrored!.auc).toBeGreaterThan(0.9 * exact!.auc);
  expect(exact!.auc).toBeCloseTo((await scored('pckh'))!.auc, 5);
});
