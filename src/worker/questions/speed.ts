import type { EngineFactory } from '../../engine/engine.ts';
import { type Config, defaultConfig } from '../../method/hyperparameters.ts';
import { presets as networks } from '../../network/presets.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { measureSpeed, type Speed } from '../../train/speed.ts';
import { breathe } from '../breathe.ts';
import { problemOf } from '../problems.ts';
import type { Problem } from '../protocol.ts';
import type { Question } from './question.ts';

interface Ask {
  readonly presets: readonly Config['preset'][];
}

/** What one engine makes of one preset. */
export interface SpeedRow {
  /** The engine's name. */
  readonly title: string;
  readonly preset: Config['preset'];
  /** GFLOP/s of a large matrix product in the same kernels. */
  readonly limitGflops: number | null;
  /** Or why it could not be measured. */
  readonly speed: Speed | Problem;
}

/** Milliseconds for the steps of an engine and preset; what is slower makes one step. */
const budget = 3000;

/**
 * How fast this machine makes steps: every compiled engine that runs here, on each preset, with the settings of the run. The run's own
 * engine waits untouched; an engine or preset that fails, for want of memory say, is told as such beside the others.
 */
export const speed: Question<Ask, readonly SpeedRow[]> = async ({ presets }, { desk, signal }) => {
  const factories = await availableOf(desk.platform.engines);
  const config = desk.run?.config ?? defaultConfig;
  const joints = desk.run?.duel.joints ?? mpii16.joints.length;
  const rows: SpeedRow[] = [];
  for (const [e, factory] of factories.entries()) {
    const { title } = factory;
    // A third of an engine's time goes to its limit.
    const share = (part: number) => (e + part) / factories.length;
    desk.tasks.progress('answer', `Looking for the limit of ${title}`, share(0));
    await breathe();
    const limitGflops = await limitOf(factory);
    for (const [p, preset] of presets.entries()) {
      await breathe();
      signal.throwIfAborted();
      const place = (done: number) => share((1 + (2 * (p + done)) / presets.length) / 3);
      const progress = desk.tasks.progress('answer', `Timing ${title}, ${networks[preset].title}`, place(0));
      const found = await measureSpeed(factory, { ...config, preset }, joints, {
        budget,
        signal,
        breathe,
        progress: (done) => progress(place(done)),
      }).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return problemOf(error);
      });
      rows.push({ title, preset, limitGflops, speed: found });
    }
  }
  return rows;
};

/** The compiled engines that run here. */
async function availableOf(factories: readonly EngineFactory[]): Promise<readonly EngineFactory[]> {
  const found = await Promise.all(
    factories.map(async (factory) => (factory.limit && (await factory.probe()).available ? [factory] : []) as EngineFactory[]),
  );
  return found.flat();
}

async function limitOf(factory: EngineFactory): Promise<number | null> {
  return (await factory.limit?.().catch(() => null)) ?? null;
}
