/**
 * Reductions over pixels. There are two ways to share one out, both in a fixed order: on hardware the 64 lanes of a workgroup take every
 * 64th pixel each and meet in workgroup memory. A software adapter pays some 10 µs a barrier for each of its 4-wide subgroups, more than
 * the whole sum costs, so there one invocation walks over all pixels alone.
 */
import { type Call, groupSize, unroll } from './call.ts';
import type { Site } from './site.ts';

/** How a reduction is shared out: the parts of a call and of its WGSL that depend on it. */
export interface Sharing {
  /** Lanes that share the pixels. */
  readonly lanes: number;
  /** A barrier, where lanes have to meet. */
  readonly meet: string;
  readonly groups: Call['groups'];
  /** WGSL of `reduce(lane, a, b)`: the sums of two vec4 over all lanes, known to every lane. */
  readonly code: string;
  /** WGSL of the kernel: `body` runs with `lane`, `q` and `unit`, the vec4 of channels and the pictures it stands for. */
  main(body: string): string;
}

/** Side of the square that a workgroup's lanes make: two levels of 8 cost three barriers where a tree costs six. */
const side = Math.sqrt(groupSize);
/** Invocations of a workgroup that work alone; few, so that all cores get some. */
const soloSize = 4;

const pair = 'struct Pair { a: vec4f, b: vec4f }\n';

/** Sharing among the lanes of a workgroup for each of `units` × `quads` sums, or none; the call has both among its words. */
export function sharing(site: Site, units: number, quads: number): Sharing {
  if (!site.cooperative)
    return {
      lanes: 1,
      meet: '',
      groups: [Math.ceil((units * quads) / soloSize), 1, 1],
      code: `${pair}fn reduce(lane: u32, a: vec4f, b: vec4f) -> Pair { return Pair(a, b); }\n`,
      main: (body) => `
@compute @workgroup_size(${soloSize})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let lane = 0u;
  let q = id.x % s.quads;
  let unit = id.x / s.quads;
  if (unit >= s.units) { return; }
${body}
}`,
    };
  return {
    lanes: groupSize,
    meet: 'workgroupBarrier();',
    groups: [quads, units, 1],
    code: `${pair}${reduceText}`,
    main: (body) => `
@compute @workgroup_size(${groupSize})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let q = id.x;
  let unit = id.y;
${body}
}`,
  };
}

const reduceText = `
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
${unroll(side - 1, (i) => `  t.a += shares[${i + 1}].a;\n  t.b += shares[${i + 1}].b;`)}
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
