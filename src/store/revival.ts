import { Refused, type TrainerClient, type TrainerListener } from '../worker/client.ts';
import type { DataSource, FileSource, Problem, WorkerEvent } from '../worker/protocol.ts';
import type { RunKeeper } from './runs.ts';
import { initialSession, type SessionStore, withoutProblems } from './session.ts';
import { restartConfig, type SettingsStore } from './settings.ts';

/** Where a set of the user's came from, so that it can be opened again; its skeleton where the user has put it right. */
interface Opened extends FileSource {
  readonly skeleton: Extract<DataSource, { kind: 'understood' }>['skeleton'];
}

/** Brings the run back when the worker is gone: from where it was kept last, or from its first step. */
export interface Revival extends Omit<TrainerListener, 'event'> {
  /** A set of files was opened by this name. */
  opened(set: Opened): void;
  heard(event: WorkerEvent): void;
  /** Whether the worker has died so often that it is not started by itself any more. */
  hasGivenUp(): boolean;
  /** Ends the worker, if there still is one, and goes on with another. */
  revive(): void;
}

interface Parts {
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly runs: RunKeeper;
  readonly client: () => TrainerClient;
  readonly report: (problem: Problem) => void;
}

/** Deaths without a step between, after which the user is asked. */
const patience = 2;

export function createRevival({ session, settings, runs, client, report }: Parts): Revival {
  const sets = new Map<string, Opened>();
  let deaths = 0;
  let isGivenUp = false;

  /** What the worker has to be told so that the run goes on. */
  const revive = () => {
    const { run, kept, phase, dataset, chosenEngine, notices, runNumber } = session.getState();
    const saved = kept?.runs.find((each) => run && each.run === run.id);
    const set = sets.get(dataset?.name ?? '');
    const config = run ? restartConfig(settings.getState(), run.config) : settings.getState();
    isGivenUp = false;
    client().restart();
    session.setState({ ...initialSession, notices, runNumber }, true);
    session.setState(withoutProblems('worker-silent'));
    runs.clear();
    if (chosenEngine !== 'auto') client().send({ kind: 'choose-engine', engine: chosenEngine });
    const play = () => {
      if (phase === 'running') client().send({ kind: 'play' });
    };
    const open = (source: DataSource) => {
      client().send({ kind: 'open', source, config });
      play();
    };
    if (saved) {
      client().send({ kind: 'go-on', key: saved.key, sources: set ? [set] : [] });
      play();
    } else if (!set) open({ kind: 'builtin' });
    else
      client()
        .ask('understand', set)
        .then(({ token }) => open({ kind: 'understood', token, ...(set.skeleton ? { skeleton: set.skeleton } : {}) }))
        .catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error;
          report(error.problem);
        });
  };

  return {
    revive,
    hasGivenUp: () => isGivenUp,
    opened: (set) => void sets.set(set.name, set),
    heard(event) {
      if (event.kind === 'steps') deaths = 0;
    },
    died(why) {
      const { run, kept } = session.getState();
      const saved = kept?.runs.find((each) => run && each.run === run.id);
      const message = `The worker that trains has died: ${why}.`;
      if (++deaths > patience) {
        isGivenUp = true;
        const cure = 'Restart goes on from where the run was kept last. If it dies again, choose smaller networks, or reload the page.';
        report({ code: 'worker-died', severity: 'error', message, cure });
        return session.setState({ phase: 'failed', task: null });
      }
      const cure = saved
        ? `Another one was started, and the run goes on from step ${saved.step.toLocaleString('en')}, where it was kept last.`
        : 'Another one was started. Nothing of the run had been kept, so it begins again.';
      report({ code: 'worker-died', severity: 'warning', message, cure });
      revive();
    },
    silent(isSilent) {
      session.setState(withoutProblems('worker-silent'));
      if (!isSilent) return;
      const cure = 'It may be busy with a very long step: then wait. “Restart it” goes on from where the run was kept last.';
      report({ code: 'worker-silent', severity: 'warning', message: 'The worker that trains has not answered for a while.', cure });
    },
  };
}
