import type { Duel, NodePlace } from '../engine.ts';
import { layOut } from './arena.ts';
import { emitBackward } from './backward.ts';
import { Draft, type PlanOptions } from './draft.ts';
import { emitForward, type Trace } from './forward.ts';
import type { Plan } from './plan.ts';

/** A plan for looking inside, and where in it every node's value lies. */
export interface InspectionPlan {
  readonly plan: Plan;
  readonly generator: Trace;
  readonly discriminator: Trace;
}

/** Where a node's value is to be had from. */
export interface Reading {
  /** The buffer, and which of its pictures. */
  readonly buffer: number;
  readonly picture: number;
  /** A norm that is never stored: scale x + offset, from these coefficients; and max(0, ·) where the relu behind it is asked for. */
  readonly norm?: { readonly coefficients: number; readonly picture: number; readonly rectified: boolean };
}

/**
 * One picture through G, and through D on true and on generated maps, in evaluation mode; then back through D to Ĉ. Every buffer keeps
 * its place to the end, which still takes less than a step of two pictures. The losses' factor and λ_G are the engine's to set (to 1).
 */
export function planInspection(duel: Duel, options: PlanOptions): InspectionPlan {
  const { generator, discriminator, input, heatmap, joints } = duel;
  const draft = new Draft(options);
  const image = draft.maps('image', 1, input, input, 3);
  const maps = draft.maps('maps', 2, heatmap, heatmap, joints);
  draft.emit({ kind: 'sample', reads: {}, writes: { out: image } });
  draft.emit({ kind: 'draw', reads: {}, writes: { out: maps }, count: 1 });
  const g = emitForward(draft, generator, 1, { image }, { training: false, sets: ['generator'] }, true);
  const generated = g.values.get(generator.outputs.at(-1)!)!;
  draft.emit({ kind: 'mask', reads: { maps: generated }, writes: { out: maps }, at: 1 });
  const d = emitForward(draft, discriminator, 2, { image, heatmaps: maps }, { training: false, sets: ['real', 'fake'] }, true);
  const answer = discriminator.outputs[0]!;
  const redrawn = d.values.get(answer)!;

  const seed = draft.maps('discriminator.seed', 2, heatmap, heatmap, joints);
  draft.emit({ kind: 'seedDiscriminator', reads: { maps, redrawn, generated }, writes: { out: seed } });
  const adversarial = emitBackward(draft, d, new Map([[answer, seed]]), 2, { input: 'heatmaps', from: 1, count: 1, alone: true });
  if (adversarial === undefined) throw new Error('plan: the discriminator does not read the heatmaps');
  const gradientMse = draft.maps('gradient of L_MSE', 1, heatmap, heatmap, joints);
  draft.emit({ kind: 'seedGenerator', reads: { maps, generated }, writes: { out: gradientMse } });
  // Held against itself Ĉ has no error, so that nothing but the adversary's part is left.
  const own = draft.maps('own', 1, heatmap, heatmap, joints);
  draft.emit({ kind: 'mask', reads: { maps: generated }, writes: { out: own }, at: 0 });
  const gradientAdversarial = draft.maps('gradient of L_adv', 1, heatmap, heatmap, joints);
  const target = duel.advGradient === 'both' ? { redrawn } : {};
  draft.emit({ kind: 'seedGenerator', reads: { maps: own, generated, adversarial, ...target }, writes: { out: gradientAdversarial } });

  const { buffers, arenaFloats } = layOut(draft, { inputs: [], outputs: draft.buffers.map(({ id }) => id) });
  const plan: Plan = {
    name: 'inspection',
    buffers,
    instructions: draft.instructions,
    arenaFloats,
    keptFloats: 0,
    named: { image, maps, generated, redrawn, gradientMse, gradientAdversarial },
    // The norms' backward pass writes its rows of gradients, though nobody reads them: one row a picture.
    gradients: {
      generator: { slices: 1, parameterCount: generator.parameterCount },
      discriminator: { slices: 2, parameterCount: discriminator.parameterCount },
    },
  };
  return { plan, generator: g, discriminator: d };
}

/** Where the value of a node lies once the plan has run. Throws a RangeError for a node that the network does not have. */
export function readingOf({ plan, generator, discriminator }: InspectionPlan, { pass, node }: NodePlace): Reading {
  const trace = pass === 'generator' ? generator : discriminator;
  const { nodes, name } = trace.network;
  const asked = nodes[node];
  if (!asked) throw new RangeError(`The ${name} has no node ${node}; it has ${nodes.length}.`);
  const wanted = pass === 'fake' ? 1 : 0;
  // What does not depend on the maps is there once for both.
  const place = (buffer: number) => ({ buffer, picture: Math.min(wanted, plan.buffers[buffer]!.shape[0] - 1) });
  const stored = trace.values.get(node);
  if (stored !== undefined) return place(stored);
  const rectified = asked.op.kind === 'relu';
  const norm = rectified ? nodes[asked.inputs[0]!]! : asked;
  const coefficients = trace.coefficients.get(norm.id)!;
  return { ...place(trace.values.get(norm.inputs[0]!)!), norm: { coefficients, picture: wanted, rectified } };
}

/**
 * The value of a node, [h, w, c] without padding.
 * @param values gives the floats of a buffer of the plan
 */
export function activationOf(plan: Plan, { buffer, picture, norm }: Reading, values: (buffer: number) => Float32Array): Float32Array {
  const { shape, pitch } = plan.buffers[buffer]!;
  const [, h, w, c] = shape;
  const from = values(buffer).subarray(picture * h * w * pitch, (picture + 1) * h * w * pitch);
  const coefficients = norm && values(norm.coefficients).subarray(norm.picture * 4 * pitch);
  const out = new Float32Array(h * w * c);
  for (let p = 0; p < h * w; p++)
    for (let k = 0; k < c; k++) {
      const x = from[p * pitch + k]!;
      const y = coefficients ? coefficients[k]! * x + coefficients[pitch + k]! : x;
      out[p * c + k] = norm?.rectified ? Math.max(0, y) : y;
    }
  return out;
}
