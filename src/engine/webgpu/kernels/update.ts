/**
 * The optimiser over a whole network: an invocation for 4 parameters sums the slices' gradients in their order (those of generated maps
 * times −k_t, or not at all while it is 0) and touches weight and slots once. The arenas are padded to whole vectors; what lies beyond the
 * last parameter stays 0.
 */
import * as scalars from '../../plan/scalars.ts';
import { callOf, flatGroups, flatMain, type Kernel } from './call.ts';

export const update: Kernel<'update'> = ({ network }, site) => {
  const mine = network === 'generator';
  const optimiser = mine ? site.subject.optimiserG : site.subject.optimiserD;
  const count = site.rowFloats(network) / 4;
  const corrections = mine ? scalars.liveCorrectionsG : scalars.liveCorrectionsD;
  const trained = mine ? scalars.liveTrainG : scalars.liveTrainD;
  const rate = mine ? scalars.liveLearningRateG : scalars.liveLearningRateD;
  const moments =
    optimiser.kind === 'rmsprop'
      ? `
  let v = ${optimiser.decay} * slots[index] + ${1 - optimiser.decay} * g * g;
  slots[index] = v;
  let change = g / (sqrt(v) + ${optimiser.epsilon});`
      : `
  let m = ${optimiser.beta1} * slots[index] + ${1 - optimiser.beta1} * g;
  let v = ${optimiser.beta2} * slots[s.count + index] + ${1 - optimiser.beta2} * g * g;
  slots[index] = m;
  slots[s.count + index] = v;
  let change = live[${corrections}] * m / (sqrt(live[${corrections + 1}] * v) + ${optimiser.epsilon});`;
  return callOf({
    kind: 'update',
    storage: {
      parameters: site.parameters(network, 'vec4f', 'read_write'),
      gradients: site.gradients(network, 'vec4f', 'read'),
      slots: {
        place: { buffer: `optimiser.${network}`, offset: 0, bytes: 16 * count * (optimiser.kind === 'adam' ? 2 : 1) },
        element: 'vec4f',
        access: 'read_write',
      },
      live: site.live(),
      metrics: site.metrics(),
    },
    words: { count, ...site.slices(network) },
    groups: flatGroups(count),
    work: 4 * count * (site.slices(network).slices + 10),
    code: flatMain(`
  if (live[${trained}] == 0) { return; }
  var g = vec4f();
  for (var i = 0u; i < s.positive; i++) { g += gradients[i * s.count + index]; }
  var fake = vec4f();
  let kT = metrics[${scalars.metricsKT}];
  for (var i = s.positive; i < s.slices && kT != 0; i++) { fake += gradients[i * s.count + index]; }
  g -= kT * fake;${moments}
  parameters[index] -= live[${rate}] * change;`),
  });
};
