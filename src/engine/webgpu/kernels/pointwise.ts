/**
 * What most kernels without arithmetic worth the name are: one invocation for each vec4 of `out`, [n, h, w, quads]. Bound by memory;
 * neighbouring invocations touch neighbouring vectors.
 */
import { type Call, callOf, flatGroups, flatMain, type Kernel, type Storage } from './call.ts';
import { scaleText } from './moments.ts';
import type { Site } from './site.ts';

interface Pointwise {
  readonly kind: string;
  readonly site: Site;
  readonly out: number;
  /** Pictures of `out` that are computed; all by default. */
  readonly pictures?: number;
  readonly storage: Readonly<Record<string, Storage>>;
  readonly words?: Readonly<Record<string, number>>;
  readonly code?: string;
  /** WGSL over `index`, the vec4's number, `q`, `x`, `y`, `n`, its place in `out`, and `pixel`. */
  readonly body: string;
}

/** A call over the vectors of a buffer of the plan, bound as `out`. */
export function overVectors({ kind, site, out, pictures, storage, words = {}, code = '', body }: Pointwise): Call {
  const { shape, quads } = site.buffer(out);
  const [n, h, w] = shape;
  const count = (pictures ?? n) * h * w * quads;
  return callOf({
    kind,
    storage: { ...storage, out: site.maps(out) },
    words: { count, h, w, quads, ...words },
    code: `${code}${flatMain(`
  let q = index % s.quads;
  let pixel = index / s.quads;
  let x = pixel % s.w;
  let y = (pixel / s.w) % s.h;
  let n = pixel / (s.w * s.h);
${body}`)}`,
    groups: flatGroups(count),
    work: 8 * count,
  });
}

/** out = relu(scale x + offset). */
export const rectify: Kernel<'rectify'> = ({ reads, writes }, site) =>
  overVectors({
    kind: 'rectify',
    site,
    out: writes.out,
    storage: { source: site.maps(reads.x), coefficients: site.maps(reads.coefficients) },
    body: `${scaleText('s.quads', 'q')}
  out[index] = max(scale * source[index] + offset, vec4f());`,
  });

/** out = [scale x + offset > 0] dy + Σ addends. */
export const rectifyGradient: Kernel<'rectifyGradient'> = ({ reads, writes }, site) => {
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({
    kind: 'rectify',
    site,
    out: writes.out,
    storage: { dy: site.maps(reads.dy), source: site.maps(reads.x), coefficients: site.maps(reads.coefficients), ...storage },
    body: `${scaleText('s.quads', 'q')}
  let open = scale * source[index] + offset > vec4f();
  out[index] = select(vec4f(), dy[index], open)${plus('index')};`,
  });
};

/** out = Σ addends. */
export const sum: Kernel<'sum'> = ({ reads, writes }, site) => {
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({ kind: 'sum', site, out: writes.out, storage, body: `  out[index] = vec4f()${plus('index')};` });
};

/** out[at + b] = w_b · maps[b]. */
export const mask: Kernel<'mask'> = ({ reads, writes, at }, site) => {
  const { shape, floats } = site.buffer(reads.maps);
  const [pictures] = shape;
  return overVectors({
    kind: 'mask',
    site,
    out: writes.out,
    pictures,
    storage: { source: site.maps(reads.maps), weights: site.jointWeights('vec4f') },
    words: { skip: (at * floats) / pictures / 4 },
    body: `  out[s.skip + index] = weights[n * s.quads + q] * source[index];`,
  });
};
