import { type Instruction, type Plan, readsOf, writesOf } from './plan.ts';

/** A plan as text: a summary, then a line for each instruction with its operands' names, shapes and places. */
export function printPlan(plan: Plan): string {
  const { name, instructions, buffers, arenaFloats, keptFloats } = plan;
  const summary = `${name}: ${instructions.length} instructions, ${buffers.length} buffers, arena ${megabytes(arenaFloats)}, kept ${megabytes(keptFloats)}`;
  const width = String(instructions.length).length;
  const operand = (id: number) => {
    const { name, shape, offset } = buffers[id]!;
    return `${name}[${shape.join('×')}]@${offset}`;
  };
  const lines = instructions.map((instruction, at) => {
    const reads = readsOf(instruction).map(operand).join(' + ');
    const writes = writesOf(instruction).map(operand).join(', ');
    return `${String(at).padStart(width)} ${title(instruction)}: ${reads || '·'} → ${writes || '·'}`;
  });
  return [summary, ...lines].join('\n');
}

/** How often each kernel runs. */
export function countKinds(plan: Plan): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of plan.instructions) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
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

function megabytes(floats: number): string {
  return `${((4 * floats) / 2 ** 20).toFixed(2)} MB`;
}
