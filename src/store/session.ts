import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineDescription } from '../engine/engine.ts';
import type { Evaluation, Preview } from '../train/events.ts';
import type {
  DatasetSummary,
  EngineChoice,
  EngineOption,
  HistorySummary,
  KeptRunSummary,
  KeptSummary,
  Phase,
  PicturesSummary,
  Problem,
  RunSummary,
  Task,
  WorkerEvent,
} from '../worker/protocol.ts';
import type { Answer } from '../worker/questions/registry.ts';

export type Understanding = Answer<'understand'>;

/** A problem that the user has not put away yet. */
export interface Notice {
  readonly id: number;
  readonly problem: Problem;
  /** How often the same words have come. */
  readonly times: number;
}

interface EngineStatus {
  readonly description: EngineDescription;
  readonly reason: string;
  readonly bytes: number;
  readonly buffers: number;
}

/** All that the worker has told, the steps aside (see metricLog.ts). */
export interface SessionState {
  /** False until the worker has spoken. */
  readonly awake: boolean;
  readonly phase: Phase;
  readonly task: Task | null;
  readonly engines: readonly EngineOption[];
  readonly chosenEngine: EngineChoice;
  readonly engine: EngineStatus | null;
  readonly dataset: DatasetSummary | null;
  /** What was understood of files that the user has not said yes to. */
  readonly found: Understanding | null;
  readonly run: RunSummary | null;
  /** How many runs there have been; a new number means that all charts start anew. */
  readonly runNumber: number;
  /** What is shown of the watched pictures: the newest there is, or that of the moment looked back to. */
  readonly preview: Preview | null;
  /** The newest. */
  readonly livePreview: Preview | null;
  /** The step looked back to; null in the present. */
  readonly lookedBackTo: number | null;
  readonly history: HistorySummary | null;
  /** What is kept in the browser; null until that is known, and where nothing can be. */
  readonly kept: KeptSummary | null;
  /** The pictures that are kept in the browser; null until that is known. */
  readonly pictures: PicturesSummary | null;
  readonly evaluations: readonly Evaluation[];
  readonly notices: readonly Notice[];
  /** The last error; what the failed state shows. */
  readonly failure: Problem | null;
}

export const initialSession: SessionState = {
  awake: false,
  phase: 'empty',
  task: null,
  engines: [],
  chosenEngine: 'auto',
  engine: null,
  dataset: null,
  found: null,
  run: null,
  runNumber: 0,
  preview: null,
  livePreview: null,
  lookedBackTo: null,
  history: null,
  kept: null,
  pictures: null,
  evaluations: [],
  notices: [],
  failure: null,
};

const nothingSeen = { preview: null, livePreview: null, lookedBackTo: null, evaluations: [] };

export type SessionStore = StoreApi<SessionState>;

export function createSession(): SessionStore {
  return createStore<SessionState>(() => initialSession);
}

/** The session after an event. Steps and files change nothing here. */
export function reduceSession(state: SessionState, event: WorkerEvent): SessionState {
  switch (event.kind) {
    case 'phase':
      return withPhase(state, event.phase);
    case 'task':
      // Told after every step, mostly without news: then nobody has to look.
      return state.awake && state.task === event.task ? state : { ...state, awake: true, task: event.task };
    case 'engines':
      return { ...state, engines: event.engines, chosenEngine: event.chosen };
    case 'engine':
      return {
        ...state,
        engine: { description: event.engine, reason: event.reason, bytes: event.bytes, buffers: event.buffers },
      };
    case 'dataset':
      return withDataset(state, event.dataset);
    case 'run':
      return { ...state, ...nothingSeen, run: event.run, runNumber: state.runNumber + 1, failure: null };
    case 'history':
      return { ...state, history: event.history };
    case 'kept':
      return { ...state, kept: event.kept };
    case 'pictures':
      return { ...state, pictures: event.pictures };
    case 'preview':
      return { ...state, livePreview: event.preview, preview: state.lookedBackTo === null ? event.preview : state.preview };
    case 'evaluation':
      return { ...state, evaluations: withEvaluation(state.evaluations, event.evaluation) };
    case 'back':
      return { ...state, evaluations: state.evaluations.filter(({ step }) => step <= event.step) };
    case 'problem':
      return withProblem(state, event.problem);
    case 'steps':
    case 'answer':
    case 'here':
    case 'holds':
      return state;
    default:
      return event satisfies never;
  }
}

/** The session looking back to `preview`; with null it looks at the present again. */
export function lookingBack(state: SessionState, preview: Preview | null): SessionState {
  return { ...state, preview: preview ?? state.livePreview, lookedBackTo: preview?.step ?? null };
}

/** The last score at the moment that is looked at. */
export function shownEvaluation({ evaluations, lookedBackTo }: SessionState): Evaluation | undefined {
  return lookedBackTo === null ? evaluations.at(-1) : evaluations.findLast(({ step }) => step <= lookedBackTo);
}

/** Adds a problem; one that says the same as a notice already there is counted, and a longer list of bad pictures takes its place. */
export function withProblem(state: SessionState, problem: Problem): SessionState {
  if (problem.code === 'skipped-pictures') {
    const older = state.notices.find((notice) => notice.problem.code === problem.code && notice.problem.message !== problem.message);
    if (older) return { ...state, notices: state.notices.map((notice) => (notice === older ? { ...notice, problem } : notice)) };
  }
  const same = state.notices.find((notice) => notice.problem.code === problem.code && notice.problem.message === problem.message);
  const id = state.notices.reduce((last, notice) => Math.max(last, notice.id), 0) + 1;
  const notices = same
    ? state.notices.map((notice) => (notice === same ? { ...notice, times: notice.times + 1 } : notice))
    : [...state.notices, { id, problem, times: 1 }];
  return { ...state, notices, failure: problem.severity === 'error' ? problem : state.failure };
}

/** The session without notices of a kind. */
export function withoutProblems(code: Problem['code']): (state: SessionState) => SessionState {
  return (state) => ({ ...state, notices: state.notices.filter(({ problem }) => problem.code !== code) });
}

export function withoutNotice(state: SessionState, id: number): SessionState {
  return { ...state, notices: state.notices.filter((notice) => notice.id !== id) };
}

/** A run whose maps have other joints than the dataset has nothing to show any more; its successor is about to be told. */
function withDataset(state: SessionState, dataset: DatasetSummary): SessionState {
  const isSame = state.dataset?.skeleton.joints.join() === dataset.skeleton.joints.join();
  return isSame ? { ...state, dataset } : { ...state, ...nothingSeen, dataset, run: null };
}

/** Once a failed run is left behind, its failure, which stood in the middle of the page, need not be told again. */
function withPhase(state: SessionState, phase: Phase): SessionState {
  if (state.phase !== 'failed' || phase === 'failed') return { ...state, awake: true, phase };
  const notices = state.notices.filter((notice) => notice.problem !== state.failure);
  return { ...state, awake: true, phase, notices, failure: null };
}

/** The notices that no other part of the page shows already. */
export function noticesToShow({ phase, notices, failure }: SessionState): readonly Notice[] {
  return phase === 'failed' && failure ? notices.filter((notice) => notice.problem !== failure) : notices;
}

/** Evaluations rise in steps: one at a step that was evaluated before takes the place of all from there. */
function withEvaluation(evaluations: readonly Evaluation[], evaluation: Evaluation): readonly Evaluation[] {
  return [...evaluations.filter((other) => other.step < evaluation.step), evaluation];
}

/** Kept runs from before this page that no other page has open, the newest first. */
export function keptToOffer({ kept }: Pick<SessionState, 'kept'>): readonly KeptRunSummary[] {
  return kept?.runs.filter(({ run, isElsewhere }) => run === null && !isElsewhere) ?? [];
}

/** Whether training can be started or stopped now; an evaluation on the way does not take that away. */
export function canTrain(state: SessionState): boolean {
  return state.run !== null && (state.phase === 'ready' || state.phase === 'paused' || state.phase === 'running');
}
