import type { DataErrorCode, DatasetReport } from '../data/dataset.ts';
import type { EngineDescription, EngineErrorCode } from '../engine/engine.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import type { RecordName } from '../method/recordNames.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import type { Evaluation, Preview, Probes } from '../train/events.ts';
import type { RunRecord } from '../train/record.ts';
import type { Answer, Ask, QuestionKind } from './questions/registry.ts';

/** What the page asks of the worker. */
export type Command =
  /** Opens a dataset and builds a run on it; what was open stays until the new one is whole. */
  | { readonly kind: 'open'; readonly source: DataSource; readonly config: Config }
  /** A new run from step 0 with these settings, on the open dataset. */
  | { readonly kind: 'configure'; readonly config: Config }
  /** 'auto' takes the best that works. The run goes on with its weights. */
  | { readonly kind: 'choose-engine'; readonly engine: EngineChoice }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'step-once' }
  | { readonly kind: 'tune'; readonly live: LiveConfig }
  | { readonly kind: 'evaluate' }
  /** Ends the running task (loading, compiling, evaluating) if there is one. */
  | { readonly kind: 'cancel' }
  /** A run from a kept moment on, or from the present of the open run (`step` null), beside the one that it comes from. */
  | { readonly kind: 'branch'; readonly run: number; readonly step: number | null; readonly config: Config }
  /** Goes on with a run of before, from its last moment. */
  | { readonly kind: 'return'; readonly run: number }
  /** Lets a run of before go. */
  | { readonly kind: 'forget'; readonly run: number }
  /** Bytes that the moments of all runs may take. */
  | { readonly kind: 'budget'; readonly bytes: number }
  /** Keeps the open run in the browser where it stands: the page may be closed. */
  | { readonly kind: 'keep' }
  /** Goes on with a run that is kept in the browser; its people are looked for among `sources` too. */
  | { readonly kind: 'go-on'; readonly key: string; readonly sources?: readonly FileSource[] }
  /** Goes on with the run in a `.poseduel` file. */
  | { readonly kind: 'open-run'; readonly file: File }
  /** Throws a kept run away. */
  | { readonly kind: 'discard'; readonly key: string }
  /** Bytes of the browser's files that kept runs may take. */
  | { readonly kind: 'keep-budget'; readonly bytes: number }
  /** Bytes of the browser's files that pictures may take. */
  | { readonly kind: 'pictures-budget'; readonly bytes: number }
  /** Throws the pictures that are kept away. */
  | { readonly kind: 'clear-pictures' }
  /** Is answered by 'answer' with the same number. */
  | {
      [Kind in QuestionKind]: { readonly kind: 'ask'; readonly number: number; readonly question: Kind; readonly ask: Ask<Kind> };
    }[QuestionKind]
  /** The page no longer wants the answer to this question. */
  | { readonly kind: 'withdraw'; readonly number: number }
  /** Is answered by 'here', at once. */
  | { readonly kind: 'are-you-there' };

export type DataSource =
  | { readonly kind: 'builtin' }
  /** What the question `understand` has read; `skeleton` in place of its own where the user has put it right. */
  | { readonly kind: 'understood'; readonly token: number; readonly skeleton?: Skeleton }
  | FileSource;

export interface FileSource {
  readonly kind: 'files';
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly file: File }[];
}

export type EngineChoice = 'auto' | (string & {});

/**
 * Where the run stands. `empty`: no dataset is open. `working`: a task runs (see 'task'), training waits. `ready`: built, not a step
 * made. `paused`, `running`: as they say. `failed`: the run has ended by an error; its last good weights can be exported.
 */
export type Phase = 'empty' | 'working' | 'ready' | 'paused' | 'running' | 'failed';

/** What the worker tells the page. */
export type WorkerEvent =
  | { readonly kind: 'here' }
  /** The worker has this lock of the origin for as long as it lives. */
  | { readonly kind: 'holds'; readonly lock: string }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'engines'; readonly engines: readonly EngineOption[]; readonly chosen: EngineChoice }
  /** A task's progress, 0 to 1; null when no task runs any more. */
  | { readonly kind: 'task'; readonly task: Task | null }
  | { readonly kind: 'dataset'; readonly dataset: DatasetSummary }
  /** A run was built: from now on all numbers belong to it. */
  | { readonly kind: 'run'; readonly run: RunSummary }
  | { readonly kind: 'history'; readonly history: HistorySummary }
  | { readonly kind: 'kept'; readonly kept: KeptSummary }
  | { readonly kind: 'pictures'; readonly pictures: PicturesSummary }
  | {
      readonly kind: 'engine';
      readonly engine: EngineDescription;
      readonly reason: string;
      readonly bytes: number;
      readonly buffers: number;
    }
  | { readonly kind: 'steps'; readonly steps: StepColumns }
  /** The open run stands after `step` steps again: the device was lost, and what came later with it. */
  | { readonly kind: 'back'; readonly step: number }
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: Answer<QuestionKind> }
  | { readonly kind: 'answer'; readonly number: number; readonly problem: Problem };

export interface EngineOption {
  readonly id: string;
  readonly title: string;
  readonly available: boolean;
  readonly reason: string;
}

export interface Task {
  readonly name: 'load' | 'prepare' | 'build' | 'evaluate' | 'answer';
  /** e.g. "Decoding pictures". */
  readonly title: string;
  readonly done: number;
}

export interface DatasetSummary {
  readonly name: string;
  readonly format: string;
  readonly skeleton: Skeleton;
  readonly report: DatasetReport;
}

export interface RunSummary {
  /** Its number among the runs of this page; a run that is gone back to has the number of before. */
  readonly id: number;
  /** Where it branches off; null when it began with fresh weights. */
  readonly origin: RunOrigin | null;
  readonly config: Config;
  readonly probes: Probes;
  /** Steps made before it: 0, but for a run that goes on from a kept state. */
  readonly step: number;
  /** How it went until now, if it comes from before this page. */
  readonly record?: RunRecord;
}

/** A moment of a run: after `step` steps. */
export interface RunOrigin {
  readonly run: number;
  readonly step: number;
}

/** What of all runs is kept to go back to. */
export interface HistorySummary {
  readonly runs: readonly {
    readonly id: number;
    /** The steps after which there is a moment, rising. */
    readonly steps: readonly number[];
    readonly bytes: number;
  }[];
  readonly bytes: number;
  readonly budget: number;
}

/** What is kept in the browser beyond this page. */
export interface KeptSummary {
  /** Where, for the user's eyes. */
  readonly place: string;
  /** The newest first. */
  readonly runs: readonly KeptRunSummary[];
  readonly bytes: number;
  readonly budget: number;
}

/** Pictures as the networks look at them, which are kept in the browser so that they need not be decoded again. */
export interface PicturesSummary {
  /** Where, for the user's eyes; null where nothing is kept. */
  readonly place: string | null;
  readonly sets: readonly {
    readonly key: string;
    /** The dataset's. */
    readonly name: string;
    /** Null of a set that nobody knows any more. */
    readonly people: number | null;
    /** Side of a picture, in pixels. */
    readonly size: number | null;
    readonly bytes: number;
    readonly isOpen: boolean;
  }[];
  readonly bytes: number;
  readonly budget: number;
  /** Pictures that were decoded since the open set was opened. */
  readonly decoded: number;
  /** Bytes of the open set that are in memory, and may be. */
  readonly memory: { readonly spent: number; readonly limit: number };
  /** Another page keeps those of the open set; here they are in memory alone. */
  readonly isElsewhere: boolean;
}

export interface KeptRunSummary {
  readonly key: string;
  readonly step: number;
  readonly preset: string;
  readonly dataset: string;
  readonly isBuiltin: boolean;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: number;
  /** Its number among the runs of this page; null when it is none of them. */
  readonly run: number | null;
  /** Another page has it open. */
  readonly isElsewhere: boolean;
}

/** Some consecutive steps, one typed column a number; at most ten such messages a second. */
export interface StepColumns extends Readonly<Record<RecordName, Float32Array>> {
  readonly count: number;
  readonly joints: number;
  readonly step: Float64Array;
  /** [count, J] each. */
  readonly jointReal: Float32Array;
  readonly jointFake: Float32Array;
  readonly jointMse: Float32Array;
}

export type ProblemCode =
  | DataErrorCode
  | EngineErrorCode
  | 'bad-config'
  | 'diverged'
  | 'no-run'
  | 'not-allowed'
  | 'new-version'
  | 'no-webgpu'
  | 'not-kept'
  | 'skipped-pictures'
  | 'unexpected'
  | 'worker-died'
  | 'worker-silent';

/** Something that the user should know; codes are for the interface, texts for people. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'note' | 'warning' | 'error';
  readonly message: string;
  /** What to do. */
  readonly cure: string;
  /** For a bug report. */
  readonly stack?: string;
}
