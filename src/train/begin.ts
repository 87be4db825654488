import type { LiveSettings, StepMetrics } from '../engine/engine.ts';
import type { LiveConfig } from '../method/hyperparameters.ts';
import type { Batches } from './batches.ts';
import { liveSettings } from './duel.ts';
import type { PeopleBatch } from './people.ts';
import type { Training } from './train.ts';

/** A step that the engine has been given, or will be as soon as its pictures are there. */
export interface Begun {
  /** What was set when it was begun. */
  readonly settings: LiveConfig;
  readonly live: LiveSettings;
  readonly pictures: Promise<PeopleBatch>;
  readonly answer: Promise<{
    readonly metrics: StepMetrics;
    /** Milliseconds in which the engine had nothing to do but wait for the pictures. */
    readonly waited: number;
  }>;
}

/** Gives a step to the engine, after the one `before`, where that is still under way. */
export function begin({ config, engine, live, trains }: Training, batches: Batches, step: number, before?: Begun): Begun {
  const settings = live();
  const now = { ...liveSettings(settings, config, step), ...trains?.() };
  let idleSince = performance.now();
  if (before) {
    idleSince = Number.POSITIVE_INFINITY;
    const note = () => {
      idleSince = performance.now();
    };
    before.answer.then(note, note);
  }
  // The engine is given its steps in order, whichever pictures are there first.
  const pictures = Promise.all([batches.at(step), before?.pictures]).then(([batch]) => batch);
  const answer = pictures.then(async (batch) => {
    const waited = Math.max(0, performance.now() - idleSince);
    return { metrics: await engine.step(batch, now), waited };
  });
  // Whoever waits for it hears of a failure; of a step that comes after a failed one nobody asks.
  answer.catch(() => {});
  return { settings, live: now, pictures, answer };
}
