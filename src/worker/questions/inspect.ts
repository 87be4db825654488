import type { Inspection, NodePlace } from '../../engine/engine.ts';
import { liveSettings } from '../../train/duel.ts';
import { plainBatch } from '../../train/people.ts';
import { watchedPerson } from '../../train/probes.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** Which of the watched pictures. */
  readonly probe: number;
  /** Values wanted in outline: the mean size over the channels. */
  readonly outlines: readonly NodePlace[];
  /** Values wanted whole. */
  readonly whole: readonly NodePlace[];
  readonly gradients: boolean;
}

interface Insight {
  /** Steps made before it. */
  readonly step: number;
  /** [h, w] each: mean over the channels of |value|. */
  readonly outlines: readonly Float32Array[];
  /** [h, w, c] each. */
  readonly whole: readonly Float32Array[];
  /** [h, w, J] each; the adversary's is not yet scaled by λ_G. */
  readonly gradients: Inspection['gradients'];
  /** λ_G of the next step; 0 during warm-up. */
  readonly lambdaG: number;
  /** Milliseconds that training waited for it. */
  readonly cost: number;
}

/** What goes on inside both networks for one watched picture, after the steps made so far. Changes nothing. */
export const inspect: Question<Ask, Insight> = async ({ probe, outlines, whole, gradients }, asked) => {
  const { engine, people, duel, step, live, config } = runOf(asked);
  const index = await watchedPerson(people, probe);
  const { now } = asked.desk.platform;
  const begin = now();
  const seen = await engine.inspect(await plainBatch(people, [index], duel), { places: [...outlines, ...whole], gradients });
  const channels = ({ pass, node }: NodePlace) => (pass === 'generator' ? duel.generator : duel.discriminator).nodes[node]!.shape[2];
  return {
    step,
    outlines: outlines.map((place, i) => meanSize(seen.activations[i]!, channels(place))),
    whole: seen.activations.slice(outlines.length),
    gradients: seen.gradients,
    lambdaG: liveSettings(live, config, step).lambdaG,
    cost: now() - begin,
  };
};

/** Mean over the channels of |value|: [h, w] of [h, w, c]. */
function meanSize(values: Float32Array, c: number): Float32Array {
  const outline = new Float32Array(values.length / c);
  for (let i = 0; i < values.length; i++) outline[Math.floor(i / c)]! += Math.abs(values[i]!) / c;
  return outline;
}
