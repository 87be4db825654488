/**
 * Row sums of all squares, [B, h, 6, pitch] (see the plan): an invocation for each row and vec4 of joints, which walks along the row. The
 * stacks before the last only add to one of the six, each in a call of its own, so that the number of stacks is not bound by that of bindings.
 */
import { type Call, callOf, flatGroups, flatMain, type Kernel } from './call.ts';
import type { Site } from './site.ts';

export const compare: Kernel<'compare'> = ({ reads, writes }, site) => {
  const last = reads.generated.at(-1)!;
  const others = reads.generated.slice(0, -1);
  return [
    compareLast(site, reads.maps, reads.redrawn, last, writes.out),
    ...others.map((id) => compareStack(site, reads.maps, id, writes.out)),
  ];
};

function compareLast(site: Site, maps: number, redrawn: number, generated: number, out: number): Call {
  const { words, groups, work } = rows(site, generated);
  return callOf({
    kind: 'losses',
    storage: {
      truth: site.maps(maps),
      redrawn: site.maps(redrawn),
      generated: site.maps(generated),
      weights: site.jointWeights('vec4f'),
      out: site.maps(out),
    },
    words: { ...words, half: site.buffer(generated).floats / 4 },
    groups,
    work,
    code: flatMain(`
  let q = index % s.quads;
  let row = index / s.quads;
  var real = vec4f();
  var fake = vec4f();
  var mse = vec4f();
  var energy = vec4f();
  var peak = vec4f(-3.4e38);
  for (var x = 0u; x < s.w; x++) {
    let at = (row * s.w + x) * s.quads + q;
    let c = truth[at];
    let g = generated[at];
    let a = c - redrawn[at];
    let b = g - redrawn[at + s.half];
    let d = c - g;
    real += a * a;
    fake += b * b;
    mse += (1 + ${site.subject.foreground} * c) * d * d;
    energy += c * c;
    peak = max(peak, g);
  }
  let weight = weights[row / s.h * s.quads + q];
  let to = row * 6u * s.quads + q;
  out[to] = weight * real;
  out[to + s.quads] = weight * fake;
  out[to + 2u * s.quads] = weight * mse;
  out[to + 3u * s.quads] = vec4f();
  out[to + 4u * s.quads] = weight * energy;
  out[to + 5u * s.quads] = peak;`),
  });
}

function compareStack(site: Site, maps: number, generated: number, out: number): Call {
  return callOf({
    kind: 'losses',
    storage: { truth: site.maps(maps), generated: site.maps(generated), weights: site.jointWeights('vec4f'), out: site.maps(out) },
    ...rows(site, generated),
    code: flatMain(`
  let q = index % s.quads;
  let row = index / s.quads;
  var mse = vec4f();
  for (var x = 0u; x < s.w; x++) {
    let at = (row * s.w + x) * s.quads + q;
    let d = truth[at] - generated[at];
    mse += (1 + ${site.subject.foreground} * truth[at]) * d * d;
  }
  out[(row * 6u + 3u) * s.quads + q] += weights[row / s.h * s.quads + q] * mse;`),
  });
}

function rows(site: Site, generated: number): Pick<Call, 'words' | 'groups' | 'work'> {
  const { shape, quads } = site.buffer(generated);
  const [n, h, w] = shape;
  const count = n * h * quads;
  return { words: { count, h, w, quads }, groups: flatGroups(count), work: 40 * count * w };
}
