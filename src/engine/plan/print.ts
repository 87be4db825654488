import type { Schedule } from '../engine.ts';
import { type Instruction, type Plan, readsOf, writesOf } from './plan.ts';

/** A plan as data for people: an entry for each instruction with its operands' names, shapes and places. */
export function scheduleOf({ instructions, buffers, arenaFloats, keptFloats }: Plan): Schedule {
  const operand = (id: number) => {
    const { name, shape, offset } = buffers[id]!;
    return `${name}[${shape.join('×')}]@${offset}`;
  };
  return {
    instructions: instructions.map((instruction) => ({
      kind: kindOf(instruction),
      title: title(instruction),
      reads: readsOf(instruction).map(operand),
      writes: writesOf(instruction).map(operand),
    })),
    buffers: buffers.length,
    arenaBytes: 4 * arenaFloats,
    keptBytes: 4 * keptFloats,
  };
}

/** A plan as text: a summary, then a line for each instruction. */
export function printPlan(plan: Plan): string {
  const { instructions, buffers, arenaBytes, keptBytes } = scheduleOf(plan);
  const summary = `${plan.name}: ${instructions.length} instructions, ${buffers} buffers, arena ${megabytes(arenaBytes)}, kept ${megabytes(keptBytes)}`;
  const width = String(instructions.length).length;
  const lines = instructions.map(
    ({ title, reads, writes }, at) => `${String(at).padStart(width)} ${title}: ${reads.join(' + ') || '·'} → ${writes.join(', ') || '·'}`,
  );
  return [summary, ...lines].join('\n');
}

/** How often each kernel runs. */
export function countKinds(plan: Plan): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of plan.instructions) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** What an instruction is counted as where time is told by kind of kernel. */
export function kindOf(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'conv':
      return `conv ${sides(instruction.conv)}`;
    case 'inputGradient':
      return `input gradient ${sides(instruction.conv)}`;
    case 'weightGradient':
      return `weight gradient ${sides(instruction.conv)}`;
    case 'moments':
    case 'frozen':
    case 'normSlopes':
    case 'normGradient':
      return 'norm';
    case 'compare':
    case 'score':
    case 'seedDiscriminator':
    case 'seedGenerator':
      return 'losses';
    case 'rectifyGradient':
      return 'rectify';
    case 'maxPool':
    case 'maxPoolGradient':
      return 'pool';
    case 'upsampleGradient':
      return 'upsample';
    case 'slice':
      return 'concat';
    default:
      return instruction.kind;
  }
}

function title(instruction: Instruction): string {
  const { kind } = instruction;
  if ('conv' in instruction) {
    const { kernel, stride, cin, cout } = instruction.conv;
    return `${kind} ${kernel}×${kernel}${stride > 1 ? `/${stride}` : ''} ${cin}→${cout}`;
  }
  if ('norm' in instruction) return `${kind} ${instruction.norm.mode} ${instruction.norm.channels}`;
  if (kind === 'update') return `${kind} ${instruction.network}`;
  return kind;
}

function sides({ kernel }: { readonly kernel: number }): string {
  return `${kernel}×${kernel}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}
