import { planStep } from '../../engine/plan/step.ts';
import { wasmPlans } from '../../engine/wasm/machine.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { trainingCost } from '../../network/cost.ts';
import { duelOf } from '../../train/duel.ts';

/** What a run would take, as the text of `--dry-run`. */
export function costText(config: Config, joints: number): string {
  const duel = duelOf(config, joints);
  const { generator, discriminator, batch, input, heatmap } = duel;
  const cost = trainingCost(generator, discriminator, batch, { g: config.optimiserG, d: config.optimiserD });
  const { arenaFloats, keptFloats } = planStep(duel, wasmPlans);
  const rows = [
    ['preset', `${config.preset}: batches of ${batch}, pictures of ${input} px, heatmaps of ${heatmap} px, ${joints} joints`],
    ['parameters', `G ${count(cost.generator.parameters)}, D ${count(cost.discriminator.parameters)}`],
    [
      'multiply-adds',
      `${giga(cost.multiplyAddsPerStep)} a step; a picture through G ${giga(cost.generator.multiplyAdds)}, through D ${giga(cost.discriminator.multiplyAdds)}`,
    ],
    ['weights', `${mega(cost.weightBytes)}, and ${mega(cost.optimiserBytes)} of the optimisers`],
    ['activations', `${mega(4 * arenaFloats)} planned, of which ${mega(4 * keptFloats)} must be kept for the backward passes`],
  ];
  return rows.map(([name = '', text = '']) => `${name.padEnd(14)} ${text}`).join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function giga(value: number): string {
  return `${(value / 1e9).toPrecision(3)} G`;
}

function mega(bytes: number): string {
  return `${(bytes / 2 ** 20).toPrecision(3)} MiB`;
}
