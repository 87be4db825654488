import { NetworkBuilder } from '../../network/builder.ts';
import { networkCost } from '../../network/cost.ts';
import type { Duel } from '../engine.ts';
import { toyDuel } from '../specimen.ts';
import { layOut } from './arena.ts';
import { Draft, type PlanOptions } from './draft.ts';
import { emitForward } from './forward.ts';
import type { Plan } from './plan.ts';

// What the kernels do at their best: the product of 8192 × 576 and 576 × 64 numbers, which is a 3 × 3 convolution.
const [pictures, side, channels, kernel] = [8, 32, 64, 3];
/** Milliseconds of measuring; the best run counts. */
const budget = 2000;

/** A plan of the product alone, the duel whose memory it needs, and its floating-point operations. */
export function planProduct(options: PlanOptions): { duel: Duel; plan: Plan; operations: number } {
  const builder = new NetworkBuilder('generator', 'group');
  const node = builder.conv(builder.input('heatmaps', [side, side, channels]), channels, kernel, 'product');
  const generator = builder.build([node]);
  const draft = new Draft(options);
  const x = draft.maps('x', pictures, side, side, channels);
  const trace = emitForward(draft, generator, pictures, { heatmaps: x }, { training: false, sets: ['generator'] });
  const { buffers, arenaFloats } = layOut(draft, { inputs: [x], outputs: [trace.values.get(node.id)!] });
  const gradients = {
    generator: { slices: 1, parameterCount: generator.parameterCount },
    discriminator: { slices: 0, parameterCount: 0 },
  };
  const discriminator = new NetworkBuilder('discriminator', 'group').build([]);
  return {
    duel: { ...toyDuel(), batch: pictures, generator, discriminator },
    plan: { name: 'product', buffers, instructions: draft.instructions, arenaFloats, keptFloats: 0, named: {}, gradients },
    operations: 2 * pictures * networkCost(generator).multiplyAdds,
  };
}

/** GFLOP/s of the best of many runs. */
export async function bestRate(operations: number, run: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (const begin = performance.now(); performance.now() - begin < budget; ) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return operations / (best * 1e6);
}
