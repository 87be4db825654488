import { type Config, hyperparameters, weightNames } from '../../method/hyperparameters.ts';
import type { Desk } from '../desk.ts';
import type { RunOrigin } from '../protocol.ts';
import { Unanswerable } from '../questions/question.ts';

/**
 * Begins a run at a kept moment, or at the present of the run that lies open.
 * @throws Unanswerable when nothing is kept of that moment, or its weights do not fit the settings
 */
export async function branch(desk: Desk, origin: RunOrigin, config: Config, signal: AbortSignal): Promise<void> {
  const kept = desk.history.run(origin.run);
  const isPresent = desk.recorder.kept?.id === origin.run && desk.run?.step === origin.step;
  const state = desk.history.state(origin.run, origin.step) ?? (isPresent ? await desk.run?.state() : undefined);
  if (!kept || state?.step !== origin.step)
    throw new Unanswerable('no-run', `Step ${origin.step} of that run is no longer kept.`, 'Choose another moment to branch from.');
  const unfit = weightNames.filter((name) => config[name] !== kept.config[name]).map((name) => hyperparameters[name].title);
  if (unfit.length > 0)
    throw new Unanswerable(
      'no-run',
      `Weights of that run do not fit other settings of: ${unfit.join(', ')}.`,
      'Put them back to branch, or start a new run with them.',
    );
  await desk.begin(config, await desk.people(kept.dataset, config, signal), signal, state, origin);
}

/** @throws Unanswerable when its weights are no longer kept */
export async function returnTo(desk: Desk, id: number, signal: AbortSignal): Promise<void> {
  if (desk.recorder.kept?.id === id) return;
  const kept = desk.history.run(id);
  const state = desk.history.state(id);
  if (!kept || !state) throw new Unanswerable('no-run', 'The weights of that run are no longer kept.', 'Its curves can still be compared.');
  await desk.begin(kept.config, await desk.people(kept.dataset, kept.config, signal), signal, state, kept);
}

/** The run that lies open stays. */
export function forget(desk: Desk, id: number): void {
  if (desk.recorder.kept?.id !== id) desk.history.forget(id);
  desk.recorder.tell();
}
