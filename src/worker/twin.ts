import type { Config } from '../method/hyperparameters.ts';
import type { Evaluation, Preview } from '../train/events.ts';
import type { Run } from './run.ts';

/** What a step of either run said. */
interface TwinStep {
  readonly step: number;
  readonly lossMse: number;
  readonly lossReal: number;
  readonly lossFake: number;
  readonly kT: number;
}

/** One thing that happened to one of the two: `with` the adversary, or `without` (λ_G = 0). */
export type TwinEvent = { readonly seed: number; readonly side: 'with' | 'without' } & (
  | { readonly kind: 'step'; readonly step: TwinStep }
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  /** The watched pictures at the end. */
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'diverged'; readonly step: number }
);

/** Scores along the way. */
const twinScores = 8;

/**
 * Trains each seed twice, with the adversary and without, the same batches in the same order, in turns on two engines: the one that is
 * behind makes the next step. To be pulled like any training; `return()` lets go of both engines.
 * @param steps of each run, a multiple of `twinScores`
 */
export async function* twin(
  make: (config: Config) => Promise<Run>,
  config: Config,
  seeds: readonly number[],
  steps: number,
): AsyncGenerator<TwinEvent, void> {
  for (const seed of seeds) {
    const sides: { readonly name: TwinEvent['side']; readonly run: Run; isDone: boolean }[] = [];
    try {
      for (const name of ['with', 'without'] as const) {
        const lambdaG = name === 'with' ? config.lambdaG : 0;
        sides.push({ name, run: await make({ ...config, seed, lambdaG, evaluateEvery: steps / twinScores }), isDone: false });
      }
      for (;;) {
        const behind = sides.filter(({ isDone }) => !isDone).sort((a, b) => a.run.step - b.run.step)[0];
        if (!behind) break;
        const event = await behind.run.next();
        const about = { seed, side: behind.name };
        if (event?.kind === 'step') {
          const { step, lossMse, lossReal, lossFake, kT } = event.metrics;
          yield { ...about, kind: 'step', step: { step, lossMse, lossReal, lossFake, kT } };
        } else if (event?.kind === 'evaluation') yield { ...about, ...event };
        else if (event?.kind === 'preview' && event.preview.step === steps) {
          behind.isDone = true;
          yield { ...about, ...event };
        } else if (event?.kind === 'diverged') {
          behind.isDone = true;
          yield { ...about, kind: 'diverged', step: event.step };
        }
      }
    } finally {
      for (const { run } of sides) await run.end();
    }
  }
}
