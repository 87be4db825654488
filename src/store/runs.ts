import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import type { Evaluation, Preview } from '../train/events.ts';
import { Refused, type TrainerClient } from '../worker/client.ts';
import type { HistorySummary, Problem, RunOrigin, RunSummary } from '../worker/protocol.ts';
import { type Curves, createMetricLog, type MetricLog } from './metricLog.ts';
import { lookingBack, type SessionStore } from './session.ts';
import type { SettingsStore } from './settings.ts';

/** A run of this page, or of a file. Of the open one, curves and scores are those of when it was last left. */
export interface RunRecord {
  /** Below 0 for those of files. */
  readonly id: number;
  /** The live settings as they are now. */
  readonly config: Config;
  readonly origin: RunOrigin | null;
  readonly dataset: string;
  readonly curves: Curves;
  readonly evaluations: readonly Evaluation[];
  /** Drawn into the charts beside the open run. */
  readonly overlaid: boolean;
  /** The name of the file that it was read from, to be compared. */
  readonly file?: string;
}

export interface RunsState {
  /** The open run's number. */
  readonly open: number | null;
  readonly records: readonly RunRecord[];
}

export type RunsStore = StoreApi<RunsState>;

/** All runs of the page, and the ways between them and through their past. */
export interface Runs {
  readonly store: RunsStore;
  /** A new run from the moment that is looked at, with the settings of the form; the old one stays. */
  branch(): void;
  returnTo(run: number): void;
  /** Lists the run of a `.poseduel` file beside the others, drawn into the charts. What cannot be read is told. */
  compare(file: File): Promise<void>;
  forget(run: number): void;
  overlay(run: number, isOn: boolean): void;
  /** Shows the moment after `step` steps of the open run; null shows the present. Resolves when it is shown. */
  lookBack(step: number | null): Promise<void>;
  setBudget(bytes: number): void;
}

/** What the worker's events do to the runs. */
export interface RunKeeper extends Runs {
  /** Writes down what the open run has come to. */
  save(): void;
  /** The open run's live settings have changed. */
  tuned(live: LiveConfig): void;
  /** A run has been opened; its past, if it has one, is in the log again. */
  enter(run: RunSummary): void;
  prune(history: HistorySummary): void;
  /** All runs but those of files are gone with the worker that had them. */
  clear(): void;
}

interface Parts {
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly log: MetricLog;
  readonly client: () => TrainerClient;
  readonly report: (problem: Problem) => void;
}

/** Steps from before this page. By joint not all are kept: each has the numbers of the last one that is. */
function stepsOf({ step, columns, byJoint }: NonNullable<RunSummary['record']>, joints: number) {
  const held = (name: 'jointReal' | 'jointFake') => {
    const all = new Float32Array(step.length * joints).fill(Number.NaN);
    for (let i = 0, k = -1; byJoint && i < step.length; i++) {
      while (k + 1 < byJoint.step.length && byJoint.step[k + 1]! <= step[i]!) k++;
      if (k >= 0) all.set(byJoint[name].subarray(k * joints, (k + 1) * joints), i * joints);
    }
    return all;
  };
  return { count: step.length, joints, step, ...columns, jointReal: held('jointReal'), jointFake: held('jointFake') };
}

export function createRuns({ session, settings, log, client, report }: Parts): RunKeeper {
  const store: RunsStore = createStore<RunsState>(() => ({ open: null, records: [] }));
  const change = (id: number, part: Partial<RunRecord>) =>
    store.setState(({ records }) => ({ records: records.map((record) => (record.id === id ? { ...record, ...part } : record)) }));
  const find = (id: number | undefined) => store.getState().records.find((record) => record.id === id);
  let looking: AbortController | null = null;
  /** Of the last run that was read from a file. */
  let lastOfFile = 0;

  return {
    store,
    save() {
      const { run, evaluations } = session.getState();
      if (run && store.getState().open === run.id) change(run.id, { curves: log.copy(), evaluations });
    },
    tuned(live) {
      const record = find(store.getState().open ?? undefined);
      if (record) change(record.id, { config: { ...record.config, ...live } });
    },
    enter(run) {
      const before = find(run.id);
      const past = before ?? find(run.origin?.run);
      if (past) log.load(past.curves, run.step);
      else log.clear();
      if (run.record) log.append(stepsOf(run.record, run.probes.joints.length / (3 * run.probes.count)));
      const evaluations = (past ?? run.record)?.evaluations.filter(({ step }) => step <= run.step) ?? [];
      session.setState({ evaluations });
      if (before || run.record) settings.setState(run.config, true);
      const record: RunRecord = {
        ...{ id: run.id, config: run.config, origin: run.origin, dataset: session.getState().dataset?.name ?? '' },
        ...{ curves: log.copy(), evaluations, overlaid: false },
      };
      store.setState(({ records }) => ({ open: run.id, records: before ? records : [...records, record] }));
    },
    prune(history) {
      const kept = new Set(history.runs.map(({ id }) => id));
      const { open, records } = store.getState();
      const stays = ({ id, file }: RunRecord) => id === open || kept.has(id) || file !== undefined;
      if (!records.every(stays)) store.setState({ records: records.filter(stays) });
    },
    clear: () => store.setState(({ records }) => ({ open: null, records: records.filter(({ file }) => file !== undefined) })),
    branch() {
      const { run, lookedBackTo } = session.getState();
      if (run) client().send({ kind: 'branch', run: run.id, step: lookedBackTo, config: settings.getState() });
    },
    returnTo: (run) => client().send({ kind: 'return', run }),
    async compare(file) {
      try {
        const { config, dataset, skeleton, record } = await client().ask('runOfFile', { file });
        const curves = createMetricLog();
        curves.append(stepsOf(record, skeleton.joints.length));
        lastOfFile -= 1;
        const read: RunRecord = {
          ...{ id: lastOfFile, config, origin: null, dataset: dataset.name, file: file.name },
          ...{ curves: curves.copy(), evaluations: record.evaluations, overlaid: true },
        };
        store.setState(({ records }) => ({ records: [...records, read] }));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        report(error.problem);
      }
    },
    forget(run) {
      if (find(run)?.file === undefined) client().send({ kind: 'forget', run });
      else store.setState(({ records }) => ({ records: records.filter(({ id }) => id !== run) }));
    },
    overlay: (run, isOn) => change(run, { overlaid: isOn }),
    async lookBack(step) {
      looking?.abort();
      const { run } = session.getState();
      const show = (preview: Preview | null) => session.setState((state) => lookingBack(state, preview), true);
      if (step === null || !run) return show(null);
      const abort = new AbortController();
      looking = abort;
      try {
        const preview = await client().ask('moment', { run: run.id, step }, abort.signal);
        if (!abort.signal.aborted && session.getState().run?.id === run.id) show(preview);
      } catch (error) {
        if (!abort.signal.aborted && error instanceof Refused) report(error.problem);
      }
    },
    setBudget: (bytes) => client().send({ kind: 'budget', bytes }),
  };
}
