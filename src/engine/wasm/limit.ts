import { bestRate, planProduct } from '../plan/product.ts';
import { Machine, wasmPlans } from './machine.ts';
import type { WasmPlatform } from './platform.ts';

/** GFLOP/s of a large matrix product on all threads. */
export async function wasmLimit(platform: WasmPlatform, relaxed: boolean): Promise<number> {
  const { duel, plan, operations } = planProduct(wasmPlans);
  const machine = await Machine.start(duel, [plan], platform, relaxed);
  try {
    return await bestRate(operations, async () => machine.run(plan.name));
  } finally {
    machine.dispose();
  }
}
