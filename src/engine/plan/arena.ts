import type { Draft, DraftBuffer } from './draft.ts';
import { type Instruction, type PlanBuffer, readsOf, writesOf } from './plan.ts';

/** 256 bytes: the alignment of a WebGPU binding, and a few cache lines. */
const alignment = 64;

/** When a buffer is needed: from the instruction that first writes it to the one that last reads it. */
export interface Life {
  birth: number;
  death: number;
}

/** Buffers that are filled before the plan runs (`inputs`) or read after it (`outputs`). */
export interface Pins {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** The life of every buffer; one that is never touched has none. */
function livesOf(count: number, instructions: readonly Instruction[], pins: Pins): readonly (Life | undefined)[] {
  const lives: (Life | undefined)[] = Array.from({ length: count });
  const touch = (id: number, at: number) => {
    const life = lives[id];
    if (life) life.death = at;
    else lives[id] = { birth: at, death: at };
  };
  for (const id of pins.inputs) touch(id, -1);
  instructions.forEach((instruction, at) => {
    for (const id of readsOf(instruction)) {
      if (!lives[id]) throw new Error(`plan: ${instruction.kind} (instruction ${at}) reads buffer ${id} before it is written`);
      touch(id, at);
    }
    for (const id of writesOf(instruction)) touch(id, at);
  });
  for (const id of pins.outputs) touch(id, instructions.length);
  return lives;
}

/**
 * Gives every buffer its place in one arena: largest first, each at the lowest offset where it overlaps none that is alive at the same
 * time. An output that may take the place of a dying addend of its size is laid out with it as one buffer.
 */
export function layOut(draft: Draft, pins: Pins): { buffers: PlanBuffer[]; arenaFloats: number } {
  const lives = livesOf(draft.buffers.length, draft.instructions, pins);
  const replaces = draft.options.inPlace ? replacements(draft, lives) : new Map<number, number>();
  const root = (id: number): number => {
    const before = replaces.get(id);
    return before === undefined ? id : root(before);
  };
  /** A chain of buffers that share a place, and the time from the first birth to the last death. */
  const chains = new Map<number, Life & { floats: number }>();
  for (const { id, floats } of draft.buffers) {
    const life = lives[id];
    if (!life) continue;
    const chain = chains.get(root(id));
    if (!chain) chains.set(root(id), { ...life, floats: Math.ceil(floats / alignment) * alignment });
    else {
      chain.birth = Math.min(chain.birth, life.birth);
      chain.death = Math.max(chain.death, life.death);
    }
  }
  const offsets = new Map<number, number>();
  const placed: (Life & { from: number; to: number })[] = [];
  const bySize = [...chains].sort(([a, x], [b, y]) => y.floats - x.floats || x.birth - y.birth || a - b);
  for (const [id, { birth, death, floats }] of bySize) {
    let from = 0;
    for (const other of placed) {
      if (other.death < birth || death < other.birth) continue;
      if (from + floats <= other.from) break;
      from = Math.max(from, other.to);
    }
    offsets.set(id, from);
    placed.push({ birth, death, from, to: from + floats });
    placed.sort((a, b) => a.from - b.from);
  }
  const buffers = draft.buffers.map((buffer) => ({
    ...buffer,
    offset: offsets.get(root(buffer.id)) ?? 0,
    birth: lives[buffer.id]?.birth ?? 0,
    death: lives[buffer.id]?.death ?? 0,
    replaces: replaces.get(buffer.id) ?? null,
  }));
  return { buffers, arenaFloats: placed.reduce((end, { to }) => Math.max(end, to), 0) };
}

/** For every output, the addend whose place it takes: one of its size, read there for the last time and by nothing else there. */
function replacements(draft: Draft, lives: readonly (Life | undefined)[]): Map<number, number> {
  const replaces = new Map<number, number>();
  draft.instructions.forEach((instruction, at) => {
    if (!('addends' in instruction.reads) || !('out' in instruction.writes)) return;
    const { out } = instruction.writes;
    const all = readsOf(instruction);
    for (const addend of instruction.reads.addends)
      if (
        lives[addend]?.death === at &&
        sameSize(draft.buffer(addend), draft.buffer(out)) &&
        all.filter((id) => id === addend).length === 1
      ) {
        replaces.set(out, addend);
        return;
      }
  });
  return replaces;
}

function sameSize(a: DraftBuffer, b: DraftBuffer): boolean {
  return a.floats === b.floats && a.pitch === b.pitch;
}
