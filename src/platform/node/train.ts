// `npm run train`: trains both networks without a browser. `--help` tells the flags.
import { writeRunFile } from '../../export/runFile.ts';
import { toSafetensors, weightsMetadata } from '../../export/weights.ts';
import { defaultConfig } from '../../method/hyperparameters.ts';
import { exitCodes, runCommand } from './command.ts';
import { openRun, writeWhole } from './savedRun.ts';
import { costText } from './trainCost.ts';
import { openTrainData } from './trainData.ts';
import { trainHelp } from './trainHelp.ts';
import { readTrainOptions, type TrainOptions } from './trainOptions.ts';
import { runTraining, type TrainOutcome } from './trainRun.ts';
import { watcherOf } from './trainWatcher.ts';

const codeOf = { trained: exitCodes.done, diverged: exitCodes.failed, interrupted: exitCodes.interrupted } as const;

await runCommand({
  name: 'train',
  help: trainHelp(),
  read: readTrainOptions,
  async run(options, { bar, signal }) {
    const watcher = watcherOf(bar, options);
    if (options.dryRun) {
      const before = options.resume === null ? null : await openRun(options.resume);
      const { skeleton } = before ?? (await openTrainData(options.data, watcher.task, signal));
      bar.clear();
      console.log(costText({ ...(before?.config ?? defaultConfig), ...options.changes }, skeleton.joints.length));
      return exitCodes.done;
    }
    const outcome = await runTraining(options, watcher, signal);
    bar.clear();
    await write(options, outcome);
    return codeOf[outcome.result.ending];
  },
});

async function write({ json, out }: TrainOptions, { result, duel, saved }: TrainOutcome): Promise<void> {
  const { ending, steps, seconds, stepsPerSecond, pck, config } = result;
  const score = pck === null ? 'no score' : `PCK@0.2 ${(100 * pck).toFixed(1)} %`;
  console.log(`${ending}: ${steps} steps in ${seconds.toFixed(1)} s (${stepsPerSecond.toPrecision(3)} steps/s), ${score}`);
  if (ending === 'diverged')
    console.error('A loss was not finite; the weights are those of the last evaluation. Lower the learning rates.');
  if (json !== null) await writeWhole(json, `${JSON.stringify(result, null, 2)}\n`);
  if (out === null) return;
  const isRun = out.endsWith('.poseduel');
  const bytes = isRun
    ? await writeRunFile({ ...saved, savedAt: Date.now() })
    : toSafetensors(duel, saved.state, weightsMetadata(config, saved.skeleton));
  await writeWhole(out, bytes);
  if (ending === 'interrupted' && isRun) console.log(`Go on with --resume ${out}`);
}
