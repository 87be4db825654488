import { useCallback } from 'react';
import { detect, type Finding } from '../method/detectors.ts';
import { type Look, lookOf } from '../method/poseVariety.ts';
import type { Playground } from '../store/playground.ts';
import type { SessionState } from '../store/session.ts';
import type { Preview } from '../train/events.ts';
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
  const state = session.getState();
  const past = state.lookedBackTo;
  const length = past === null ? log.length : log.steps().findLastIndex((step) => step < past) + 1;
  const column = (name: Parameters<typeof log.column>[0]) => log.column(name).subarray(0, length);
  return detect({
    lossReal: column('lossReal'),
    lossFake: column('lossFake'),
    kT: column('kT'),
    lambdaG: column('lambdaG'),
    mGlobal: column('mGlobal'),
    peak: column('peak'),
    look: lookAt(state),
  });
}

function lookAt({ preview, run }: SessionState): Look | null {
  if (!preview || !run || run.probes.count === 0) return null;
  const known = looks.get(preview);
  if (known) return known;
  const { generated, truth, predicted, heatmap } = preview;
  const look = lookOf({ generated, truth, predicted, joints: run.probes.joints, count: run.probes.count, side: heatmap });
  looks.set(preview, look);
  return look;
}
