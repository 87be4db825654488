import { DataError } from '../../data/dataset.ts';
import { fromSafetensors } from '../../export/weights.ts';
import type { Question } from './question.ts';
import { runOf } from './question.ts';

/** The largest network takes 376 MB with its optimisers. */
const maxBytes = 2 ** 30;

/**
 * Begins a new run, with the settings and people of the open one, from the weights in a safetensors file, ours or a checkpoint of the
 * PyTorch project. Answers with the step it stands at. When the file does not fit, all stays as it is.
 */
export const bringIn: Question<{ readonly file: File }, number> = async ({ file }, asked) => {
  const run = runOf(asked);
  if (file.size > maxBytes)
    throw new DataError('too-large', { file: file.name, problem: 'the file has over 1 GiB', cure: 'Choose a file of weights.' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const state = fromSafetensors(bytes, file.name, run.duel, await run.state());
  await asked.desk.begin({ ...run.config, ...run.live }, run.people, asked.signal, state);
  return state.step;
};
