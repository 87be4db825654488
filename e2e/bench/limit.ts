import type { Duel } from '../../src/engine/engine.ts';
import { layOut } from '../../src/engine/plan/arena.ts';
import { Draft, type PlanOptions } from '../../src/engine/plan/draft.ts';
import { emitForward } from '../../src/engine/plan/forward.ts';
import type { Plan } from '../../src/engine/plan/plan.ts';
import { toyDuel } from '../../src/engine/specimen.ts';
import { hasRelaxedSimd } from '../../src/engine/wasm/kernels.ts';
import { Machine, wasmPlans } from '../../src/engine/wasm/machine.ts';
import type { WasmPlatform } from '../../src/engine/wasm/platform.ts';
import { compile } from '../../src/engine/webgpu/compile.ts';
import { planOptions } from '../../src/engine/webgpu/factory.ts';
import { inputPlaces } from '../../src/engine/webgpu/inputs.ts';
import { DeviceMemory, sizesOf } from '../../src/engine/webgpu/memory.ts';
import type { GpuPlatform } from '../../src/engine/webgpu/platform.ts';
import { callsOf, Program } from '../../src/engine/webgpu/program.ts';
import { NetworkBuilder } from '../../src/network/builder.ts';
import { networkCost } from '../../src/network/cost.ts';

// What the kernels do at their best: the product of 8192 × 576 and 576 × 64 numbers, which is a 3 × 3 convolution.
const [pictures, side, channels, kernel] = [8, 32, 64, 3];
/** Milliseconds of measuring; the best run counts. */
const budget = 2000;

/** GFLOP/s of the product on all threads. */
export async function wasmLimit(platform: WasmPlatform): Promise<number> {
  const { duel, plan, operations } = planProduct(wasmPlans);
  const machine = await Machine.start(duel, [plan], platform, hasRelaxedSimd());
  try {
    return await bestRate(operations, async () => machine.run(plan.name));
  } finally {
    machine.dispose();
  }
}

/** GFLOP/s of the product on a GPU. */
export async function gpuLimit(platform: GpuPlatform): Promise<number> {
  const { duel, plan, operations } = planProduct(planOptions);
  const { device, software, close } = await platform.open();
  const counts = { generator: duel.generator.parameterCount, discriminator: 0 };
  const subject = { ...duel, parameterCounts: counts, statisticsCount: { generator: 0, real: 0, fake: 0 } };
  const memory = new DeviceMemory(device, sizesOf(duel, plan, [plan]));
  try {
    const calls = callsOf(plan, subject, inputPlaces(duel.batch, duel.joints), !software);
    const program = new Program(plan, calls, await compile(device, calls, {}), memory);
    return await bestRate(operations, () => {
      program.run();
      return device.queue.onSubmittedWorkDone();
    });
  } finally {
    memory.dispose();
    close();
  }
}

function planProduct(options: PlanOptions): { duel: Duel; plan: Plan; operations: number } {
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

async function bestRate(operations: number, run: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (const begin = performance.now(); performance.now() - begin < budget; ) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return operations / (best * 1e6);
}
