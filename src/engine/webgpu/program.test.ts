import { expect, it } from 'vitest';
import { kindOf } from '../plan/print.ts';
import { planStep } from '../plan/step.ts';
import { toyDuel } from '../specimen.ts';
import { planOptions } from './factory.ts';
import { inputPlaces } from './inputs.ts';
import { translate } from './kernels/registry.ts';
import { Site } from './kernels/site.ts';

it.each(['group', 'batch'] as const)('counts every dispatch as the kind that the schedule names: %s norm', (normalisation) => {
  const duel = toyDuel({ network: { normalisation, stacks: 2 }, advGradient: 'both' });
  const { generator, discriminator } = duel;
  const plan = planStep(duel, planOptions);
  const site = new Site(
    plan,
    {
      ...duel,
      parameterCounts: { generator: generator.parameterCount, discriminator: discriminator.parameterCount },
      statisticsCount: { generator: generator.statisticsCount, real: discriminator.statisticsCount, fake: discriminator.statisticsCount },
    },
    inputPlaces(duel.batch, duel.joints),
    false,
  );
  for (const instruction of plan.instructions)
    for (const call of translate(instruction, site)) expect(call.kind, instruction.kind).toBe(kindOf(instruction));
});
