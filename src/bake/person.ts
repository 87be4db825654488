import { PARTS } from './bodyParts.ts';
import type { DressedPerson, Layer } from './character.ts';
import type { Pose } from './motion.ts';
import { type Extras, middle, retarget } from './retarget.ts';
import { carry, poseRig, skin } from './rig.ts';
import { mix, normalize, subtract, type Vec3 } from './rotation.ts';
import { type Surface, vertexNormals } from './shade.ts';

/** A dressed person in a pose, standing on y = 0 with the pelvis over the origin. */
export interface PosedPerson {
  surfaces: Surface[];
  /** The 16 joints of MPII in their order, metres. */
  joints: Vec3[];
  /** [V, 3] all vertices that can be seen, metres. */
  points: Float32Array;
  /** [V, 3] those of the head without its hair. */
  headPoints: Float32Array;
}

/** Turn by `yaw` about y and shift. */
export interface Placement {
  yaw: number;
  shift: Vec3;
}

/** Retarget, skin, and stand the person on the ground: its lowest point touches y = 0. */
export function posePerson(
  person: DressedPerson,
  pose: Pose,
  extras: Extras,
  role: number,
  placement: Placement = { yaw: 0, shift: [0, 0, 0] },
): PosedPerson {
  const { rig, layers } = person;
  const bones = poseRig(rig, retarget(rig, pose, extras));
  const posed = layers.map((layer) => skin(layer.mesh, layer.rest, rig, bones));
  const at = (bone: string): Vec3 => bones.heads[rig.index.get(bone)!]!;
  const pelvis = middle(at('upperleg01.L'), at('upperleg01.R'));
  const lowest = groundUnder(layers, posed, normalize(subtract(at('neck01'), pelvis)));
  const cos = Math.cos(placement.yaw);
  const sin = Math.sin(placement.yaw);
  const place = ([x, y, z]: Vec3): Vec3 => {
    const dx = x - pelvis[0];
    const dz = z - pelvis[2];
    return [cos * dx + sin * dz + placement.shift[0], y - lowest + placement.shift[1], cos * dz - sin * dx + placement.shift[2]];
  };
  for (const positions of posed) {
    for (let i = 0; i < positions.length; i += 3) positions.set(place([positions[i]!, positions[i + 1]!, positions[i + 2]!]), i);
  }
  const shoulders = middle(at('upperarm01.L'), at('upperarm01.R'));
  const limb = (bone: string, side: 'L' | 'R'): Vec3 => at(`${bone}.${side}`);
  const joints: Vec3[] = [
    limb('foot', 'R'),
    limb('lowerleg01', 'R'),
    limb('upperleg01', 'R'),
    limb('upperleg01', 'L'),
    limb('lowerleg01', 'L'),
    limb('foot', 'L'),
    pelvis,
    mix(at('neck01'), shoulders, 0.4), // MPII's annotators put the thorax a little below the neck's root
    at('head'),
    carry(rig, bones, 'head', person.headTop),
    limb('wrist', 'R'),
    limb('lowerarm01', 'R'),
    limb('upperarm01', 'R'),
    limb('upperarm01', 'L'),
    limb('lowerarm01', 'L'),
    limb('wrist', 'L'),
  ].map(place);
  const surfaces = layers.map(
    (layer, i): Surface => ({
      positions: posed[i]!,
      normals: vertexNormals(posed[i]!, layer.triangles),
      triangles: layer.triangles,
      uvTriangles: layer.uvTriangles,
      uvs: layer.mesh.uvs,
      texture: layer.texture,
      material: layer.material,
      ...(layer.regions && { regions: layer.regions }),
      recolours: layer.recolours,
      parts: layer.parts,
      person: role,
      ...(layer.hidden && { hidden: layer.hidden }),
      visibility: new Float32Array(posed[i]!.length / 3).fill(1),
    }),
  );
  return { surfaces, joints, points: visiblePoints(surfaces), headPoints: headPoints(surfaces[0]!) };
}

/**
 * Height of the ground under a posed body: its lowest point. Who lies rests on the trunk: a heel or an elbow that the pose
 * puts a little deeper must not lift the whole body into the air.
 */
function groundUnder(layers: readonly Layer[], posed: readonly Float32Array[], trunk: Vec3): number {
  const trunkParts = [PARTS.indexOf('torso'), PARTS.indexOf('pelvis')];
  let [lowest, lowestTrunk] = [Infinity, Infinity];
  layers.forEach((layer, i) => {
    for (const v of layer.triangles) {
      if (layer.hidden?.[v]) continue;
      const y = posed[i]![v * 3 + 1]!;
      if (y < lowest) lowest = y;
      if (y < lowestTrunk && trunkParts.includes(layer.parts[v]!)) lowestTrunk = y;
    }
  });
  const lies = Math.abs(trunk[1]) < 0.4 && lowestTrunk - lowest < 0.17;
  return lies ? lowestTrunk : lowest;
}

function visiblePoints(surfaces: readonly Surface[]): Float32Array {
  const points: number[] = [];
  for (const { positions, triangles, hidden } of surfaces) {
    const used = new Uint8Array(positions.length / 3);
    for (const v of triangles) used[v] = hidden?.[v] ? 0 : 1;
    used.forEach((yes, v) => {
      if (yes) points.push(positions[v * 3]!, positions[v * 3 + 1]!, positions[v * 3 + 2]!);
    });
  }
  return Float32Array.from(points);
}

function headPoints({ positions, triangles, parts }: Surface): Float32Array {
  const head = PARTS.indexOf('head');
  const used = new Set<number>();
  for (const v of triangles) if (parts[v] === head) used.add(v);
  return Float32Array.from([...used].flatMap((v) => [positions[v * 3]!, positions[v * 3 + 1]!, positions[v * 3 + 2]!]));
}
