import { expect, test } from 'vitest';
import type { Finding } from '../../method/detectors.ts';
import { sightingsOf, spanWords } from './sightings.ts';

const finding = (id: Finding['id'], kind: Finding['kind'], sees = ''): Finding => ({ id, kind, title: id, sees, tries: '' });
const warming = finding('warming-up', 'note');
const zero = finding('k-at-zero', 'note');

test('moments side by side are one span; the last words count; trouble comes first', () => {
  const sightings = sightingsOf([
    { step: 0, findings: [] },
    { step: 10, findings: [warming] },
    { step: 40, findings: [warming] },
    { step: 300, findings: [finding('blurred-maps', 'trouble', 'six times'), zero] },
    { step: 900, findings: [zero] },
    { step: 1500, findings: [finding('blurred-maps', 'trouble', 'five times'), zero] },
  ]);
  expect(sightings.map((sighting) => [sighting.finding.id, spanWords(sighting)])).toEqual([
    ['blurred-maps', 'at steps 300, 1,500'],
    ['warming-up', 'at steps 10–40'],
    ['k-at-zero', 'at steps 300–1,500'],
  ]);
  expect(sightings[0]!.finding.sees).toBe('five times');
});

test('seen once', () => {
  expect(sightingsOf([{ step: 7, findings: [zero] }]).map(spanWords)).toEqual(['at step 7']);
});
