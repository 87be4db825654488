import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Evaluation, Preview } from '../train/events.ts';
import { Refused, type TrainerClient } from '../worker/client.ts';
import type { Problem } from '../worker/protocol.ts';
import type { Answer } from '../worker/questions/registry.ts';

type TwinEvent = Answer<'twin'>['events'][number];

/** How one of the two went, with one seed. */
export interface TwinCourse {
  readonly seed: number;
  readonly side: TwinEvent['side'];
  /** L_MSE of each step. */
  readonly lossMse: readonly number[];
  readonly lossReal: readonly number[];
  readonly lossFake: readonly number[];
  readonly evaluations: readonly Evaluation[];
  /** Of the last step. */
  readonly preview: Preview | null;
  readonly divergedAt: number | null;
}

export interface TwinState {
  readonly phase: 'none' | 'running' | 'paused' | 'done' | 'cancelled';
  /** Of each run. */
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly lambdaG: number;
  readonly courses: readonly TwinCourse[];
}

/** The comparison of a run with its twin that does not hear the adversary. */
export interface Twin {
  readonly store: StoreApi<TwinState>;
  /** Starts a new one; the results of the one before go. */
  start(seeds: readonly number[], steps: number, lambdaG: number): void;
  pause(): void;
  resume(): void;
  cancel(): void;
}

const nothing: TwinState = { phase: 'none', steps: 0, seeds: [], lambdaG: 0, courses: [] };

/** @param pauseRun the open run waits while the twins train */
export function createTwin(ask: TrainerClient['ask'], report: (problem: Problem) => void, pauseRun: () => void): Twin {
  const store = createStore<TwinState>(() => nothing);
  let turn = 0;

  /** Asks for slice after slice, until all is done or another turn begins. */
  async function go(first: Parameters<typeof ask<'twin'>>[1]): Promise<void> {
    const mine = ++turn;
    for (let next = first; turn === mine; next = { do: 'pull' }) {
      try {
        const { events, isDone } = await ask('twin', next);
        store.setState((state) => ({ courses: events.reduce(withEvent, state.courses) }));
        if (isDone && turn === mine) return store.setState({ phase: 'done' });
      } catch (error) {
        if (turn === mine) store.setState({ phase: 'cancelled' });
        if (error instanceof Refused && error.problem.code !== 'cancelled') report(error.problem);
        void ask('twin', { do: 'end' }).catch(() => {});
        return;
      }
    }
  }

  return {
    store,
    start(seeds, steps, lambdaG) {
      pauseRun();
      store.setState({ phase: 'running', steps, seeds, lambdaG, courses: [] }, true);
      void go({ do: 'begin', seeds, steps });
    },
    pause() {
      turn++;
      store.setState({ phase: 'paused' });
    },
    resume() {
      pauseRun();
      store.setState({ phase: 'running' });
      void go({ do: 'pull' });
    },
    cancel() {
      turn++;
      store.setState({ phase: 'cancelled' });
      void ask('twin', { do: 'end' }).catch(() => {});
    },
  };
}

function withEvent(courses: readonly TwinCourse[], event: TwinEvent): readonly TwinCourse[] {
  const { seed, side } = event;
  const known = courses.find((course) => course.seed === seed && course.side === side);
  const course = known ?? { seed, side, lossMse: [], lossReal: [], lossFake: [], evaluations: [], preview: null, divergedAt: null };
  const next = after(course, event);
  return known ? courses.map((other) => (other === known ? next : other)) : [...courses, next];
}

function after(course: TwinCourse, event: TwinEvent): TwinCourse {
  switch (event.kind) {
    case 'step': {
      const { lossMse, lossReal, lossFake } = event.step;
      return {
        ...course,
        lossMse: [...course.lossMse, lossMse],
        lossReal: [...course.lossReal, lossReal],
        lossFake: [...course.lossFake, lossFake],
      };
    }
    case 'evaluation':
      return { ...course, evaluations: [...course.evaluations, event.evaluation] };
    case 'preview':
      return { ...course, preview: event.preview };
    case 'diverged':
      return { ...course, divergedAt: event.step };
    default:
      return event satisfies never;
  }
}

/** Mean, least and greatest over the seeds of what an evaluation says; null where nothing does. */
export function spread(values: readonly number[]): { readonly mean: number; readonly low: number; readonly high: number } | null {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return null;
  return { mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length, low: Math.min(...numbers), high: Math.max(...numbers) };
}

/** One row a step of each run: `seed,side,step,loss_mse,loss_real,loss_fake,pck,pck_visible,pck_occluded`. */
export function twinCsv(courses: readonly TwinCourse[]): string {
  const rows = courses.flatMap(({ seed, side, lossMse, lossReal, lossFake, evaluations }) =>
    lossMse.map((mse, i) => {
      const score = evaluations.find(({ step }) => step === i + 1);
      return [seed, side, i + 1, mse, lossReal[i], lossFake[i], score?.pck ?? '', score?.pckVisible ?? '', score?.pckOccluded ?? ''].join();
    }),
  );
  return ['seed,side,step,loss_mse,loss_real,loss_fake,pck,pck_visible,pck_occluded', ...rows, ''].join('\n');
}
