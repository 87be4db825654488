import type { KernelTime, Profile } from '../engine.ts';

/** Adds up times of the same kind, dearest first. A time may stand for several calls. */
export function profileOf(how: string, times: readonly { readonly kind: string; readonly ms: number; readonly calls?: number }[]): Profile {
  const byKind = new Map<string, KernelTime>();
  for (const { kind, ms, calls = 1 } of times) {
    const before = byKind.get(kind);
    byKind.set(kind, { kind, ms: ms + (before?.ms ?? 0), calls: calls + (before?.calls ?? 0) });
  }
  return { how, kernels: [...byKind.values()].sort((a, b) => b.ms - a.ms) };
}
