import { expect, it } from 'vitest';
import type { Duel } from '../engine.ts';
import { kindOf } from '../plan/print.ts';
import { planStep } from '../plan/step.ts';
import { presetDuel } from '../reference/runs.ts';
import { selfTestDuel } from '../selfTest.ts';
import { toyDuel } from '../specimen.ts';
import { planOptions, subjectOf } from './factory.ts';
import { inputPlaces } from './inputs.ts';
import { translate } from './kernels/registry.ts';
import { Site } from './kernels/site.ts';
import { callsOf } from './program.ts';

it.each(['group', 'batch'] as const)('counts every dispatch as the kind that the schedule names: %s norm', (normalisation) => {
  const duel = toyDuel({ network: { normalisation, stacks: 2 }, advGradient: 'both' });
  const plan = planStep(duel, planOptions);
  const site = new Site(plan, subjectOf(duel), inputPlaces(duel.batch, duel.joints), false);
  for (const instruction of plan.instructions)
    for (const call of translate(instruction, site)) expect(call.kind, instruction.kind).toBe(kindOf(instruction));
});

it.each([true, false])('layers of other sizes share their kernels, and the self-test those of the run: cooperative %s', (cooperative) => {
  const sources = (duel: Duel) =>
    new Set(
      callsOf(planStep(duel, planOptions), subjectOf(duel), inputPlaces(duel.batch, duel.joints), cooperative).map(({ source }) => source),
    );
  const small = sources(presetDuel('small'));
  expect(small.size).toBeLessThanOrEqual(50);
  expect([...sources(selfTestDuel())].filter((source) => !small.has(source)).length).toBeLessThanOrEqual(10);
});
