import { layOut } from '../../src/engine/plan/arena.ts';
import { Draft } from '../../src/engine/plan/draft.ts';
import { emitForward } from '../../src/engine/plan/forward.ts';
import type { Plan } from '../../src/engine/plan/plan.ts';
import { toyDuel } from '../../src/engine/specimen.ts';
import { hasRelaxedSimd } from '../../src/engine/wasm/kernels.ts';
import { Machine, wasmPlans } from '../../src/engine/wasm/machine.ts';
import type { WasmPlatform } from '../../src/engine/wasm/platform.ts';
import { NetworkBuilder } from '../../src/network/builder.ts';
import { networkCost } from '../../src/network/cost.ts';

const [pictures, side, channels, kernel] = [8, 32, 64, 3];
const runs = 100;

/** GFLOP/s of the kernels at their best, on all threads: the product of 8192 × 576 and 576 × 64 numbers, which is a 3 × 3 convolution. */
export async function wasmLimit(platform: WasmPlatform): Promise<number> {
  const builder = new NetworkBuilder('generator', 'group');
  const node = builder.conv(builder.input('heatmaps', [side, side, channels]), channels, kernel, 'product');
  const network = builder.build([node]);
  const draft = new Draft(wasmPlans);
  const x = draft.maps('x', pictures, side, side, channels);
  const trace = emitForward(draft, network, pictures, { heatmaps: x }, { training: false, sets: ['generator'] });
  const { buffers, arenaFloats } = layOut(draft, { inputs: [x], outputs: [trace.values.get(node.id)!] });
  const none = { slices: 1, parameterCount: network.parameterCount };
  const gradients = { generator: none, discriminator: { slices: 0, parameterCount: 0 } };
  const plan: Plan = { name: 'products', buffers, instructions: draft.instructions, arenaFloats, keptFloats: 0, named: {}, gradients };
  const nothing = new NetworkBuilder('discriminator', 'group').build([]);
  const duel = { ...toyDuel(), batch: pictures, generator: network, discriminator: nothing };
  const machine = await Machine.start(duel, [plan], platform, hasRelaxedSimd());
  try {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < runs; i++) {
      const start = performance.now();
      machine.run('products');
      best = Math.min(best, performance.now() - start);
    }
    return (2 * pictures * networkCost(network).multiplyAdds) / (best * 1e6);
  } finally {
    machine.dispose();
  }
}
