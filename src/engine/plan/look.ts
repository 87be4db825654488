import type { Duel } from '../engine.ts';
import { layOut, type Pins } from './arena.ts';
import { Draft, type PlanOptions } from './draft.ts';
import { emitForward } from './forward.ts';
import type { Plan } from './plan.ts';

/** Forward passes in evaluation mode: they change nothing, and use the kernels and the arena of a step. */

const noGradients = {
  generator: { slices: 0, parameterCount: 0 },
  discriminator: { slices: 0, parameterCount: 0 },
} as const;

/** G on `count` pictures, then D on true and on generated maps: leaves `maps` (true, then masked generated), `generated`, `redrawn`. */
export function planExamination(duel: Duel, count: number, options: PlanOptions): Plan {
  const { generator, discriminator, input, heatmap, joints } = duel;
  const draft = new Draft(options);
  const image = draft.maps('image', count, input, input, 3);
  const maps = draft.maps('maps', 2 * count, heatmap, heatmap, joints);
  draft.emit({ kind: 'sample', reads: {}, writes: { out: image } });
  draft.emit({ kind: 'draw', reads: {}, writes: { out: maps }, count });
  const g = emitForward(draft, generator, count, { image }, { training: false, sets: ['generator'] });
  const generated = g.values.get(generator.outputs.at(-1)!)!;
  draft.emit({ kind: 'mask', reads: { maps: generated }, writes: { out: maps }, at: count });
  const d = emitForward(draft, discriminator, 2 * count, { image, heatmaps: maps }, { training: false, sets: ['real', 'fake'] });
  const redrawn = d.values.get(discriminator.outputs[0]!)!;
  return finish('examination', draft, { image, maps, generated, redrawn }, { inputs: [], outputs: [maps, generated, redrawn] });
}

/** D on `count` pictures and the maps that the engine has put into `maps`: leaves `redrawn`. */
export function planRedrawing(duel: Duel, count: number, as: 'real' | 'fake', options: PlanOptions): Plan {
  const { discriminator, input, heatmap, joints } = duel;
  const draft = new Draft(options);
  const image = draft.maps('image', count, input, input, 3);
  const maps = draft.maps('maps', count, heatmap, heatmap, joints);
  draft.emit({ kind: 'sample', reads: {}, writes: { out: image } });
  const d = emitForward(draft, discriminator, count, { image, heatmaps: maps }, { training: false, sets: [as] });
  const redrawn = d.values.get(discriminator.outputs[0]!)!;
  return finish(`redrawing ${as}`, draft, { image, maps, redrawn }, { inputs: [maps], outputs: [redrawn] });
}

function finish(name: string, draft: Draft, named: Plan['named'], pins: Pins): Plan {
  const { buffers, arenaFloats } = layOut(draft, pins);
  return { name, buffers, instructions: draft.instructions, arenaFloats, keptFloats: 0, named, gradients: noGradients };
}
