/** Pooling, upsampling and resizing with their gradients: an invocation for each vec4 of the result, reading the few it depends on. */
import type { Kernel } from './call.ts';
import { overVectors } from './pointwise.ts';

/** x [n, 2h, 2w, c] → out [n, h, w, c], the highest of each 2×2. */
export const maxPool: Kernel<'maxPool'> = ({ reads, writes }, site) =>
  overVectors({
    kind: 'pool',
    site,
    out: writes.out,
    storage: { source: site.maps(reads.x) },
    body: `
  let at = ((n * s.h + y) * 4u * s.w + 2u * x) * s.quads + q;
  let below = at + 2u * s.w * s.quads;
  out[index] = max(max(source[at], source[at + s.quads]), max(source[below], source[below + s.quads]));`,
  });

/** dy [n, h/2, w/2, c] goes to the first highest of each 2×2 of x [n, h, w, c], rows first; plus Σ addends. */
export const maxPoolGradient: Kernel<'maxPoolGradient'> = ({ reads, writes }, site) => {
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({
    kind: 'pool',
    site,
    out: writes.out,
    storage: { dy: site.maps(reads.dy), source: site.maps(reads.x), ...storage },
    body: `
  let square = ((n * s.h + (y & ~1u)) * s.w + (x & ~1u)) * s.quads + q;
  let mine = 2u * (y & 1u) + (x & 1u);
  let value = source[index];
  var wins = vec4<bool>(true, true, true, true);
  for (var i = 0u; i < 4u; i++) {
    let other = source[square + ((i >> 1u) * s.w + (i & 1u)) * s.quads];
    wins = wins & select(other <= value, other < value, vec4<bool>(i < mine));
  }
  let g = dy[((n * (s.h / 2u) + y / 2u) * (s.w / 2u) + x / 2u) * s.quads + q];
  out[index] = select(vec4f(), g, wins)${plus('index')};`,
  });
};

/** x [n, h/2, w/2, c] → out [n, h, w, c], each pixel four times; plus Σ addends. */
export const upsample: Kernel<'upsample'> = ({ reads, writes }, site) => {
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({
    kind: 'upsample',
    site,
    out: writes.out,
    storage: { source: site.maps(reads.x), ...storage },
    body: `
  let at = ((n * (s.h / 2u) + y / 2u) * (s.w / 2u) + x / 2u) * s.quads + q;
  out[index] = source[at]${plus('index')};`,
  });
};

/** dy [n, 2h, 2w, c] → out [n, h, w, c], the sum of each 2×2; plus Σ addends. */
export const upsampleGradient: Kernel<'upsampleGradient'> = ({ reads, writes }, site) => {
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({
    kind: 'upsample',
    site,
    out: writes.out,
    storage: { dy: site.maps(reads.dy), ...storage },
    body: `
  let at = ((n * s.h + y) * 4u * s.w + 2u * x) * s.quads + q;
  let below = at + 2u * s.w * s.quads;
  out[index] = ((dy[at] + dy[at + s.quads]) + (dy[below] + dy[below + s.quads]))${plus('index')};`,
  });
};

/** x [n, f h, f w, c] → out [n, h, w, c], the mean of each f × f square. */
export const resize: Kernel<'resize'> = ({ reads, writes, factor }, site) =>
  overVectors({
    kind: 'resize',
    site,
    out: writes.out,
    storage: { source: site.maps(reads.x) },
    body: `
  var total = vec4f();
  for (var i = 0u; i < ${factor}u; i++) {
    for (var k = 0u; k < ${factor}u; k++) {
      total += source[(((n * s.h + y) * ${factor}u + i) * s.w * ${factor}u + x * ${factor}u + k) * s.quads + q];
    }
  }
  out[index] = total * ${1 / (factor * factor)};`,
  });
