import { type Config, hyperparameters, weightNames } from '../../method/hyperparameters.ts';
import type { Desk } from '../desk.ts';
import { Unanswerable } from '../questions/question.ts';

/**
 * Begins a run at a kept moment, or at the present of the run that lies open.
 * @throws Unanswerable when nothing is kept of that moment, or its weights do not fit the settings
 */
export async function branch(
  desk: Desk,
  { run, step, config }: { readonly run: number; readonly step: number | null; readonly config: Config },
  signal: AbortSignal,
): Promise<void> {
  const kept = desk.history.run(run);
  const isOpen = desk.recorder.kept?.id === run;
  const state = step !== null ? desk.history.state(run, step) : isOpen ? await desk.run?.state() : undefined;
  if (!kept || !state)
    throw new Unanswerable('no-run', `Step ${step ?? 'now'} of that run is no longer kept.`, 'Choose another moment to branch from.');
  const unfit = weightNames.filter((name) => config[name] !== kept.config[name]).map((name) => hyperparameters[name].title);
  if (unfit.length > 0)
    throw new Unanswerable(
      'no-run',
      `Weights of that run do not fit other settings of: ${unfit.join(', ')}.`,
      'Put them back to branch, or start a new run with them.',
    );
  await desk.begin(config, await desk.people(kept.dataset, config, signal), signal, state, { run, step: state.step });
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
export async function forget(desk: Desk, id: number): Promise<void> {
  if (desk.recorder.kept?.id !== id) desk.history.forget(id);
  desk.recorder.tell();
  await desk.keeper.forget(id);
}
