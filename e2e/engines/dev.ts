import { inputPlaces } from '../../src/engine/webgpu/inputs.ts';
import { callsOf } from '../../src/engine/webgpu/program.ts';
import { planOptions } from '../../src/engine/webgpu/factory.ts';
import { planStep } from '../../src/engine/plan/step.ts';
import { compile } from '../../src/engine/webgpu/compile.ts';
import { browserGpu } from '../../src/platform/browser/webgpu.ts';
import { presetDuel } from './duels.ts';
export async function times(preset: any) {
  const duel = presetDuel(preset);
  const subject: any = { ...duel, parameterCounts: { generator: duel.generator.parameterCount, discriminator: duel.discriminator.parameterCount }, statisticsCount: { generator: 0, real: 0, fake: 0 } };
  const calls = callsOf(planStep(duel, planOptions), subject, inputPlaces(duel.batch, duel.joints), false);
  const distinct = [...new Map(calls.map((c) => [c.source, c])).values()];
  const { device } = await browserGpu.open();
  const out: any[] = [];
  for (const c of distinct) { const t = performance.now(); await compile(device, [c], {}); out.push([c.kind, Math.round(performance.now() - t), c.source.length]); }
  return [distinct.length, out.reduce((s, o) => s + o[1], 0), ...out.map((o) => o.join(' '))];
}
