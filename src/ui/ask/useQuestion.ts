import { useCallback, useMemo, useState } from 'react';
import { presets } from '../../network/presets.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import type { Preview } from '../../train/events.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { amended, begun, committed, type History, redone, undone } from './history.ts';
import { plainQuestion, type Question } from './question.ts';
import { type Spots, spotsOf } from './spots.ts';

export type Start = 'truth' | 'predicted';

/** The question that is being made up, what it started from, and the ways to change it. */
export interface Asking {
  readonly start: Start;
  readonly untouched: Spots;
  /** The true pose of the next picture. */
  readonly other: Spots;
  /** Which joints are labelled, [J]: 1 or 0. The others stay empty, as in training. */
  readonly weights: Float32Array;
  readonly question: Question;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  change(next: (question: Question) => Question): void;
  /** Goes on with the last change. */
  amend(next: (question: Question) => Question): void;
  undo(): void;
  redo(): void;
  /** Begins anew from the true pose, or from the predicted one as it is now. */
  startFrom(start: Start): void;
}

interface Scene {
  /** What it was made for: another run or picture begins anew. */
  readonly of: object;
  readonly probe: number;
  readonly start: Start;
  readonly untouched: Spots;
  readonly history: History<Question>;
}

export function useQuestion(run: RunSummary, preview: Preview, skeleton: Skeleton, probe: number): Asking {
  const joints = skeleton.joints.length;
  const pose = useCallback((all: Float32Array, n: number) => all.subarray(3 * n * joints, 3 * (n + 1) * joints), [joints]);
  const fixed = useMemo(() => {
    const { probes } = run;
    const truth = (n: number) => spotsOf(pose(probes.joints, n), (j) => probes.joints[3 * (n * joints + j) + 2]! > 0);
    const own = truth(probe);
    const weights = Float32Array.from(own, (row) => Math.min(1, row.length));
    const other = truth((probe + 1) % probes.count).map((row, j) => (weights[j] ? row : []));
    return { truth: own, weights, other };
  }, [run, probe, joints, pose]);
  const scene = (start: Start): Scene => {
    const untouched = start === 'truth' ? fixed.truth : spotsOf(pose(preview.predicted, probe), (j) => fixed.weights[j] === 1);
    return { of: run, probe, start, untouched, history: begun(plainQuestion(untouched)) };
  };
  const [state, setState] = useState(() => scene('truth'));
  // Another picture or run: begin anew at once, not after a render with the wrong pose.
  const current = state.of === run && state.probe === probe ? state : scene(state.start);
  if (current !== state) setState(current);
  const step = (change: (history: History<Question>) => History<Question>) =>
    setState((before) => ({ ...before, history: change(before.history) }));
  return {
    ...fixed,
    start: current.start,
    untouched: current.untouched,
    question: current.history.present,
    canUndo: current.history.past.length > 0,
    canRedo: current.history.future.length > 0,
    change: (next) => step((history) => committed(history, next(history.present))),
    amend: (next) => step((history) => amended(history, next(history.present))),
    undo: () => step(undone),
    redo: () => step(redone),
    startFrom: (start) => setState(scene(start)),
  };
}

/** Side and σ of a run's heatmaps. */
export function mapSizeOf(run: RunSummary): { readonly size: number; readonly sigma: number } {
  const { heatmap, sigma } = presets[run.config.preset];
  return { size: heatmap, sigma };
}
