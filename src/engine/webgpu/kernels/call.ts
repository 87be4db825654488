import type { Instruction, InstructionKind, InstructionOf } from '../../plan/plan.ts';
import type { Place } from '../places.ts';
import type { Site } from './site.ts';

/** A storage binding of a kernel: what is bound, and how WGSL sees it. */
export interface Storage {
  readonly place: Place;
  readonly element: 'vec4f' | 'f32' | 'u32';
  readonly access: 'read' | 'read_write';
}

/** One dispatch, as plain data. Calls with the same source share a pipeline. */
export interface Call {
  /** What it is counted as in a profile. */
  readonly kind: string;
  /** The whole of the WGSL. */
  readonly source: string;
  /** By its name in WGSL, in the order of the bindings from 1 on. */
  readonly storage: Readonly<Record<string, Storage>>;
  /** The numbers of this call, u32 each, by their name in the uniform `s`; binding 0. */
  readonly words: Readonly<Record<string, number>>;
  readonly groups: readonly [x: number, y: number, z: number];
  /** Multiply-adds, roughly: how work is shared out over submits. */
  readonly work: number;
}

/** Translates an instruction. */
export type Kernel<K extends InstructionKind = InstructionKind> = (instruction: InstructionOf<K>, site: Site) => Call | readonly Call[];

export type AnyInstruction = Instruction;

/** A call from its parts; `code` is WGSL that follows the bindings. */
export function callOf(parts: Omit<Call, 'source'> & { readonly code: string }): Call {
  const { code, ...call } = parts;
  const fields = Object.keys(call.words).map((name) => `  ${name}: u32,`);
  const bindings = Object.entries(call.storage).map(
    ([name, { element, access }], i) => `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const source = [`struct Words {`, ...fields, `}`, `@group(0) @binding(0) var<uniform> s: Words;`, ...bindings, code].join('\n');
  return { ...call, source };
}

/** Invocations of a workgroup that share nothing. */
export const groupSize = 64;
/** Workgroups along x, of the 65,535 that WebGPU allows; more go along y. */
const groupsAcross = 32768;

/** Workgroups for `count` invocations, whose number is `flatIndex`. */
export function flatGroups(count: number): readonly [number, number, number] {
  const groups = Math.ceil(count / groupSize);
  return [Math.min(groups, groupsAcross), Math.ceil(groups / groupsAcross), 1];
}

/** WGSL of a kernel without shared memory: `body` runs for every index below `s.count`. */
export function flatMain(body: string): string {
  return `
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = id.x + id.y * ${groupsAcross * groupSize}u;
  if (index >= s.count) { return; }
${body}
}`;
}

/** `count` pieces of text, one after the other. */
export function unroll(count: number, piece: (i: number) => string, separator = '\n'): string {
  return Array.from({ length: count }, (_, i) => piece(i)).join(separator);
}
