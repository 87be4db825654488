import { expect, test } from 'vitest';
import { hyperparameters } from '../../method/hyperparameters.ts';
import { views } from '../views/registry.ts';
import { halves, heatmap } from './heatmap.ts';
import { kT, whyItMoved } from './kT.ts';
import { moreSteps, say } from './lesson.ts';
import { lessons } from './registry.ts';
import type { World } from './world.ts';

const ids = views.map((view) => view.id);

test('each has its own link', () => {
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
  for (const { id } of lessons) expect(id).toMatch(/^[a-z_]+$/);
});

test.each(lessons.flatMap((lesson) => lesson.stops.map((stop, i) => ({ lesson: lesson.id, i, stop }))))(
  '$lesson, stop $i: shows a view that exists, and asks of what it waits for',
  ({ stop }) => {
    const look = typeof stop.look === 'function' ? stop.look(nothing) : stop.look;
    if (look?.view !== undefined) expect(ids).toContain(look.view);
    if (stop.after) expect(stop.until ?? stop.question, 'something has to happen first').toBeDefined();
    if (stop.question) expect(new Set(stop.question.choices).size).toBeGreaterThan(1);
    // Symbols of settings that the words name.
    for (const [, letter, index] of (stop.until?.words ?? '').matchAll(/(λ|γ)_?([A-Za-z])?/gu))
      expect(symbols, `${letter}_${index ?? ''}`).toContain(letter === 'γ' ? '\\gamma' : `\\lambda_${index}`);
  },
);

test.each(lessons)('$id ends with something to try', ({ stops }) => {
  const last = stops.at(-1)!;
  expect(last.text).toMatch(/\btry\b/i);
  expect(last.until ?? last.question).toBeUndefined();
});

test('waits for steps from where the stop began', () => {
  const { holds, share } = moreSteps(20);
  const at = (steps: number) => ({ ...nothing, steps });
  expect([holds(at(119), at(100)), share!(at(105), at(100))]).toEqual([false, 0.25]);
  expect(holds(at(120), at(100))).toBe(true);
});

test('the surer half is that of the higher peaks, without the joints that have no label', () => {
  const reading = (peak: number, error: number, labelled = true) => ({ name: '', labelled, peak, error, comment: 0, energy: 0 });
  const allReadings = [reading(0.9, 1), reading(0.1, 7), reading(1, 99, false), reading(0.8, 3), reading(0.2, 5)];
  expect(halves({ allReadings })).toEqual({ sure: 2, unsure: 6 });
});

test('k_t’s way is explained by where it went, not by where it stands', () => {
  const at = (k: number, balance: number): World => ({
    ...nothing,
    last: { kT: k } as World['last'],
    recent: { lossReal: 1, lossFake: 1, lossMse: 1, gamma: 0.5, balance },
  });
  // The balance has turned meanwhile.
  expect(whyItMoved(at(0.16, -0.1), at(0, 0.2))).toMatch(/look harder/);
  expect(whyItMoved(at(0.1, 0.1), at(0.2, -0.2))).toMatch(/held back/);
  expect(whyItMoved(at(0, -0.1), at(0, -0.1))).toMatch(/cannot fall/);
  expect(whyItMoved(at(0.3, 0.1), at(0.3, 0.1))).toMatch(/λ_k = 0.005/);
});

test('a raised γ is judged by ten steps that were made with it', () => {
  const { until, after } = kT.stops[2]!;
  const at = (steps: number, gamma: number, meanGamma: number): World => ({
    ...nothing,
    steps,
    config: { ...nothing.config, gamma },
    recent: { lossReal: 0.4, lossFake: 0.3, lossMse: 1, gamma: meanGamma, balance: meanGamma * 0.4 - 0.3 },
  });
  const begun = at(100, 0.5, 0.5);
  expect(until!.holds(at(130, 0.5, 0.5), begun), 'not raised').toBe(false);
  expect(until!.holds(at(130, 0.9, 0.54), begun), 'one step of ten').toBe(false);
  expect(until!.share!(at(130, 0.9, 0.54), begun)).toBeCloseTo(0.1);
  expect(until!.holds(at(130, 0.9, 0.9), begun)).toBe(true);
  // 0.9 · 0.4 − 0.3 and 0.5 · 0.4 − 0.3
  expect(say(after!, at(130, 0.9, 0.9), begun)).toContain('With γ = 0.9 the balance is 0.060. With γ = 0.5 the balance would be −0.100.');
});

test('blobs are judged by a drawing of the steps that were waited for', () => {
  const { holds } = heatmap.stops[1]!.until!;
  expect(holds({ ...nothing, steps: 30, drawnAt: 0 }, nothing)).toBe(false);
  expect(holds({ ...nothing, steps: 34, drawnAt: 31 }, nothing)).toBe(true);
});

const symbols = Object.values(hyperparameters).flatMap((setting) => ('symbol' in setting ? [setting.symbol as string] : []));

const nothing: World = {
  phase: 'ready',
  runNumber: 1,
  steps: 0,
  last: null,
  recent: null,
  config: Object.fromEntries(Object.entries(hyperparameters).map(([name, setting]) => [name, setting.default])) as World['config'],
  view: 'duel',
  joint: 'all',
  joints: [],
  readings: null,
  allReadings: [],
  drawnAt: 0,
  width: Number.NaN,
  stage: -1,
  asked: false,
  twin: { phase: 'none', steps: 0, seeds: [], lambdaG: 0, courses: [] },
};
