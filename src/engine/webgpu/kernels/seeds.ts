/** The gradients at the networks' answers, where the backward passes begin. An invocation a vec4 of joints. */
import { liveLambdaG, metricsFactor } from '../../plan/scalars.ts';
import type { Kernel } from './call.ts';
import { overVectors } from './pointwise.ts';

/** out [2B, …]: −2 factor w (C − R), then −2 factor w (Ĉ − R̂). */
export const seedDiscriminator: Kernel<'seedDiscriminator'> = ({ reads, writes }, site) => {
  const { shape, floats } = site.buffer(reads.generated);
  return overVectors({
    kind: 'losses',
    site,
    out: writes.out,
    storage: {
      truth: site.maps(reads.maps),
      redrawn: site.maps(reads.redrawn),
      generated: site.maps(reads.generated),
      weights: site.jointWeights('vec4f'),
      metrics: site.metrics(),
    },
    words: { batch: shape[0], half: floats / 4 },
    body: `
  var wanted = vec4f();
  if (n < s.batch) { wanted = truth[index]; } else { wanted = generated[index - s.half]; }
  let weight = weights[(n % s.batch) * s.quads + q];
  out[index] = -2 * metrics[${metricsFactor}] * weight * (wanted - redrawn[index]);`,
  });
};

/** out [B, …]: −2 factor w (1 + fC)(C − Ĉ); at the last stack plus λ_G w (adversarial [+ 2 factor (Ĉ − R̂)]). */
export const seedGenerator: Kernel<'seedGenerator'> = ({ reads, writes }, site) => {
  const { adversarial, redrawn } = reads;
  const target = redrawn === undefined ? '' : ' + 2 * factor * (g - redrawn[s.half + index])';
  const term = adversarial === undefined ? '' : ` + live[${liveLambdaG}] * (adversarial[index]${target})`;
  return overVectors({
    kind: 'losses',
    site,
    out: writes.out,
    storage: {
      truth: site.maps(reads.maps),
      generated: site.maps(reads.generated),
      weights: site.jointWeights('vec4f'),
      metrics: site.metrics(),
      live: site.live(),
      ...(adversarial !== undefined && { adversarial: site.maps(adversarial) }),
      ...(redrawn !== undefined && { redrawn: site.maps(redrawn) }),
    },
    words: { half: site.buffer(reads.generated).floats / 4 },
    body: `
  let factor = metrics[${metricsFactor}];
  let c = truth[index];
  let g = generated[index];
  out[index] = weights[n * s.quads + q] * (2 * factor * (1 + ${site.subject.foreground} * c) * (g - c)${term});`,
  });
};
