import type { Inspection, StepMetrics } from '../../engine/engine.ts';
import { Batches } from '../../train/batches.ts';
import { liveSettings } from '../../train/duel.ts';
import { type Question, runOf, Unanswerable } from './question.ts';

interface Ask {
  readonly trainG: boolean;
  readonly trainD: boolean;
}

/** How far an update moved a network's weights. */
interface Movement {
  /** ‖θ_{t+1} − θ_t‖ and ‖θ_t‖. */
  readonly change: number;
  readonly size: number;
}

interface SlowStep {
  readonly metrics: StepMetrics;
  readonly lambdaG: number;
  readonly lambdaK: number;
  readonly gamma: number;
  readonly freezeK: boolean;
  readonly learningRateG: number;
  readonly learningRateD: number;
  readonly trainG: boolean;
  readonly trainD: boolean;
  /** Pictures of the batch, and their names. */
  readonly count: number;
  readonly ids: readonly string[];
  /** [B, input, input, 4], RGBA: what G was shown, turned and tinted. */
  readonly pixels: Uint8ClampedArray;
  /** [B, J, 3]: x, y in heatmap pixels, weight. */
  readonly joints: Float32Array;
  /** [B, h, w, J] each, before the update, in evaluation mode. */
  readonly truth: Float32Array;
  readonly generated: Float32Array;
  readonly redrawnGenerated: Float32Array;
  readonly redrawnTruth: Float32Array;
  /** What reached Ĉ; the adversary's is not yet scaled by λ_G. */
  readonly gradients: NonNullable<Inspection['gradients']>;
  readonly generator: Movement;
  readonly discriminator: Movement;
}

/** Makes the run's next step, like any other, and tells what went in, what came out and how far each network moved. */
export const slowStep: Question<Ask, SlowStep> = async ({ trainG, trainD }, asked) => {
  const run = runOf(asked);
  const { engine, duel, people, config, step } = run;
  const batch = await new Batches(config, people, duel).at(step);
  const image = duel.generator.nodes.findIndex(({ op }) => op.kind === 'input');
  const inside = await engine.inspect(batch, { places: [{ pass: 'generator', node: image }], gradients: true });
  const maps = await engine.examine(batch);
  const before = await engine.read();
  const live = { ...liveSettings(run.live, config, step), trainG, trainD };
  asked.signal.throwIfAborted();
  run.trains = { trainG, trainD };
  try {
    await asked.makeStep();
  } finally {
    run.trains = { trainG: true, trainD: true };
  }
  const metrics = run.last;
  if (metrics?.step !== step || run.engine !== engine)
    throw new Unanswerable(
      'no-run',
      'The step could not be made as it was begun.',
      'Look at what the page says of the engine, then try again.',
    );
  const after = await engine.read();
  return {
    ...live,
    ...maps,
    metrics,
    count: batch.count,
    ids: [...batch.picture].map((index) => people.store.samples[index]!.id),
    pixels: rgba(inside.activations[0]!),
    joints: batch.joints,
    gradients: inside.gradients!,
    generator: movement(before.generator, after.generator),
    discriminator: movement(before.discriminator, after.discriminator),
  };
};

/** The input tensor, rgb − ½, as pixels. */
function rgba(image: Float32Array): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((image.length / 3) * 4).fill(255);
  for (let i = 0; i < image.length; i++) pixels[4 * Math.floor(i / 3) + (i % 3)] = 255 * (image[i]! + 0.5);
  return pixels;
}

function movement(from: Float32Array, to: Float32Array): Movement {
  let [change, size] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    change += (to[i]! - from[i]!) ** 2;
    size += from[i]! ** 2;
  }
  return { change: Math.sqrt(change), size: Math.sqrt(size) };
}
