/**
 * One workgroup: row sums [B, h, 6, pitch] → Ē, the factor, the losses, the next k_t and the metrics (`plan/scalars.ts`;
 * method/losses.ts and method/controller.ts define them). An invocation for each joint and kind of sum goes over all rows in their order.
 */
import { lossFactor } from '../../../method/losses.ts';
import { padded } from '../../plan/draft.ts';
import * as scalars from '../../plan/scalars.ts';
import { callOf, groupSize, type Kernel } from './call.ts';

export const score: Kernel<'score'> = ({ reads }, site) => {
  const { batch, joints, heatmap, lossScale } = site.subject;
  const pitch = padded(joints);
  const shape = { batch, h: heatmap, w: heatmap, joints };
  const factor = lossScale === 'energy' ? '1 / max(energy, 1e-6)' : String(lossFactor(lossScale, 1, shape));
  return callOf({
    kind: 'losses',
    storage: {
      sums: site.maps(reads.sums, 'f32'),
      weights: site.jointWeights('f32'),
      live: site.live(),
      metrics: site.metrics('read_write'),
    },
    words: { n: batch, h: site.buffer(reads.sums).shape[1] },
    groups: [1, 1, 1],
    work: 6 * batch * heatmap * pitch,
    code: `
var<workgroup> totals: array<f32, ${6 * pitch}>;
var<workgroup> factorOfAll: f32;

fn total(what: u32) -> f32 {
  var t = 0.0;
  for (var j = 0u; j < ${joints}u; j++) { t += totals[what * ${pitch}u + j]; }
  return t;
}

@compute @workgroup_size(${groupSize})
fn main(@builtin(local_invocation_index) lane: u32) {
  for (var i = lane; i < ${6 * pitch}u; i += ${groupSize}u) {
    let what = i / ${pitch}u;
    let j = i % ${pitch}u;
    var t = 0.0;
    for (var n = 0u; n < s.n; n++) {
      var highest = -3.4e38;
      for (var y = 0u; y < s.h; y++) {
        let v = sums[(n * s.h + y) * ${6 * pitch}u + i];
        t += select(v, 0, what == 5u);
        highest = max(highest, v);
      }
      if (what == 5u && weights[n * ${pitch}u + j] != 0) { t += highest; }
    }
    totals[i] = t;
  }
  workgroupBarrier();
  if (lane == 0u) {
    let last = metrics[${scalars.metricsEnergy}];
    let energy = last + (total(4u) - last) * live[${scalars.liveEnergyShare}];
    let factor = ${factor};
    let real = factor * total(0u);
    let fake = factor * total(1u);
    let kT = metrics[${scalars.metricsKTNext}];
    let next = clamp(kT + live[${scalars.liveLambdaK}] * (live[${scalars.liveGamma}] * real - fake), 0, 1);
    var labelled = 0.0;
    for (var i = 0u; i < s.n * ${pitch}u; i++) { labelled += select(0.0, 1.0, weights[i] != 0); }
    metrics[${scalars.metricsKT}] = kT;
    metrics[${scalars.metricsKTNext}] = select(next, kT, live[${scalars.liveFreezeK}] != 0);
    metrics[${scalars.metricsEnergy}] = energy;
    metrics[${scalars.metricsFactor}] = factor;
    metrics[${scalars.metricsLossMse}] = factor * (total(2u) + total(3u));
    metrics[${scalars.metricsLossReal}] = real;
    metrics[${scalars.metricsLossFake}] = fake;
    metrics[${scalars.metricsPeak}] = total(5u) / max(labelled, 1);
    factorOfAll = factor;
  }
  workgroupBarrier();
  for (var i = lane; i < ${3 * joints}u; i += ${groupSize}u) {
    metrics[${scalars.metricsHead}u + i] = factorOfAll * totals[i / ${joints}u * ${pitch}u + i % ${joints}u];
  }
}`,
  });
};
