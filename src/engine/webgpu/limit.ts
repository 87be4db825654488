import type { PlanOptions } from '../plan/draft.ts';
import { bestRate, planProduct } from '../plan/product.ts';
import { compile } from './compile.ts';
import { inputPlaces } from './inputs.ts';
import { DeviceMemory, sizesOf } from './memory.ts';
import type { GpuPlatform } from './platform.ts';
import { callsOf, Program } from './program.ts';

/** GFLOP/s of a large matrix product on a GPU. */
export async function gpuLimit(platform: GpuPlatform, options: PlanOptions): Promise<number> {
  const { duel, plan, operations } = planProduct(options);
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
