/**
 * The batch's pictures: [B, input, input, 4], an invocation a pixel, bilinear (see `Batch`). Pixels are u32, red lowest. The word
 * `size` is filled in when pictures are attached.
 */
import { viewFloats } from '../inputs.ts';
import { type Call, callOf, flatGroups, flatMain, type Kernel } from './call.ts';

export const sample: Kernel<'sample'> = ({ writes }, site): Call => {
  const { shape } = site.buffer(writes.out);
  const [n, h, w] = shape;
  const count = n * h * w;
  return callOf({
    kind: 'sample',
    storage: {
      pictures: { place: { buffer: 'pictures', offset: 0, bytes: 0 }, element: 'u32', access: 'read' },
      views: { place: { ...site.inputs.views }, element: 'f32', access: 'read' },
      out: site.maps(writes.out),
    },
    words: { count, h, w, size: 0 },
    code: `
fn tap(picture: u32, x: i32, y: i32, gain: vec3f) -> vec3f {
  let size = i32(s.size);
  if (x < 0 || y < 0 || x >= size || y >= size) { return vec3f(); }
  let rgb = unpack4x8unorm(pictures[(picture * s.size + u32(y)) * s.size + u32(x)]).rgb;
  return clamp(gain * rgb, vec3f(), vec3f(1)) - 0.5;
}
${flatMain(`
  let x = f32(index % s.w) + 0.5;
  let y = f32((index / s.w) % s.h) + 0.5;
  let picture = index / (s.w * s.h);
  let v = picture * ${viewFloats}u;
  let at = vec2f(views[v] * x + views[v + 1u] * y + views[v + 2u], views[v + 3u] * x + views[v + 4u] * y + views[v + 5u]) - 0.5;
  let low = floor(at);
  let share = at - low;
  let corner = vec2i(clamp(low, vec2f(-2), vec2f(f32(s.size) + 1)));
  let gain = vec3f(views[v + 6u], views[v + 7u], views[v + 8u]);
  let top = mix(tap(picture, corner.x, corner.y, gain), tap(picture, corner.x + 1, corner.y, gain), share.x);
  let bottom = mix(tap(picture, corner.x, corner.y + 1, gain), tap(picture, corner.x + 1, corner.y + 1, gain), share.x);
  out[index] = vec4f(mix(top, bottom, share.y), 0);`)}`,
    groups: flatGroups(count),
    work: 64 * count,
  });
};
