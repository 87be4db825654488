import type { ProgressBar } from './progressBar.ts';
import type { TrainOptions } from './trainOptions.ts';
import type { TrainWatcher } from './trainRun.ts';

/** Shows a run on a progress bar, and leaves a line for each evaluation. */
export function watcherOf(bar: ProgressBar, { steps }: TrainOptions): TrainWatcher {
  let score = '';
  let from = 0;
  return {
    task: (title, done) => bar.show(title, done),
    note: (text) => bar.note(text),
    start({ train, validation, store }, hardware, { preset }, begin) {
      from = begin;
      bar.note(`${train.length} people to train on, ${validation.length} held out; ${preset} on ${hardware}`);
      if (begin > 0) bar.note(`going on from step ${begin}`);
      const { skipped } = store.squares;
      if (skipped.length > 0) bar.note(`${skipped.length} pictures do not decode and were left out; the first: ${skipped[0]!.problem}`);
    },
    step(made, { lossMse, lossReal, lossFake, kTNext }, stepsPerSecond) {
      const losses = `L_MSE ${figure(lossMse)}  L_real ${figure(lossReal)}  L_fake ${figure(lossFake)}`;
      bar.show(
        `${made}/${from + steps}`,
        (made - from) / steps,
        `${losses}  k_t ${kTNext.toFixed(3)}${score}  ${stepsPerSecond.toFixed(1)} steps/s`,
      );
    },
    evaluation({ step, pck, pictures, rhoComment }) {
      score = `  PCK ${percent(pck)}`;
      bar.note(`step ${step}: PCK@0.2 ${percent(pck)} of ${pictures} pictures, ρ of D's comment ${rhoComment.toFixed(2)}`);
    },
  };
}

function figure(value: number): string {
  return value.toPrecision(3);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
