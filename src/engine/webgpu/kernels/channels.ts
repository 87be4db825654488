/** Concatenation and its gradient. The parts need not be multiples of 4, so channels are moved one by one. */
import type { Kernel } from './call.ts';
import { overVectors } from './pointwise.ts';

/** Channels of a [≤ n, h, w, ca], then of b [n, h, w, cb] → out [n, h, w, ca + cb]. */
export const concat: Kernel<'concat'> = ({ reads, writes }, site) => {
  const a = site.buffer(reads.a);
  const b = site.buffer(reads.b);
  const [ca, cb] = [a.shape[3], b.shape[3]];
  return overVectors({
    kind: 'concat',
    site,
    out: writes.out,
    storage: { a: site.maps(reads.a, 'f32'), b: site.maps(reads.b, 'f32') },
    words: { pixelsOfA: a.shape[0] * a.shape[1] * a.shape[2], pitchOfA: a.pitch, pitchOfB: b.pitch, ca, cb },
    body: `
  var v = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let c = 4u * q + i;
    if (c < s.ca) {
      v[i] = a[(pixel % s.pixelsOfA) * s.pitchOfA + c];
    } else if (c < s.ca + s.cb) {
      v[i] = b[pixel * s.pitchOfB + c - s.ca];
    }
  }
  out[index] = v;`,
  });
};

/** out [n, h, w, c] = the channels of dy from `channel` on. */
export const slice: Kernel<'slice'> = ({ reads, writes, channel }, site) => {
  const { pitch } = site.buffer(reads.dy);
  const channels = site.buffer(writes.out).shape[3];
  return overVectors({
    kind: 'concat',
    site,
    out: writes.out,
    storage: { dy: site.maps(reads.dy, 'f32') },
    words: { channels, pitch, first: channel },
    body: `
  var v = vec4f();
  for (var i = 0u; i < 4u; i++) {
    if (4u * q + i < s.channels) { v[i] = dy[pixel * s.pitch + s.first + 4u * q + i]; }
  }
  out[index] = v;`,
  });
};
