import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { displacedComment } from './displaced.ts';
import { duelOf } from './duel.ts';
import { plainBatch } from './people.ts';
import { toyConfig, toyPeople } from './testing.ts';

const people = await toyPeople(1, 5);
const duel = duelOf(toyConfig, 16);
const asked = { count: 5, distance: 4, seed: 1 };

describe('D’s comment on a displaced joint', () => {
  it('is nothing where D redraws whatever it is shown', async () => {
    const redraw: Engine['redraw'] = async (_, maps) => maps;
    const found = await displacedComment({ redraw }, duel, people, asked);
    expect(found).toMatchObject({ joints: 5, distance: 4, energyComment: { untouched: 0, displaced: 0 } });
    expect(found!.comment.displaced).toBeCloseTo(0, 6);
  });

  it('is what a D that always draws the true pose says of it', async () => {
    // It redraws the first maps that it is shown of each batch, the true ones, whatever comes after.
    const shown: Float32Array[] = [];
    const redraw: Engine['redraw'] = async (_, maps) => shown[shown.push(maps) - 1 - ((shown.length - 1) % 2)]!;
    const found = await displacedComment({ redraw }, duel, people, asked);
    expect(found!.noticed).toBe(1);
    expect(found!.comment.untouched).toBeCloseTo(0, 6);
    // Two blobs of width σ at a distance d overlap by exp(−d²/4σ²), and differ by twice what does not: near the edge a part of either is cut off.
    const overlap = Math.exp(-16 / (4 * duel.sigma ** 2));
    expect(found!.comment.displaced).toBeGreaterThan(1 - 2.5 * overlap);
    expect(found!.comment.displaced).toBeLessThanOrEqual(1);
    expect(found!.energyComment.displaced).toBeGreaterThan(1);
  });

  it('moves one joint a picture by that distance, and no other', async () => {
    const maps: Float32Array[] = [];
    const redraw: Engine['redraw'] = async (_, shown) => {
      maps.push(shown);
      return shown;
    };
    await displacedComment({ redraw }, duel, people, asked);
    const { count } = await plainBatch(people, people.validation, duel);
    const size = duel.heatmap ** 2 * 16;
    for (let n = 0; n < count; n++) {
      const changed = new Set<number>();
      for (let i = n * size; i < (n + 1) * size; i++) if (maps[0]![i] !== maps[1]![i]) changed.add(i % 16);
      expect(changed.size).toBe(1);
    }
  });

  it('has nothing to say without pictures', async () => {
    expect(await displacedComment({ redraw: async (_, maps) => maps }, duel, { ...people, validation: [] }, asked)).toBeNull();
  });
});
