import { expect, test } from 'vitest';
import { defaultConfig } from '../method/hyperparameters.ts';
import { coco17, mpii16, type Skeleton } from '../pose/skeleton.ts';
import type { Evaluation, Preview } from '../train/events.ts';
import type { Problem, WorkerEvent } from '../worker/protocol.ts';
import { canTrain, initialSession, lookingBack, noticesToShow, reduceSession, shownEvaluation, withoutNotice } from './session.ts';

const after = (...events: WorkerEvent[]) => events.reduce(reduceSession, initialSession);
const warning: Problem = { code: 'skipped-pictures', severity: 'warning', message: '3 pictures do not decode', cure: 'They are left out.' };
const error: Problem = { code: 'diverged', severity: 'error', message: 'L_MSE was not finite', cure: 'Lower the learning rate.' };
const probes = { count: 0, size: 1, pixels: new Uint8ClampedArray(), ids: [], splits: [], joints: new Float32Array() };
const run: WorkerEvent = { kind: 'run', run: { id: 1, origin: null, config: defaultConfig, probes, step: 0 } };

function evaluation(step: number, pck: number): Evaluation {
  return {
    step,
    pictures: 4,
    labels: 60,
    labelsOfTeacher: 0,
    pck,
    pckVisible: pck,
    pckOccluded: pck,
    pckh: null,
    oks: null,
    oksAp: null,
    pckBox: null,
    auc: 0,
    pckByJoint: new Float32Array(),
    commentByJoint: new Float32Array(),
    rhoComment: Number.NaN,
    rhoConfidence: Number.NaN,
    rhoTogether: Number.NaN,
    lossReal: 0,
    lossFake: 0,
  };
}

test('training waits for a run', () => {
  expect(canTrain(initialSession)).toBe(false);
  expect(canTrain(after(run, { kind: 'phase', phase: 'working' }))).toBe(false);
  for (const phase of ['ready', 'paused', 'running'] as const) expect(canTrain(after(run, { kind: 'phase', phase }))).toBe(true);
});

test('a task comes and goes', () => {
  const task = { name: 'load', title: 'Decoding pictures', done: 0.5 } as const;
  expect(after({ kind: 'task', task }).task).toEqual(task);
  expect(after({ kind: 'task', task }, { kind: 'task', task: null }).task).toBeNull();
});

test('a new run takes nothing from the one before', () => {
  const state = after(run, { kind: 'evaluation', evaluation: evaluation(100, 0.5) }, { kind: 'problem', problem: error }, run);
  expect(state).toMatchObject({ runNumber: 2, evaluations: [], preview: null, failure: null });
  expect(state.notices).toHaveLength(1); // what was said stays until it is put away
});

test('looking back holds what is shown while the run goes on', () => {
  const preview = (step: number): Preview => {
    const none = new Float32Array();
    const maps = { truth: none, generated: none, redrawnGenerated: none, redrawnTruth: none };
    return { ...maps, step, heatmap: 1, predicted: none, comment: none, energyComment: none };
  };
  const scores = [100, 200].map((step): WorkerEvent => ({ kind: 'evaluation', evaluation: evaluation(step, 0.5) }));
  const back = lookingBack(after(run, ...scores, { kind: 'preview', preview: preview(210) }), preview(150));
  expect([back.preview?.step, back.lookedBackTo, shownEvaluation(back)?.step]).toEqual([150, 150, 100]);
  const later = reduceSession(back, { kind: 'preview', preview: preview(220) });
  expect(later.preview?.step).toBe(150);
  const live = lookingBack(later, null);
  expect([live.preview?.step, live.lookedBackTo, shownEvaluation(live)?.step]).toEqual([220, null, 200]);
});

test('a task that has not changed changes nothing', () => {
  const state = after({ kind: 'task', task: null });
  expect(reduceSession(state, { kind: 'task', task: null })).toBe(state);
});

test('a dataset with other joints takes the run along', () => {
  const dataset = (skeleton: Skeleton): WorkerEvent => ({
    kind: 'dataset',
    dataset: {
      name: 'People',
      format: 'COCO keypoints',
      skeleton,
      report: { pictures: 0, people: 0, train: 0, validation: 0, skipped: [], coverage: [] },
    },
  });
  expect(after(dataset(mpii16), run, dataset(mpii16)).run).not.toBeNull();
  expect(after(dataset(mpii16), run, dataset(coco17)).run).toBeNull();
});

test('a second evaluation at a step takes the place of the first', () => {
  const event = (step: number, pck: number): WorkerEvent => ({ kind: 'evaluation', evaluation: evaluation(step, pck) });
  expect(after(event(0, 0.1), event(100, 0.2), event(100, 0.3)).evaluations.map(({ step, pck }) => [step, pck])).toEqual([
    [0, 0.1],
    [100, 0.3],
  ]);
});

test('a failure is shown once, and goes with the run that it ended', () => {
  const failed = after(run, { kind: 'problem', problem: error }, { kind: 'phase', phase: 'failed' });
  expect([failed.failure, noticesToShow(failed)]).toEqual([error, []]);
  const next = reduceSession(failed, { kind: 'phase', phase: 'working' });
  expect([next.failure, next.notices]).toEqual([null, []]);
  const still = after(run, { kind: 'problem', problem: error }, { kind: 'phase', phase: 'paused' });
  expect(noticesToShow(still).map(({ problem }) => problem)).toEqual([error]);
});

test('no message is lost: the same words are counted, others stand beside them', () => {
  const event = (problem: Problem): WorkerEvent => ({ kind: 'problem', problem });
  const state = after(event(warning), event(error), event(warning));
  expect(state.notices.map(({ problem, times }) => [problem.code, times])).toEqual([
    ['skipped-pictures', 2],
    ['diverged', 1],
  ]);
  expect(state.failure).toBe(error);
  const rest = withoutNotice(state, state.notices[0]!.id);
  expect(rest.notices.map(({ problem }) => problem.code)).toEqual(['diverged']);
});
