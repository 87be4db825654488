import type { Instruction, Plan, PlanBuffer } from '../plan/plan.ts';

/** What a strip may take of the first-level cache (32 KB on most processors), beside the panel of weights. */
const stripBytes = 24 * 1024;

/** Rows of the result that a task of a convolution computes at once: as many as fit the cache with the input rows they need. */
export function stripRows(kernel: number, stride: number, x: PlanBuffer, out: PlanBuffer, spread = 1): number {
  const height = out.shape[1];
  const inputRow = 4 * (x.shape[2] * spread + kernel - 1) * x.pitch;
  const perRow = 4 * out.shape[2] * out.pitch + stride * inputRow;
  const rows = Math.max(1, Math.min(height, Math.floor((stripBytes - (kernel - stride) * inputRow) / perRow)));
  return Math.ceil(height / Math.ceil(height / rows));
}

/** Scratch that a thread needs for the plan's hungriest instruction. */
export function scratchBytes(plan: Plan): number {
  return plan.instructions.reduce((most, instruction) => Math.max(most, bytesOf(instruction, plan)), 0);
}

function bytesOf(instruction: Instruction, { buffers }: Plan): number {
  switch (instruction.kind) {
    case 'conv':
    case 'inputGradient': {
      const { kernel, stride } = instruction.conv;
      const backward = instruction.kind === 'inputGradient';
      const from = buffers[backward ? instruction.reads.dy : instruction.reads.x]!;
      const out = buffers[instruction.writes.out]!;
      const rows = backward ? stripRows(kernel, 1, from, out, stride) : stripRows(kernel, stride, from, out);
      return 4 * rows * out.shape[2] * out.pitch + inputBytes(from, kernel, backward ? 1 : stride, rows, backward ? stride : 1);
    }
    case 'weightGradient': {
      const { kernel, stride } = instruction.conv;
      const x = buffers[instruction.reads.x]!;
      const dy = buffers[instruction.reads.dy]!;
      const accumulators = 4 * (kernel * kernel * x.pitch + 1) * dy.pitch;
      return accumulators + inputBytes(x, kernel, stride, stripRows(kernel, stride, x, dy), 1);
    }
    case 'draw': {
      const { shape, pitch } = buffers[instruction.writes.out]!;
      return 4 * (shape[1] + shape[2]) * pitch;
    }
    case 'moments': {
      const { shape, pitch } = buffers[instruction.reads.x]!;
      return 8 * shape[0] * pitch;
    }
    case 'normSlopes':
      return 16 * buffers[instruction.reads.x]!.pitch;
    default:
      return 0;
  }
}

function inputBytes(x: PlanBuffer, kernel: number, stride: number, rows: number, spread: number): number {
  return 4 * ((rows - 1) * stride + kernel) * (x.shape[2] * spread + kernel - 1) * x.pitch;
}
