import { describe, expect, it } from 'vitest';
import { discriminator } from '../../network/discriminator.ts';
import { generator } from '../../network/generator.ts';
import type { Network, Normalisation } from '../../network/graph.ts';
import { type PresetName, presets } from '../../network/presets.ts';
import type { Duel } from '../engine.ts';
import { planExamination, planRedrawing } from './look.ts';
import { type Plan, readsOf, writesOf } from './plan.ts';
import { countKinds, printPlan } from './print.ts';
import { planStep } from './step.ts';

function duelOf(name: PresetName, normalisation: Normalisation = 'group', stacks = 1, modules = 1): Duel {
  const config = { ...presets[name], stacks, modules, joints: 14, normalisation };
  const { batch, input, heatmap, sigma } = config;
  return {
    ...{ batch, input, heatmap, sigma, joints: 14, foreground: 0, lossScale: 'energy', advGradient: 'both' },
    generator: generator(config),
    discriminator: discriminator(config),
    optimiserG: { kind: 'rmsprop', decay: 0.99, epsilon: 1e-8 },
    optimiserD: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  };
}

/**
 * Replays a plan with memory that remembers whose it is: every float belongs to the buffer that wrote it last.
 * @returns the reads that would have found another buffer's values.
 */
function clobbered(plan: Plan, inputs: readonly number[]): string[] {
  const owner = new Int32Array(plan.arenaFloats).fill(-1);
  const faults: string[] = [];
  const place = (id: number) => {
    const { offset, floats } = plan.buffers[id]!;
    return owner.subarray(offset, offset + floats);
  };
  for (const id of inputs) place(id).fill(id);
  plan.instructions.forEach((instruction, at) => {
    const reads = readsOf(instruction);
    const addends: readonly number[] = 'addends' in instruction.reads ? instruction.reads.addends : [];
    for (const id of reads) if (place(id).some((who) => who !== id)) faults.push(`${at} ${instruction.kind}: ${plan.buffers[id]!.name}`);
    for (const id of writesOf(instruction)) {
      place(id).fill(id);
      // What is not an addend must survive its own instruction.
      for (const read of reads)
        if (!addends.includes(read) && read !== id && place(read).some((who) => who !== read)) faults.push(`${at} overwrites ${read}`);
    }
  });
  return faults;
}

const engines = [
  { rowSums: true, inPlace: true },
  { rowSums: false, inPlace: false },
] as const;

describe('the plan of a step', () => {
  it.each(engines)('never overwrites what is still to be read (%o)', (options) => {
    for (const [stacks, modules] of [
      [1, 1],
      [3, 2],
    ] as const) {
      const plan = planStep(duelOf('toy', 'group', stacks, modules), options);
      expect(clobbered(plan, [])).toEqual([]);
    }
    expect(clobbered(planStep(duelOf('toy', 'batch'), options), [])).toEqual([]);
  });

  it('keeps its arena near the least that the backward pass needs', () => {
    for (const options of engines)
      for (const name of ['toy', 'small', 'medium'] as const) {
        const { arenaFloats, keptFloats } = planStep(duelOf(name), options);
        expect(arenaFloats / keptFloats).toBeLessThan(1.15);
      }
  });

  it('finds the gradient of every parameter once', () => {
    const duel = duelOf('toy', 'batch', 2, 2);
    for (const network of [duel.generator, duel.discriminator]) {
      const found = new Map<number, number>();
      const count = (offset: number) => found.set(offset, (found.get(offset) ?? 0) + 1);
      for (const instruction of planStep(duel, engines[0]).instructions) {
        if (instruction.kind === 'weightGradient' && instruction.conv.network === network.name) {
          count(instruction.conv.weight);
          count(instruction.conv.bias);
        }
        if (instruction.kind === 'normSlopes' && instruction.norm.network === network.name) {
          count(instruction.norm.gain);
          count(instruction.norm.shift);
        }
      }
      const expected = network.parameters.map(({ offset }) => [offset, 1] as const);
      expect([...found].sort(([a], [b]) => a - b)).toEqual(expected);
    }
  });

  it('costs one pass of convolutions forward, one for weights, one for inputs but that of the picture', () => {
    const duel = duelOf('toy', 'group', 2);
    const convolutions = (network: Network) => network.nodes.filter(({ op }) => op.kind === 'conv').length;
    const all = convolutions(duel.generator) + convolutions(duel.discriminator);
    const kinds = countKinds(planStep(duel, engines[0]));
    expect(kinds).toMatchObject({ conv: all, weightGradient: all, inputGradient: all - 1, update: 2 });
    // Whatever is pointwise rides on a convolution.
    expect(kinds.sum).toBeUndefined();
  });

  it('has the pinned size for toy', () => {
    const plan = planStep(duelOf('toy'), engines[0]);
    expect(printPlan(plan).split('\n')[0]).toMatchInlineSnapshot(`"step: 469 instructions, 529 buffers, arena 2.99 MB, kept 2.72 MB"`);
    expect(plan.arenaFloats).toMatchInlineSnapshot(`784128`);
    expect(countKinds(plan)).toMatchInlineSnapshot(`
      {
        "compare": 1,
        "concat": 1,
        "conv": 76,
        "draw": 1,
        "inputGradient": 75,
        "mask": 1,
        "maxPool": 4,
        "maxPoolGradient": 4,
        "moments": 70,
        "normGradient": 70,
        "normSlopes": 70,
        "rectify": 2,
        "rectifyGradient": 2,
        "resize": 1,
        "sample": 1,
        "score": 1,
        "seedDiscriminator": 1,
        "seedGenerator": 1,
        "slice": 1,
        "update": 2,
        "upsample": 4,
        "upsampleGradient": 4,
        "weightGradient": 76,
      }
    `);
  });

  it('is plain data', () => {
    const plan = planStep(duelOf('toy'), engines[0]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('the plans of looking', () => {
  it.each(engines)('never overwrite what is still to be read (%o)', (options) => {
    for (const normalisation of ['group', 'batch'] as const) {
      const duel = duelOf('toy', normalisation, 2);
      const examination = planExamination(duel, 3, options);
      expect(clobbered(examination, [])).toEqual([]);
      const redrawing = planRedrawing(duel, 3, 'fake', options);
      expect(clobbered(redrawing, [redrawing.named.maps!])).toEqual([]);
    }
  });

  it('use running statistics in batch mode, and change none', () => {
    const kinds = countKinds(planExamination(duelOf('toy', 'batch'), 2, engines[0]));
    expect(kinds.moments).toBeUndefined();
    expect(kinds.frozen).toBeGreaterThan(0);
    expect(kinds.update).toBeUndefined();
  });
});
