import type { InstructionKind } from '../../plan/plan.ts';
import type { AnyInstruction, Call, Kernel } from './call.ts';
import { concat, slice } from './channels.ts';
import { compare } from './compare.ts';
import { conv } from './conv.ts';
import { draw } from './draw.ts';
import { inputGradient } from './inputGradient.ts';
import { frozen, moments } from './moments.ts';
import { normGradient, normSlopes } from './normGradient.ts';
import { mask, rectify, rectifyGradient, sum } from './pointwise.ts';
import { maxPool, maxPoolGradient, resize, upsample, upsampleGradient } from './resample.ts';
import { sample } from './sample.ts';
import { score } from './score.ts';
import { seedDiscriminator, seedGenerator } from './seeds.ts';
import type { Site } from './site.ts';
import { update } from './update.ts';
import { weightGradient } from './weightGradient.ts';

/** The kernel of each instruction. A new one is a file and a line here. */
const kernels: { readonly [K in InstructionKind]: Kernel<K> } = {
  sample,
  draw,
  mask,
  resize,
  concat,
  conv,
  rectify,
  maxPool,
  upsample,
  sum,
  moments,
  frozen,
  compare,
  score,
  seedDiscriminator,
  seedGenerator,
  weightGradient,
  inputGradient,
  rectifyGradient,
  normSlopes,
  normGradient,
  maxPoolGradient,
  upsampleGradient,
  slice,
  update,
};

/** The dispatches of an instruction: mostly one; none where another instruction's kernel does its work. */
export function translate(instruction: AnyInstruction, site: Site): readonly Call[] {
  const calls = translateKind(instruction.kind, instruction, site);
  return Array.isArray(calls) ? calls : [calls as Call];
}

function translateKind<K extends InstructionKind>(kind: K, instruction: Parameters<Kernel<K>>[0], site: Site): Call | readonly Call[] {
  return kernels[kind](instruction, site);
}
