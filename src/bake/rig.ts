import type { BaseMesh, Mesh } from './meshJson.ts';
import { apply, IDENTITY, type Mat3, multiply, subtract, type Vec3 } from './rotation.ts';

/** The bones of the base mesh, parents before children, and where they rest in one body. */
export interface Rig {
  names: readonly string[];
  index: ReadonlyMap<string, number>;
  /** −1 for the root. */
  parents: Int16Array;
  /** Head and tail of every bone at rest, metres. */
  heads: readonly Vec3[];
  tails: readonly Vec3[];
}

/** How much each bone turned from rest, about the world's axes, and where its head went. */
export interface BonePose {
  rotations: readonly Mat3[];
  heads: readonly Vec3[];
}

/** `body` [V, 3] in metres: a bone's head and tail are the means of the vertices that the mesh names. */
export function fitRig(base: BaseMesh, body: Float32Array): Rig {
  const names = [...base.parents.keys()];
  const index = new Map(names.map((name, i) => [name, i]));
  const parents = Int16Array.from(names, (name) => index.get(base.parents.get(name) ?? '') ?? -1);
  const mean = (joint: string): Vec3 => {
    const vertices = base.joints.get(joint);
    if (!vertices?.length) throw new Error(`fitRig: no vertices for ${joint}`);
    let [x, y, z] = [0, 0, 0];
    for (const v of vertices) {
      x += body[v * 3]!;
      y += body[v * 3 + 1]!;
      z += body[v * 3 + 2]!;
    }
    return [x / vertices.length, y / vertices.length, z / vertices.length];
  };
  return {
    names,
    index,
    parents,
    heads: names.map((name) => mean(`${name}____head`)),
    tails: names.map((name) => mean(`${name}____tail`)),
  };
}

/** Head of a bone at rest. Throws on an unknown name. */
export function headOf(rig: Rig, name: string): Vec3 {
  const at = rig.index.get(name);
  if (at === undefined) throw new Error(`rig: no bone ${name}`);
  return rig.heads[at]!;
}

export interface Turns {
  /** World rotation from rest; a bone that is not here turns with its parent. */
  world: ReadonlyMap<string, Mat3>;
  /** Turn on top of the parent's, about the axes of the rest pose (fingers). */
  local: ReadonlyMap<string, Mat3>;
}

/** Forward kinematics: rotations as asked, every bone's head carried by its parent, so bones keep their length. */
export function poseRig(rig: Rig, turns: Turns): BonePose {
  const rotations: Mat3[] = [];
  const heads: Vec3[] = [];
  for (let b = 0; b < rig.names.length; b++) {
    const name = rig.names[b]!;
    const parent = rig.parents[b]!;
    const above = parent < 0 ? IDENTITY : rotations[parent]!;
    const local = turns.local.get(name);
    rotations.push(turns.world.get(name) ?? (local ? multiply(above, local) : above));
    if (parent < 0) heads.push(rig.heads[b]!);
    else {
      const [x, y, z] = apply(above, subtract(rig.heads[b]!, rig.heads[parent]!));
      const from = heads[parent]!;
      heads.push([from[0] + x, from[1] + y, from[2] + z]);
    }
  }
  return { rotations, heads };
}

/** A point of the rest pose, carried by one bone. */
export function carry(rig: Rig, pose: BonePose, bone: string, point: Vec3): Vec3 {
  const b = rig.index.get(bone)!;
  const [x, y, z] = apply(pose.rotations[b]!, subtract(point, rig.heads[b]!));
  const head = pose.heads[b]!;
  return [head[0] + x, head[1] + y, head[2] + z];
}

/** Linear blend skinning: v' = Σ w (R (v − rest head) + posed head). `rest` and the result are [V, 3] in metres. */
export function skin(mesh: Mesh, rest: Float32Array, rig: Rig, pose: BonePose): Float32Array {
  const bones = mesh.boneNames.map((name) => rig.index.get(name) ?? 0);
  const matrices = new Float64Array(rig.names.length * 12); // rotation and translation, row by row
  for (let b = 0; b < rig.names.length; b++) {
    const r = pose.rotations[b]!;
    const moved = apply(r, rig.heads[b]!);
    for (let row = 0; row < 3; row++) {
      matrices.set([r[row * 3]!, r[row * 3 + 1]!, r[row * 3 + 2]!, pose.heads[b]![row]! - moved[row]!], b * 12 + row * 4);
    }
  }
  const out = new Float32Array(rest.length);
  for (let v = 0; v * 3 < rest.length; v++) {
    const [x, y, z] = [rest[v * 3]!, rest[v * 3 + 1]!, rest[v * 3 + 2]!];
    let [px, py, pz] = [0, 0, 0];
    for (let k = 0; k < 4; k++) {
      const w = mesh.boneWeights[v * 4 + k]!;
      if (w === 0) continue;
      const m = bones[mesh.boneIndices[v * 4 + k]!]! * 12;
      px += w * (matrices[m]! * x + matrices[m + 1]! * y + matrices[m + 2]! * z + matrices[m + 3]!);
      py += w * (matrices[m + 4]! * x + matrices[m + 5]! * y + matrices[m + 6]! * z + matrices[m + 7]!);
      pz += w * (matrices[m + 8]! * x + matrices[m + 9]! * y + matrices[m + 10]! * z + matrices[m + 11]!);
    }
    out[v * 3] = px;
    out[v * 3 + 1] = py;
    out[v * 3 + 2] = pz;
  }
  return out;
}
