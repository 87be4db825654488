import { networkCost } from '../../network/cost.ts';
import type { Network } from '../../network/graph.ts';
import type { Duel } from '../engine.ts';
import { layOut } from './arena.ts';
import { emitBackward } from './backward.ts';
import { Draft, type PlanOptions } from './draft.ts';
import { emitForward } from './forward.ts';
import type { Plan } from './plan.ts';

/**
 * The plan of one training step: 3 G + 6 D forward-equivalents, of which one D is left out while k_t is 0 (`weightGradient`).
 * G on B pictures; D once on 2B (true maps, then generated ones); the losses; back through D from both losses in one pass; from its
 * input gradient and L_MSE back through G; both updates. Everything is at the weights of the step's start.
 */
export function planStep(duel: Duel, options: PlanOptions): Plan {
  const { generator, discriminator, batch, input, heatmap, joints } = duel;
  const draft = new Draft(options);
  const image = draft.maps('image', batch, input, input, 3);
  const maps = draft.maps('maps', 2 * batch, heatmap, heatmap, joints);
  draft.emit({ kind: 'sample', reads: {}, writes: { out: image } });
  draft.emit({ kind: 'draw', reads: {}, writes: { out: maps }, count: batch });

  const g = emitForward(draft, generator, batch, { image }, { training: true, sets: ['generator'] });
  const generated = generator.outputs.map((id) => g.values.get(id)!);
  const last = generated.at(-1)!;
  draft.emit({ kind: 'mask', reads: { maps: last }, writes: { out: maps }, at: batch });
  const d = emitForward(draft, discriminator, 2 * batch, { image, heatmaps: maps }, { training: true, sets: ['real', 'fake'] });
  const answer = discriminator.outputs[0]!;
  const redrawn = d.values.get(answer)!;

  const sums = draft.maps('compare', batch, heatmap, 6, joints);
  draft.emit({ kind: 'compare', reads: { maps, redrawn, generated }, writes: { out: sums } });
  draft.emit({ kind: 'score', reads: { sums }, writes: {} });
  const turn = draft.instructions.length;

  const seed = draft.maps('discriminator.seed', 2 * batch, heatmap, heatmap, joints);
  draft.emit({ kind: 'seedDiscriminator', reads: { maps, redrawn, generated: last }, writes: { out: seed } });
  const wanted = { input: 'heatmaps', from: batch, count: batch } as const;
  const adversarial = emitBackward(draft, d, new Map([[answer, seed]]), 2, wanted);
  if (adversarial === undefined) throw new Error('plan: the discriminator does not read the heatmaps');

  const seeds = new Map<number, number>();
  generator.outputs.forEach((id, stack) => {
    const out = draft.maps(`generator.seed${stack}`, batch, heatmap, heatmap, joints);
    const whole = id === generator.outputs.at(-1);
    const target = duel.advGradient === 'both' ? { redrawn } : {};
    const reads = { maps, generated: generated[stack]!, ...(whole && { adversarial, ...target }) };
    draft.emit({ kind: 'seedGenerator', reads, writes: { out } });
    seeds.set(id, out);
  });
  emitBackward(draft, g, seeds, 1);
  draft.emit({ kind: 'update', reads: {}, writes: {}, network: 'generator' });
  draft.emit({ kind: 'update', reads: {}, writes: {}, network: 'discriminator' });

  const { buffers, arenaFloats } = layOut(draft, { inputs: [], outputs: [] });
  const kept = buffers.filter(({ birth, death }) => birth < turn && death >= turn);
  return {
    name: 'step',
    buffers,
    instructions: draft.instructions,
    arenaFloats,
    keptFloats: kept.reduce((sum, { floats }) => sum + floats, 0),
    named: { image, maps, generated: last, redrawn },
    gradients: {
      generator: { slices: slices(generator, batch), parameterCount: generator.parameterCount },
      discriminator: { slices: 2 * slices(discriminator, batch), parameterCount: discriminator.parameterCount },
    },
  };
}

/** Slices of a batch: one a picture (most can run side by side), as long as their rows stay small beside the activations. */
function slices(network: Network, batch: number): number {
  const room = (0.1 * batch * networkCost(network).activations) / network.parameterCount;
  return Math.max(1, Math.min(batch, Math.floor(room)));
}
