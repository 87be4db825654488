import { EngineError, type EngineFactory } from '../engine.ts';
import { planInspection } from '../plan/inspect.ts';
import { WasmEngine } from './engine.ts';
import { hasRelaxedSimd, hasSimd, variantName } from './kernels.ts';
import { wasmLimit } from './limit.ts';
import { Machine, plansOf, wasmPlans } from './machine.ts';
import type { WasmPlatform } from './platform.ts';

/** The WebAssembly engine on a platform. `plain` keeps to plain SIMD where relaxed is there too. */
export function wasmFactory(platform: WasmPlatform, { plain = false } = {}): EngineFactory {
  const title = 'WebAssembly';
  return {
    id: 'wasm',
    title,
    async probe() {
      if (!hasSimd()) return { available: false, software: false, reason: 'This browser has no WebAssembly SIMD; a newer one has.' };
      const threads = platform.threads > 1 ? `on ${platform.threads} threads` : 'on one thread, as this page may not share memory';
      const fused = hasRelaxedSimd() && !plain ? 'with fused multiply-add' : 'without fused multiply-add';
      return { available: true, software: false, reason: `WebAssembly SIMD ${threads}, ${fused}.` };
    },
    limit: () => wasmLimit(platform, hasRelaxedSimd() && !plain),
    async create(duel, state, { progress, signal } = {}) {
      const relaxed = hasRelaxedSimd() && !plain;
      signal?.throwIfAborted();
      try {
        const inspection = planInspection(duel, wasmPlans);
        const machine = await Machine.start(duel, plansOf(duel, inspection), platform, relaxed);
        progress?.(1);
        const hardware = `${variantName({ relaxed, shared: machine.threads > 1 })}, ${machine.threads} ${machine.threads > 1 ? 'threads' : 'thread'}`;
        return new WasmEngine(duel, machine, inspection, { id: 'wasm', title, hardware }, state);
      } catch (cause) {
        if (cause instanceof EngineError) throw cause;
        throw new EngineError('compile', `The WebAssembly engine does not start: ${String(cause)}`, { cause });
      }
    },
  };
}
