import { groupSize } from './call.ts';

/** Side of the square that a workgroup's lanes make in `reduceText`. */
const side = Math.sqrt(groupSize);

/**
 * WGSL of `reduce(lane, a, b)`: the sums of two vec4 over all lanes of a workgroup, known to every lane, in a fixed order; two levels of 8
 * cost three barriers where a tree costs six. Software adapters pay dearly for barriers.
 */
export const reduceText = `
struct Pair { a: vec4f, b: vec4f }
var<workgroup> shares: array<Pair, ${groupSize}>;

fn reduce(lane: u32, a: vec4f, b: vec4f) -> Pair {
  shares[lane] = Pair(a, b);
  workgroupBarrier();
  var t = Pair(vec4f(), vec4f());
  if (lane < ${side}u) {
    for (var i = 0u; i < ${side}u; i++) {
      t.a += shares[lane + ${side}u * i].a;
      t.b += shares[lane + ${side}u * i].b;
    }
  }
  workgroupBarrier();
  if (lane < ${side}u) { shares[lane] = t; }
  workgroupBarrier();
  t = shares[0];
  for (var i = 1u; i < ${side}u; i++) {
    t.a += shares[i].a;
    t.b += shares[i].b;
  }
  return t;
}
`;

/** WGSL of `fold(v)`: sums over the channels of each group, given to each of them. Groups never reach over a vec4. */
export function foldText(groupWidth: number): string {
  const folded = {
    1: 'v',
    2: 'vec4f(vec2f(v.x + v.y), vec2f(v.z + v.w))',
    4: 'vec4f((v.x + v.y) + (v.z + v.w))',
  }[groupWidth];
  if (folded === undefined) throw new RangeError(`webgpu: there is no norm over groups of ${groupWidth} channels`);
  return `fn fold(v: vec4f) -> vec4f { return ${folded}; }\n`;
}
