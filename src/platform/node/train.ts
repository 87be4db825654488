// `npm run train`: trains both networks without a browser. `--help` tells the flags.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataError } from '../../data/dataset.ts';
import { EngineError } from '../../engine/engine.ts';
import { toSafetensors } from '../../export/weights.ts';
import { ProgressBar } from './progressBar.ts';
import { costText } from './trainCost.ts';
import { trainHelp } from './trainHelp.ts';
import { readTrainOptions, type TrainOptions, UsageError } from './trainOptions.ts';
import { openTrainData, runTraining, type TrainOutcome } from './trainRun.ts';
import { watcherOf } from './trainWatcher.ts';

const exitCodes = { trained: 0, diverged: 1, interrupted: 130 } as const;

/** Runs a command line and returns its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  // The second Ctrl-C ends the process at once, as it always does.
  process.once('SIGINT', () => interrupt.abort(new Error('interrupted')));
  const bar = new ProgressBar(process.stderr);
  try {
    const options = readTrainOptions(args);
    if (options === 'help') {
      console.log(trainHelp());
      return 0;
    }
    const watcher = watcherOf(bar, options);
    if (options.dryRun) {
      const dataset = await openTrainData(options.data, watcher, interrupt.signal);
      bar.clear();
      console.log(costText(options.config, dataset.skeleton.joints.length));
      return 0;
    }
    for (const file of [options.json, options.out]) if (file !== null) await mkdir(dirname(file), { recursive: true });
    const outcome = await runTraining(options, watcher, interrupt.signal);
    bar.clear();
    await write(options, outcome);
    return exitCodes[outcome.result.ending];
  } catch (error) {
    bar.clear();
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    console.error(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

async function write(options: TrainOptions, { result, duel, state }: TrainOutcome): Promise<void> {
  const { ending, steps, seconds, stepsPerSecond, pck, config } = result;
  const score = pck === null ? 'no score' : `PCK@0.2 ${(100 * pck).toFixed(1)} %`;
  console.log(`${ending}: ${steps} steps in ${seconds.toFixed(1)} s (${stepsPerSecond.toPrecision(3)} steps/s), ${score}`);
  if (ending === 'diverged')
    console.error('A loss was not finite; the weights are those of the last evaluation. Lower the learning rates.');
  if (options.json !== null) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
  if (options.out !== null) await writeFile(options.out, toSafetensors(duel, state, { config: JSON.stringify(config) }));
}

function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} See npm run train -- --help.`;
  if (error instanceof DataError) return `${error.message}\n${error.cure}`;
  if (error instanceof EngineError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.exitCode = await main(process.argv.slice(2));
