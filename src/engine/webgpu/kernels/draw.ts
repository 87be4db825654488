/** True maps from joints (method/heatmap.ts), a vec4 of joints an invocation; and, for all kernels after, the joints' weights. */
import type { Kernel } from './call.ts';
import { overVectors } from './pointwise.ts';

export const draw: Kernel<'draw'> = ({ writes, count }, site) => {
  const { joints, sigma } = site.subject;
  return overVectors({
    kind: 'draw',
    site,
    out: writes.out,
    pictures: count,
    storage: {
      joints: { place: site.inputs.joints, element: 'f32', access: 'read' },
      weights: site.jointWeights('vec4f', 'read_write'),
    },
    body: `
  var weight = vec4f();
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let j = 4u * q + i;
    if (j >= ${joints}u) { break; }
    let at = 3u * (n * ${joints}u + j);
    weight[i] = joints[at + 2u];
    if (weight[i] != 0) {
      let d = vec2f(f32(x), f32(y)) + 0.5 - vec2f(joints[at], joints[at + 1u]);
      value[i] = exp(${-1 / (2 * sigma * sigma)} * dot(d, d));
    }
  }
  out[index] = value;
  if (x == 0u && y == 0u) { weights[n * s.quads + q] = weight; }`,
  });
};
