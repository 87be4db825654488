import { useCallback } from 'react';
import { detect, type Finding } from '../method/detectors.ts';
import { type Look, lookOf } from '../method/poseVariety.ts';
import type { Curves, MetricName } from '../store/metricLog.ts';
import type { Playground } from '../store/playground.ts';
import type { Preview, Probes } from '../train/events.ts';
import { usePlayground, useRedraw } from './playground.ts';

/** Measured once a preview. */
const looks = new WeakMap<Preview, Look>();

/** What the detectors see at the moment that is looked at, the gravest first. */
export function useFindings(): readonly Finding[] {
  const playground = usePlayground();
  const read = useCallback(() => findingsOf(playground), [playground]);
  return useRedraw(playground.charts, read);
}

function findingsOf({ log, session }: Playground): readonly Finding[] {
  const { preview, run, lookedBackTo } = session.getState();
  return findingsAt(log, lookedBackTo ?? Number.POSITIVE_INFINITY, preview && run ? lookAt(preview, run.probes) : null);
}

/** What the detectors see after the first `steps` steps, in pictures that look so. */
export function findingsAt(curves: Curves, steps: number, look: Look | null): readonly Finding[] {
  const length = curves.steps().findLastIndex((step) => step < steps) + 1;
  const column = (name: MetricName) => curves.column(name).subarray(0, length);
  return detect({
    lossReal: column('lossReal'),
    lossFake: column('lossFake'),
    kT: column('kT'),
    lambdaG: column('lambdaG'),
    mGlobal: column('mGlobal'),
    peak: column('peak'),
    look,
  });
}

/** What the watched pictures look like; null where there are none. */
export function lookAt(preview: Preview, probes: Probes): Look | null {
  if (probes.count === 0) return null;
  const known = looks.get(preview);
  if (known) return known;
  const { generated, truth, predicted, heatmap } = preview;
  const look = lookOf({ generated, truth, predicted, joints: probes.joints, count: probes.count, side: heatmap });
  looks.set(preview, look);
  return look;
}
